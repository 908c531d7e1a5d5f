curl 'http://127.0.0.1:8000/v1/tasks?api_key=a%2Bb%20c' \
  --fail-with-body
