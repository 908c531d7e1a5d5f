const response: Response = await fetch("http://127.0.0.1:8000/v1/tasks?fields=id,name;a:b/c?d@e!f$g(h)*");

if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
