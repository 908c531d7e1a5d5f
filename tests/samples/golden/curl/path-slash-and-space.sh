curl http://127.0.0.1:8000/v1/task/a%2Fb%20c/cancel \
  --fail-with-body
