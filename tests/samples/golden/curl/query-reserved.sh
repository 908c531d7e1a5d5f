curl 'http://127.0.0.1:8000/v1/tasks?fields=id,name;a:b/c?d@e!f$g(h)*' \
  --fail-with-body
