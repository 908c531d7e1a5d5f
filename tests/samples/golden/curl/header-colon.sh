curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'X-Trace: span: 17:4'
