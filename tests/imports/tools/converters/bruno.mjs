import { readFileSync } from "node:fs";
import converters from "@usebruno/converters";

const collection = converters.openApiToBruno(JSON.parse(readFileSync(process.argv[2], "utf-8")));
const requests = (items) => items.flatMap((item) => (item.items ? requests(item.items) : [item.name]));
console.log(JSON.stringify(requests(collection.items)));
