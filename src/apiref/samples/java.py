"""Samples for Java 17 and later, with java.net.http, in one file that needs no build."""

import base64
from collections.abc import Iterator

from apiref.request import ExampleRequest
from apiref.request.body import (
    Body,
    BytesBody,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.request.receiver import PORT, Receiver
from apiref.request.serialization import encoded
from apiref.samples._multipart import boundary, pieces
from apiref.samples._request import basic_secret, content_type, header_texts, url_text
from apiref.samples._text import NEWLINES, Text, expression, quoted, text
from apiref.samples._value import json_text

NAME = "Java"
LEXER = "java"
SUFFIX = ".java"
RUN = ("java", "-Dfile.encoding=UTF-8")
VERSION = ("java", "--version")
ORDER = 80

_MARGIN = " " * 16
_ANSWER = """
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            System.err.println(response.statusCode() + ": " + response.body());
            System.exit(1);
        }
        System.out.println(response.body());
    }
}
"""


def render(request: ExampleRequest) -> str:
    imports = "".join(f"import {name};\n" for name in sorted(_imports(request)))
    url = _expression(url_text(request))
    steps = "".join(f"\n{' ' * 12}.{step}" for step in _steps(request))
    return f"""{imports}
public class Main {{
    public static void main(String[] args) throws Exception {{
        var request = HttpRequest.newBuilder(URI.create({url})){steps};
{_ANSWER}"""


def _imports(request: ExampleRequest) -> Iterator[str]:
    yield "java.net.URI"
    yield "java.net.http.HttpClient"
    yield "java.net.http.HttpRequest"
    yield "java.net.http.HttpResponse.BodyHandlers"
    if request.method not in ("GET", "DELETE") or request.body is not None:
        yield "java.net.http.HttpRequest.BodyPublishers"
    if basic_secret(request) or isinstance(request.body, BytesBody):
        yield "java.util.Base64"
    if request.body is not None and _has_file(request.body):
        yield "java.nio.file.Path"


def _has_file(body: Body) -> bool:
    parts = body.parts if isinstance(body, MultipartBody) else ()
    return isinstance(body, FileBody) or any(isinstance(part, File) for part in parts)


def _steps(request: ExampleRequest) -> Iterator[str]:
    secret = basic_secret(request)
    if secret:
        user = _expression(text(secret, ":"))
        user = f"({user})" if secret.in_environment else user
        value = f"Base64.getEncoder().encodeToString({user}.getBytes())"
        yield f'header("Authorization", "Basic " + {value})'
    for name, value_text in header_texts(request).items():
        yield f"header({_string(name)}, {_expression(value_text)})"
    kind = _content_type(request)
    if kind:
        yield f'header("Content-Type", {_string(kind)})'
    yield from _method(request)
    yield "build()"


def _content_type(request: ExampleRequest) -> str | None:
    if isinstance(request.body, MultipartBody):
        return f"{request.body.media_type}; boundary={boundary(request.body)}"
    return request.body.media_type if isinstance(request.body, FormBody) else content_type(request)


def _method(request: ExampleRequest) -> Iterator[str]:
    publisher = _publisher(request.body) if request.body else "BodyPublishers.noBody()"
    if request.method in ("POST", "PUT"):
        yield f"{request.method}({publisher})"
    elif request.method == "DELETE" and request.body is None:
        yield "DELETE()"
    elif request.method != "GET" or request.body is not None:
        yield f"method({_string(request.method)}, {publisher})"


def _publisher(body: Body) -> str:
    match body:
        case MultipartBody():
            separator = f",\n{_MARGIN}"
            return f"BodyPublishers.concat(\n{_MARGIN}{separator.join(map(_piece, pieces(body)))})"
        case FileBody(filename):
            return f"BodyPublishers.ofFile(Path.of({_string(filename)}))"
        case BytesBody(data):
            content = _string(base64.b64encode(data).decode())
            return f"BodyPublishers.ofByteArray(Base64.getDecoder().decode({content}))"
        case _:
            return f"BodyPublishers.ofString({_content(body)})"


def _content(body: JsonBody | FormBody | TextBody) -> str:
    match body:
        case JsonBody(value):
            return _json(json_text(value))
        case FormBody(pairs):
            return _string("&".join(f"{encoded(one)}={encoded(two)}" for one, two in pairs))
        case TextBody(content):
            return _string(content)


def _json(content: str) -> str:
    """Write JSON of several lines as a text block, whose margin Java takes away."""
    if "\n" not in content:
        return _string(content)
    escaped = content.replace("\\", "\\\\").replace('"""', '""\\"')
    block = escaped.replace("\n", f"\n{_MARGIN}")
    return f'"""\n{_MARGIN}{block}"""'


def _piece(piece: str | File) -> str:
    if isinstance(piece, File):
        return f"BodyPublishers.ofFile(Path.of({_string(piece.filename)}))"
    return f"BodyPublishers.ofString({_string(piece)})"


def receiver(receiver: Receiver) -> str:
    return f"""\
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.security.MessageDigest;

public class Main {{
    static final byte[] CALLBACK_KEY = {_string(receiver.key)}.getBytes();

    public static void main(String[] args) throws Exception {{
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", {PORT}), 0);
        server.createContext("/", exchange -> {{
            var body = new String(exchange.getRequestBody().readAllBytes());
            var key = exchange.getRequestHeaders().getFirst({_string(receiver.header)});
            var genuine = key != null && MessageDigest.isEqual(key.getBytes(), CALLBACK_KEY);
            if (genuine) {{
                System.out.println(body);
            }}
            exchange.sendResponseHeaders(genuine ? 200 : 401, -1);
            exchange.close();
        }});
        server.start();
    }}
}}
"""


def _expression(parts: Text) -> str:
    return expression(parts, _string, lambda name: f"System.getenv({_string(name)})")


def _string(content: str) -> str:
    return quoted(content, NEWLINES)
