const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks?q=a%26b%3Dc&r=1%2B1");

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
