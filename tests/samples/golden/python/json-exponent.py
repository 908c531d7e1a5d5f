import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    json={
        "amounts": [1e+22, 2.5e-09, 5e-324, 1.7976931348623157e+308],
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
