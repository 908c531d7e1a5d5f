curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  --data-urlencode 'category=a b' \
  --data-urlencode category= \
  --data-urlencode %40name=@value
