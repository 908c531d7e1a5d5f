curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: text/plain; charset=utf-8' \
  --data-raw 'Prüfung 🧾'
