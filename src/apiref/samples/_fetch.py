"""Programs around fetch, which JavaScript and TypeScript write almost alike."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
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
from apiref.samples._text import NEWLINES, Text, expression, quoted, text
from apiref.samples._value import Notation, has_integer_beyond, json_text, write

_EXACT = 2**53  # beyond it, a number of JavaScript's is no longer the integer that was written


_ANSWER = """
if (!response.ok) {
  throw new Error(`${response.status}: ${await response.text()}`);
}
console.log(await response.text());
"""


@dataclass(frozen=True)
class Fetch:
    """A dialect: how it declares things, and what follows a variable of the environment."""

    response: str = "response"
    part: str = "part"
    asserted: str = ""

    def render(self, request: ExampleRequest) -> str:
        before = "".join(f"{line}\n" for line in _before(request.body))
        options = "".join(f"  {option},\n" for option in self._options(request))
        second = f", {{\n{options}}}" if options else ""
        url = self._expression(url_text(request))
        return f"{before}const {self.response} = await fetch({url}{second});\n{_ANSWER}"

    def receiver(self, receiver: Receiver) -> str:
        return f"""\
import {{ timingSafeEqual }} from "node:crypto";
import {{ createServer }} from "node:http";

const callbackKey = Buffer.from({_string(receiver.key)});

createServer((request, response) => {{
  const key = Buffer.from(String(request.headers[{_string(receiver.header.lower())}] ?? ""));
  if (key.length !== callbackKey.length || !timingSafeEqual(key, callbackKey)) {{
    response.writeHead(401).end();
    return;
  }}
  let body = "";
  request.setEncoding("utf8");
  request.on("data", ({self.part}) => (body += part));
  request.on("end", () => {{
    console.log(body);
    response.writeHead(200).end();
  }});
}}).listen({PORT}, "127.0.0.1");
"""

    def _options(self, request: ExampleRequest) -> Iterator[str]:
        if request.method != "GET":
            yield f"method: {_string(request.method)}"
        headers = "".join(f"    {header},\n" for header in self._headers(request))
        if headers:
            yield f"headers: {{\n{headers}  }}"
        if request.body is not None:
            yield f"body: {_body(request.body)}"

    def _headers(self, request: ExampleRequest) -> Iterator[str]:
        secret = basic_secret(request)
        if secret:
            user = self._expression(text(secret, ":"))
            yield f'Authorization: "Basic " + btoa({user})'
        for name, value in header_texts(request).items():
            yield f"{_key(name)}{self._expression(value)}"
        kind = content_type(request)
        if kind:
            yield f'"Content-Type": {_string(kind)}'

    def _expression(self, parts: Text) -> str:
        return expression(parts, _string, lambda name: f"process.env.{name}{self.asserted}")


def _before(body: Body | None) -> Iterator[str]:
    """Write what stands before the call: files are read, a multipart form is filled."""
    parts = body.parts if isinstance(body, MultipartBody) else ()
    if isinstance(body, FileBody) or any(isinstance(part, File) for part in parts):
        yield 'import { readFile } from "node:fs/promises";\n'
    if isinstance(body, MultipartBody):
        yield "const form = new FormData();"
        yield from map(_append, parts)
        yield ""


def _append(part: Field | File) -> str:
    if isinstance(part, Field):
        return f"form.append({_string(part.name)}, {_string(part.text)});"
    kind = f"{{ type: {_string(part.media_type)} }}"
    blob = f"new Blob([await readFile({_string(part.filename)})], {kind})"
    return f"form.append({_string(part.name)}, {blob}, {_string(part.filename)});"


def _body(body: Body) -> str:
    match body:
        case JsonBody(value):
            return _json(value)
        case FormBody(pairs):
            return f"new URLSearchParams({_pairs(pairs)})"
        case MultipartBody():
            return "form"
        case FileBody(filename):
            return f"await readFile({_string(filename)})"
        case TextBody() | BytesBody():
            return _raw(body)


def _raw(body: TextBody | BytesBody) -> str:
    """Write a body that is sent as it is; a string would give itself a Content-Type."""
    if isinstance(body, BytesBody):
        return f'Buffer.from({_string(base64.b64encode(body.data).decode())}, "base64")'
    content = _string(body.text)
    return content if body.media_type else f"new TextEncoder().encode({content})"


def _json(value: Any) -> str:
    if has_integer_beyond(_EXACT, value):
        return _string(json_text(value))
    return f"JSON.stringify({write(value, _NOTATION, depth=1)})"


def _pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    if len(dict(pairs)) == len(pairs):
        return write(dict(pairs), _NOTATION, depth=1)
    return write([list(pair) for pair in pairs], _NOTATION, depth=1)


def _string(content: str) -> str:
    """Quote text; `</` is broken up, for no script element of a page ends within a string then."""
    return quoted(content, NEWLINES, quotes="\"'").replace("</", "<\\/")


def _key(name: str) -> str:
    if name == "__proto__":
        return '["__proto__"]: '  # a bare one would set the prototype
    return f"{name if re.fullmatch(r'[A-Za-z_$][A-Za-z0-9_$]*', name) else _string(name)}: "


_NOTATION = Notation(
    words=("null", "true", "false"), string=_string, keys=partial(map, _key), last_comma=","
)
