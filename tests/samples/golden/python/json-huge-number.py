import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    json={
        "amount": 12345678901234567890123,
        "low": -9223372036854775809,
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
