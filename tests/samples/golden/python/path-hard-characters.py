import requests

response = requests.get(
    "http://127.0.0.1:8000/v1/%27%22%24%60%5C%23%7Bx%7D%25/%C3%BC",
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
