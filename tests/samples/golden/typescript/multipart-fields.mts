const form = new FormData();
form.append("note", "a=b; c=@d <e");
form.append("line", "x\ny \"'$(id)`");

const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks", {
  method: "POST",
  body: form,
});

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
