curl 'http://127.0.0.1:8000/v1/tasks?limit=10&status=completed' \
  --fail-with-body
