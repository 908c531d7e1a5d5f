curl 'http://127.0.0.1:8000/v1/tasks?q=%27%22%24%60%5C%23%7Bx%7D%25%0A%3C%2Fscript%3E' \
  --fail-with-body
