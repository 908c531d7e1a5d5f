curl "http://127.0.0.1:8000/v1/tasks?it=%27s&api_key=${API_KEY}" \
  --fail-with-body
