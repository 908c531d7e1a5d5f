import { readFile } from "node:fs/promises";

const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks", {
  method: "POST",
  headers: {
    "Content-Type": "application/octet-stream",
  },
  body: await readFile("scan.bin"),
});

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
