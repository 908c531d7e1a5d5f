curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "amounts": [1e+22, 2.5e-09, 5e-324, 1.7976931348623157e+308]
  }'
