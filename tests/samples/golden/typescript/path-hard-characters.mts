const response: Response = await fetch("http://127.0.0.1:8000/v1/%27%22%24%60%5C%23%7Bx%7D%25/%C3%BC");

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
