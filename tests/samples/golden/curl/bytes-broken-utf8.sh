base64 --decode <<< eyJpbnN0cnVjdGlvbiI6ICL/AMMifQ== |
curl http://127.0.0.1:8000/v1/tasks \
  --fail-with-body \
  -H 'Content-Type: application/json' \
  --data-binary @-
