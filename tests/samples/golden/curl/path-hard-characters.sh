curl http://127.0.0.1:8000/v1/%27%22%24%60%5C%23%7Bx%7D%25/%C3%BC \
  --fail-with-body
