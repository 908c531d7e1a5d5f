curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -F 'page=@page.txt;type=text/plain' \
  -F 'page=@scan.bin;type=x/y'
