const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
  },
  body: JSON.stringify({
    amounts: [1e+22, 2.5e-09, 5e-324, 1.7976931348623157e+308],
  }),
});

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
