import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    json={
        "instruction": "\u0000\u0001\u0007\u0008\t\n\u000b\u000c\r\u001b\u007f\u0085\u2028\u2029",
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
