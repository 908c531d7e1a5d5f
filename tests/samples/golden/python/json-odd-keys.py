import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    json={
        "a-b": 1,
        "é": 2,
        "2": 3,
        'q"': 4,
        "#{x}": 5,
        "$y": 6,
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
