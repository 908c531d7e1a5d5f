"""Samples for Python, with the requests library."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

from apiref.request import ExampleRequest
from apiref.request.body import (
    JSON,
    Body,
    BytesBody,
    Field,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.request.receiver import PORT, Receiver
from apiref.samples._request import (
    basic_secret,
    content_type,
    header_texts,
    reads_environment,
    url_text,
)
from apiref.samples._text import NEWLINES, Text, expression, quoted, text
from apiref.samples._value import Notation, write

NAME = "Python"
LEXER = "python"
SUFFIX = ".py"
RUN = ("python3",)
VERSION = ("python3", "--version")
ORDER = 30

_INDENT = "    "
_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def render(request: ExampleRequest) -> str:
    arguments = "".join(f"{_INDENT}{argument},\n" for argument in _arguments(request))
    imports = "import os\n\n" if reads_environment(request) else ""
    return f"{imports}import requests\n\nresponse = {_call(request.method)}{arguments}){_ANSWER}"


_ANSWER = """

if not response.ok:
    raise SystemExit(f"{response.status_code}: {response.text}")
print(response.text)
"""


def _call(method: str) -> str:
    if method in _METHODS:
        return f"requests.{method.lower()}(\n"
    return f"requests.request(\n{_INDENT}{_string(method)},\n"


def _arguments(request: ExampleRequest) -> Iterator[str]:
    yield from _url(url_text(request))
    secret = basic_secret(request)
    if secret:
        yield f'auth=({_expression(text(secret))}, "")'
    headers = header_texts(request)
    kind = content_type(request)
    if kind and not _is_written_by_json(request.body):
        headers["Content-Type"] = text(kind)
    if headers:
        yield f"headers={_headers(headers)}"
    yield from _body(request.body)
    yield "timeout=30"


def _url(url: Text) -> Iterator[str]:
    """Write the query as `params` where requests makes the same query of it."""
    address, _, query = str(url[0]).partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    if len(url) > 1 or not pairs or urlencode(pairs) != query:
        yield _expression(url)
        return
    yield _string(address)
    yield f"params={_pairs(pairs)}"


def _pairs(pairs: list[tuple[str, str]]) -> str:
    if len(dict(pairs)) == len(pairs):
        return write(dict(pairs), _NOTATION, depth=1)
    lines = "".join(f"{_INDENT * 2}({_string(one)}, {_string(two)}),\n" for one, two in pairs)
    return f"[\n{lines}{_INDENT}]"


def _headers(headers: dict[str, Text]) -> str:
    lines = (
        f"{_INDENT * 2}{_string(name)}: {_expression(value)},\n" for name, value in headers.items()
    )
    return f"{{\n{''.join(lines)}{_INDENT}}}"


def _is_written_by_json(body: Body | None) -> bool:
    """Whether `json=` does it all: it takes None for no body and knows one media type."""
    return isinstance(body, JsonBody) and body.value is not None and body.media_type == JSON


def _body(body: Body | None) -> Iterator[str]:
    match body:
        case JsonBody(None):
            yield 'data="null"'
        case JsonBody(value):
            yield f"json={write(value, _NOTATION, depth=1)}"
        case TextBody(content):
            yield f"data={_string(content)}{'' if content.isascii() else '.encode()'}"
        case FileBody(filename):
            yield f'data=open({_string(filename)}, "rb")'
        case BytesBody(data):
            yield f"data={data!r}"
        case FormBody(pairs):
            yield f"data={_pairs(list(pairs))}"
        case MultipartBody(parts):
            lines = "".join(f"{_INDENT * 2}{_part(part)},\n" for part in parts)
            yield f"files=[\n{lines}{_INDENT}]"


def _part(part: Field | File) -> str:
    if isinstance(part, Field):
        return f"({_string(part.name)}, (None, {_string(part.text)}))"
    file = f'open({_string(part.filename)}, "rb")'
    content = f"({_string(part.filename)}, {file}, {_string(part.media_type)})"
    return f"({_string(part.name)}, {content})"


def receiver(receiver: Receiver) -> str:
    return f"""\
import hmac
from http.server import BaseHTTPRequestHandler, HTTPServer

CALLBACK_KEY = {_string(receiver.key)}


class Receiver(BaseHTTPRequestHandler):
    def do_{receiver.method}(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.headers.get({_string(receiver.header)}, "")
        if hmac.compare_digest(key.encode(), CALLBACK_KEY.encode()):
            print(body.decode())
            self.send_response(200)
        else:
            self.send_response(401)
        self.end_headers()


HTTPServer(("127.0.0.1", {PORT}), Receiver).serve_forever()
"""


def _expression(parts: Text) -> str:
    return expression(parts, _string, lambda name: f"os.environ[{_string(name)}]")


def _string(content: str) -> str:
    return quoted(content, NEWLINES, quotes="\"'")


_NOTATION = Notation(
    words=("None", "True", "False"),
    string=_string,
    keys=lambda names: (f"{_string(name)}: " for name in names),
    indent=_INDENT,
    last_comma=",",
)
