curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "categories": [
      "Category 0",
      "Category 1",
      "Category 2",
      "Category 3",
      "Category 4",
      "Category 5",
      "Category 6",
      "Category 7"
    ]
  }'
