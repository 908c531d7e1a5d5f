const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    instruction: "EOF\nJSON\nEOT\n'''\n\"\"\"\n",
  }),
});

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
