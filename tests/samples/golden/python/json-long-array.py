import requests

response = requests.post(
    "http://127.0.0.1:8000/v1/tasks",
    json={
        "categories": [
            "Category 0",
            "Category 1",
            "Category 2",
            "Category 3",
            "Category 4",
            "Category 5",
            "Category 6",
            "Category 7",
        ],
    },
    timeout=30,
)

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
