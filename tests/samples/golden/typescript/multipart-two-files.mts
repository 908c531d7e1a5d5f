import { readFile } from "node:fs/promises";

const form = new FormData();
form.append("page", new Blob([await readFile("page.txt")], { type: "text/plain" }), "page.txt");
form.append("page", new Blob([await readFile("scan.bin")], { type: "x/y" }), "scan.bin");

const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks", {
  method: "POST",
  body: form,
});

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
