curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  --data-urlencode 'attachment=https://example.com/?a=1&b=ü' \
  --data-urlencode 'note=50% + 2'
