import requests

response = requests.get(
    "http://127.0.0.1:8000/v1/tasks",
    params={
        "q": "a&b=c",
        "r": "1+1",
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
