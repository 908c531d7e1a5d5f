curl 'http://127.0.0.1:8000/v1/tasks?q=a%20b' \
  --fail-with-body
