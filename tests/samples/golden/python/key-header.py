import requests

response = requests.get(
    "http://127.0.0.1:8000/v1/tasks",
    headers={
        "X-Api-Key": "live_sandbox",
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
