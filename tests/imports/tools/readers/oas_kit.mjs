import { readFileSync } from "node:fs";
import oasValidator from "oas-validator";

const document = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const result = await oasValidator.validate(document, { lint: true, lintLimit: 100, warnOnly: true });
if (!result.valid) throw new Error(JSON.stringify(result, null, 2));
for (const warning of result.warnings) console.log(JSON.stringify(warning));
