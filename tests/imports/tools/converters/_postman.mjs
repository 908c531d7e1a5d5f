import { readFileSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import converter from "openapi-to-postmanv2";

const [path, requestNameSource, output] = process.argv.slice(2);
const input = { type: "string", data: readFileSync(path, "utf-8") };
const result = await promisify(converter.convertV2)(input, { requestNameSource });
if (!result.result) throw new Error(result.reason);
const { data: collection } = result.output.find(({ type }) => type === "collection");
writeFileSync(output, JSON.stringify(collection, null, 2));
