import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    data=b'\x89PNG\r\n\x1a\n',
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
