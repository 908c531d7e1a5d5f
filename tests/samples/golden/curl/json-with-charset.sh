curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json; charset=utf-8' \
  -d '{
    "a": "ü"
  }'
