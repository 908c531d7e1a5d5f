curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "class": 1,
    "if": 2,
    "nil": 3,
    "__proto__": {
      "a": 4
    }
  }'
