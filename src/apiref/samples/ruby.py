"""Samples for Ruby, with Net::HTTP of its standard library."""

import base64
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from apiref.request import ExampleRequest
from apiref.request.body import (
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
from apiref.samples._request import basic_secret, content_type, header_texts, url_text
from apiref.samples._text import NEWLINES, Text, expression, has_surrogate, quoted, text
from apiref.samples._value import Notation, json_text, write

NAME = "Ruby"
LEXER = "ruby"
SUFFIX = ".rb"
RUN = ("ruby",)
VERSION = ("ruby", "--version")
ORDER = 20

_CLASSES = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE")


def render(request: ExampleRequest) -> str:
    requires = ['require "net/http"']
    if isinstance(request.body, JsonBody):
        requires.append('require "json"')
    parts = ["\n".join(requires), "\n".join(_request(request)), _answer(request)]
    return "\n\n".join(parts)


def _request(request: ExampleRequest) -> Iterator[str]:
    yield f"uri = URI({_expression(url_text(request))})"
    yield f"request = {_new(request.method)}"
    secret = basic_secret(request)
    if secret:
        yield f'request.basic_auth({_expression(text(secret))}, "")'
    for name, value in header_texts(request).items():
        yield f"request[{_string(name)}] = {_expression(value)}"
    kind = content_type(request)
    if kind:
        yield f'request["Content-Type"] = {_string(kind)}'
    elif isinstance(request.body, TextBody | BytesBody):
        yield "def request.supply_default_content_type; end"  # or it would be called a form
    yield from _body(request.body)


def _new(method: str) -> str:
    if method in _CLASSES:
        return f"Net::HTTP::{method.capitalize()}.new(uri)"
    return f"Net::HTTPGenericRequest.new({_string(method)}, true, true, uri)"


def _body(body: Body | None) -> Iterator[str]:
    match body:
        case JsonBody(value):
            yield f"request.body = {_json(value)}"
        case TextBody(content):
            yield f"request.body = {_string(content)}"
        case FileBody(filename):
            yield f"request.body = File.binread({_string(filename)})"
        case BytesBody(data):
            yield f'request.body = {_string(base64.b64encode(data).decode())}.unpack1("m")'
        case FormBody(pairs):
            yield f"request.set_form_data({_pairs(pairs)})"
        case MultipartBody(parts):
            lines = ",\n".join(f"  {_part(part)}" for part in parts)
            yield f'request.set_form([\n{lines}\n], "multipart/form-data")'


def _json(value: Any) -> str:
    if has_surrogate(value):
        return _string(json_text(value))
    return f"JSON.generate({write(value, _NOTATION)})"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    if len(dict(pairs)) == len(pairs):
        return write(dict(pairs), _STRING_KEYS)
    return write([list(pair) for pair in pairs], _NOTATION)


def _part(part: Field | File) -> str:
    if isinstance(part, Field):
        return f"[{_string(part.name)}, {_string(part.text)}]"
    file = f"File.open({_string(part.filename)})"
    return f"[{_string(part.name)}, {file}, {{ content_type: {_string(part.media_type)} }}]"


def _answer(request: ExampleRequest) -> str:
    secure = ", use_ssl: true" if request.url.startswith("https:") else ""
    return f"""\
response = Net::HTTP.start(uri.hostname, uri.port{secure}) do |http|
  http.request(request)
end

abort "#{{response.code}}: #{{response.body}}" unless response.is_a?(Net::HTTPSuccess)
puts response.body
"""


def receiver(receiver: Receiver) -> str:
    return f"""\
require "openssl"
require "webrick" # gem install webrick

CALLBACK_KEY = {_string(receiver.key)}

server = WEBrick::HTTPServer.new(BindAddress: "127.0.0.1", Port: {PORT})
server.mount_proc "/" do |request, response|
  if OpenSSL.secure_compare(request[{_string(receiver.header)}].to_s, CALLBACK_KEY)
    puts request.body
  else
    response.status = 401
  end
end

trap("INT") {{ server.shutdown }}
server.start
"""


def _expression(parts: Text) -> str:
    return expression(parts, _string, lambda name: f"ENV.fetch({_string(name)})")


def _string(text: str) -> str:
    return re.sub(r"#(?=[{$@])", r"\\#", quoted(text, NEWLINES))


def _keys(names: Collection[str]) -> Iterable[str]:
    """Write `name: ` where every key of the hash can be a bare symbol, and `"name" => ` if not."""
    if all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) for name in names):
        return (f"{name}: " for name in names)
    return _string_keys(names)


def _string_keys(names: Collection[str]) -> Iterable[str]:
    return (f"{_string(name)} => " for name in names)


_NOTATION = Notation(words=("nil", "true", "false"), string=_string, keys=_keys)
_STRING_KEYS = Notation(words=("nil", "true", "false"), string=_string, keys=_string_keys)
