curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  -d '{
    "instruction": "\u0000\u0001\u0007\u0008\t\n\u000b\u000c\r\u001b\u007f\u0085\u2028\u2029"
  }'
