curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -X DELETE \
  -H 'Content-Type: application/json' \
  -d '{
    "ids": [17, 18]
  }'
