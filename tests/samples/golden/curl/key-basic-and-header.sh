curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -u live_sandbox: \
  -H 'X-Account: 17'
