curl 'http://127.0.0.1:8000/v1/tasks?limit=2&api_key=live_sandbox' \
  --fail-with-body
