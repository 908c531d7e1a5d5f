curl http://127.0.0.1:8000/v1/tasks/17 \
  --fail-with-body \
  -X DELETE
