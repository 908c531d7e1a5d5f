import { Validator } from "@seriousme/openapi-schema-validator";

const result = await new Validator().validate(process.argv[2]);
if (!result.valid) throw new Error(JSON.stringify(result.errors, null, 2));
