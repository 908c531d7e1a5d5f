curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "amount": 12345678901234567890123,
    "low": -9223372036854775809
  }'
