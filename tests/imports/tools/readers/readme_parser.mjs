import { compileErrors, validate } from "@readme/openapi-parser";

const result = await validate(process.argv[2]);
if (!result.valid) throw new Error(compileErrors(result));
for (const warning of result.warnings) console.log(warning.message.replaceAll("\n", " "));
