import { readFileSync } from "node:fs";
import { dereference, validate } from "@scalar/openapi-parser";

const document = readFileSync(process.argv[2], "utf-8");
for (const result of [await validate(document), await dereference(document)]) {
  if (result.errors?.length) throw new Error(JSON.stringify(result.errors, null, 2));
}
