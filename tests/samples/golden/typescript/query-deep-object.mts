const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks?filter%5Bstatus%5D=pending&filter%5Btype%5D=a");

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
