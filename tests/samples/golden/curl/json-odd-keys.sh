curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "a-b": 1,
    "é": 2,
    "2": 3,
    "q\"": 4,
    "#{x}": 5,
    "$y": 6
  }'
