"""Requests that are hard to write down, each named for what makes it hard."""

from typing import Any

from apiref.request import ExampleRequest
from apiref.request.body import (
    BytesBody,
    Field,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.request.credentials import ApiKey, Basic, Bearer, Credential, Secret

BASE_URL = "http://127.0.0.1:8000"
TASKS = f"{BASE_URL}/v1/tasks"
KEY = Secret("live_sandbox")
FROM_ENVIRONMENT = Secret.variable("API_KEY")


def _get(url: str = TASKS, *headers: tuple[str, str]) -> ExampleRequest:
    return ExampleRequest("GET", url, headers)


def _post(body: Any) -> ExampleRequest:
    return ExampleRequest("POST", TASKS, body=body)


def _instruction(text: str) -> ExampleRequest:
    return _post(JsonBody({"instruction": text}))


def _with(*credentials: Credential, url: str = TASKS) -> ExampleRequest:
    return ExampleRequest("GET", url, credentials=credentials)


REQUESTS = {
    "bytes-broken-utf8": _post(BytesBody(b'{"instruction": "\xff\x00\xc3"}', "application/json")),
    "bytes-without-media-type": _post(BytesBody(b"\x89PNG\r\n\x1a\n")),
    "cookie": _get(TASKS, ("Cookie", "session=4711; view=a%20b")),
    "file": _post(FileBody("scan.bin", "application/octet-stream")),
    "form": _post(FormBody((("attachment", "https://example.com/?a=1&b=ü"), ("note", "50% + 2")))),
    "form-repeated": _post(FormBody((("category", "a b"), ("category", ""), ("@name", "@value")))),
    "header-backslash-and-quotes": _get(TASKS, ("If-None-Match", '"a\\b\'c"')),
    "header-colon": _get(TASKS, ("X-Trace", "span: 17:4")),
    "header-empty": _get(TASKS, ("X-Trace", "")),
    "header-repeated": _get(TASKS, ("Accept-Language", "de"), ("Accept-Language", "en;q=0.5")),
    "json-array": _post(JsonBody(["Billing", "Delivery", "Technical problem"])),
    "json-backslash": _instruction("C:\\new\\table \\u0041 \\"),
    "json-backtick": _instruction("run `id` and `${HOME}`"),
    "json-bidi-override": _instruction("invoice\u202efdp.exe\u2066\u2069"),
    "json-control-characters": _instruction("\x00\x01\x07\b\t\n\v\f\r\x1b\x7f\x85\u2028\u2029"),
    "json-dollar": _instruction("$HOME $(id) ${API_KEY} $$ $1"),
    "json-emoji": _instruction("\U0001f9fe \U0001f469\u200d\U0001f4bb \U0001f1e9\U0001f1ea"),
    "json-empty-array": _post(JsonBody([])),
    "json-empty-members": _post(JsonBody({"": "", "fields": {}, "categories": []})),
    "json-empty-object": _post(JsonBody({})),
    "json-exponent": _post(JsonBody({"amounts": [1e22, 2.5e-9, 5e-324, 1.7976931348623157e308]})),
    "json-false": _post(JsonBody(value=False)),
    "json-heredoc-end": _instruction("EOF\nJSON\nEOT\n'''\n\"\"\"\n"),
    "json-huge-number": _post(JsonBody({"amount": 12345678901234567890123, "low": -(2**63) - 1})),
    "json-interpolation": _instruction("#{`id`} #$HOME #@name {x} {0} %{y} {{z}} <%= q %>"),
    "json-keyword-keys": _post(JsonBody({"class": 1, "if": 2, "nil": 3, "__proto__": {"a": 4}})),
    "json-lone-surrogate": _instruction("cut \ud83e off"),
    "json-long-array": _post(JsonBody({"categories": [f"Category {n}" for n in range(8)]})),
    "json-nested": _post(JsonBody({"docs": [{"a": [[1, 2], [], [None]]}, {"b": {"c": {}}}]})),
    "json-newline": _instruction("first\nsecond\r\nthird\n"),
    "json-null": _post(JsonBody(None)),
    "json-null-value": _post(JsonBody({"metadata": {"batch": None, "tags": [None]}})),
    "json-odd-keys": _post(JsonBody({"a-b": 1, "é": 2, "2": 3, 'q"': 4, "#{x}": 5, "$y": 6})),
    "json-percent": _instruction("100% %s %d %(name)s %% %n"),
    "json-quotes": _instruction("it's \"quoted\" '\"'\"' \"\"\" '''"),
    "json-right-to-left": _instruction("اكتب نص الفاتورة \u200f שלום"),
    "json-script-end": _instruction("</script><!-- <script> ]]>"),
    "json-string": _post(JsonBody("Billing")),
    "json-vendor-media-type": _post(JsonBody({"a": True}, "application/vnd.scale+json")),
    "json-with-charset": _post(JsonBody({"a": "ü"}, "application/json; charset=utf-8")),
    "key-basic": _with(Basic(KEY)),
    "key-basic-and-header": _with(Basic(KEY), ApiKey("header", "X-Account", Secret("17"))),
    "key-bearer": _with(Bearer(KEY)),
    "key-bearer-odd": _with(Bearer(Secret("a'b\"$c`d\\e#{f}"))),
    "key-cookie": _with(ApiKey("cookie", "session", KEY)),
    "key-from-environment-basic": _with(Basic(FROM_ENVIRONMENT)),
    "key-from-environment-bearer": _with(Bearer(FROM_ENVIRONMENT)),
    "key-from-environment-cookie": _with(ApiKey("cookie", "session", FROM_ENVIRONMENT)),
    "key-from-environment-header": _with(ApiKey("header", "X-Api-Key", FROM_ENVIRONMENT)),
    "key-from-environment-query": _with(
        ApiKey("query", "api_key", FROM_ENVIRONMENT), url=f"{TASKS}?it=%27s"
    ),
    "key-header": _with(ApiKey("header", "X-Api-Key", KEY)),
    "key-query": _with(ApiKey("query", "api_key", Secret("a+b c"))),
    "key-query-after-query": _with(ApiKey("query", "api_key", KEY), url=f"{TASKS}?limit=2"),
    "method-delete": ExampleRequest("DELETE", f"{TASKS}/17"),
    "method-delete-with-body": ExampleRequest("DELETE", TASKS, body=JsonBody({"ids": [17, 18]})),
    "method-head": ExampleRequest("HEAD", TASKS),
    "method-options": ExampleRequest("OPTIONS", TASKS),
    "method-own": ExampleRequest("SEARCH", TASKS, body=JsonBody({"status": "pending"})),
    "method-patch": ExampleRequest("PATCH", TASKS, body=JsonBody({"urgency": "day"})),
    "method-post-without-body": ExampleRequest("POST", f"{TASKS}/17/cancel"),
    "method-put": ExampleRequest("PUT", TASKS, body=JsonBody({"urgency": "day"})),
    "multipart-fields": _post(
        MultipartBody((Field("note", "a=b; c=@d <e"), Field("line", "x\ny \"'$(id)`"))),
    ),
    "multipart-file": _post(
        MultipartBody(
            (Field("note", "ünïcode"), File("attachment", "scan.bin", "application/octet-stream"))
        ),
    ),
    "multipart-two-files": _post(
        MultipartBody((File("page", "page.txt", "text/plain"), File("page", "scan.bin", "x/y")))
    ),
    "path-hard-characters": _get(f"{BASE_URL}/v1/%27%22%24%60%5C%23%7Bx%7D%25/%C3%BC"),
    "path-slash-and-space": _get(f"{BASE_URL}/v1/task/a%2Fb%20c/cancel"),
    "query-ampersand-and-equals": _get(f"{TASKS}?q=a%26b%3Dc&r=1%2B1"),
    "query-deep-object": _get(f"{TASKS}?filter%5Bstatus%5D=pending&filter%5Btype%5D=a"),
    "query-empty-value": _get(f"{TASKS}?status=&limit=2"),
    "query-hard-characters": _get(f"{TASKS}?q=%27%22%24%60%5C%23%7Bx%7D%25%0A%3C%2Fscript%3E"),
    "query-plain": _get(f"{TASKS}?limit=10&status=completed"),
    "query-repeated": _get(f"{TASKS}?status=pending&status=completed"),
    "query-reserved": _get(f"{TASKS}?fields=id,name;a:b/c?d@e!f$g(h)*"),
    "query-space": _get(f"{TASKS}?q=a%20b"),
    "text": _post(TextBody('it\'s "plain" text\n@file $HOME `id` #{x} \\n %s\n', "text/plain")),
    "text-control-characters": _post(TextBody("a\x01\tb\rc\x00d\x7f", "text/plain")),
    "text-empty-form": _post(TextBody("", "application/x-www-form-urlencoded")),
    "text-empty": _post(TextBody("", "text/plain")),
    "text-invalid-json": _post(TextBody('{"instruction": "cut off', "application/json")),
    "text-unicode": _post(TextBody("Prüfung \U0001f9fe", "text/plain; charset=utf-8")),
    "text-without-media-type": _post(TextBody('{"instruction": 1}')),
}
