"""Samples for Go, with net/http of its standard library."""

import base64
from collections.abc import Iterator

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
from apiref.samples._request import (
    basic_secret,
    content_type,
    header_texts,
    reads_environment,
    url_text,
)
from apiref.samples._text import NEWLINES, Text, expression, quoted, text
from apiref.samples._value import json_text

NAME = "Go"
LEXER = "go"
SUFFIX = ".go"
RUN = ("go", "run")
VERSION = ("go", "version")
ORDER = 70

_ALWAYS_IMPORTED = {"fmt", "io", "log", "net/http"}
_FAIL = "if err != nil {\n\t\tlog.Fatal(err)\n\t}"
_ANSWER = f"""
	response, err := http.DefaultClient.Do(request)
	{_FAIL}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	{_FAIL}
	if response.StatusCode >= 300 {{
		log.Fatalf("%d: %s", response.StatusCode, answer)
	}}
	fmt.Println(string(answer))
}}
"""
_ADD_FILE = f"""
func addFile(form *multipart.Writer, name, filename, mediaType string) {{
	part, err := form.CreatePart(textproto.MIMEHeader{{
		"Content-Disposition": {{`form-data; name="` + name + `"; filename="` + filename + `"`}},
		"Content-Type":        {{mediaType}},
	}})
	{_FAIL}
	content, err := os.ReadFile(filename)
	{_FAIL}
	part.Write(content)
}}
"""


def render(request: ExampleRequest) -> str:
    imports = "".join(f'\t"{name}"\n' for name in sorted(_imports(request)))
    lines = "".join(f"\t{line}\n" for line in (*_body(request.body), *_request(request)))
    helper = _ADD_FILE if _has_file(request.body) else ""
    return f"package main\n\nimport (\n{imports})\n\nfunc main() {{\n{lines}{_ANSWER}{helper}"


def _imports(request: ExampleRequest) -> set[str]:
    """Give what the program needs; Go refuses an import that is not used."""
    reading = {"os"} if reads_environment(request) else set()
    return _ALWAYS_IMPORTED | _imports_of_body(request.body) | reading


def _imports_of_body(body: Body | None) -> set[str]:
    match body:
        case JsonBody() | TextBody():
            return {"strings"}
        case FormBody():
            return {"net/url", "strings"}
        case BytesBody():
            return {"encoding/base64", "strings"}
        case FileBody():
            return {"bytes", "os"}
        case MultipartBody():
            files = {"net/textproto", "os"} if _has_file(body) else set[str]()
            return {"bytes", "mime/multipart"} | files
        case None:
            return set()


def _has_file(body: Body | None) -> bool:
    parts = body.parts if isinstance(body, MultipartBody) else ()
    return any(isinstance(part, File) for part in parts)


def _body(body: Body | None) -> Iterator[str]:
    match body:
        case JsonBody(value):
            yield f"body := strings.NewReader({_json(json_text(value))})"
        case TextBody(content):
            yield f"body := strings.NewReader({_string(content)})"
        case BytesBody(data):
            encoded = _string(base64.b64encode(data).decode())
            yield f"body := base64.NewDecoder(base64.StdEncoding, strings.NewReader({encoded}))"
        case FormBody(pairs):
            yield from _form(pairs)
        case FileBody(filename):
            yield f"content, err := os.ReadFile({_string(filename)})"
            yield _FAIL
            yield "body := bytes.NewReader(content)"
        case MultipartBody(parts):
            yield "body := &bytes.Buffer{}"
            yield "form := multipart.NewWriter(body)"
            yield from map(_part, parts)
            yield "form.Close()"


def _json(content: str) -> str:
    """Write JSON as a raw string, where it stands as it is; a backtick has an escape in JSON."""
    indented = content.replace("\n", "\n\t").replace("`", "\\u0060")
    return f"`{indented}`"


def _form(pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield "form := url.Values{"
    width = max(len(_string(name)) for name, _ in pairs) + 1
    for name in dict(pairs):
        values = ", ".join(_string(value) for other, value in pairs if other == name)
        yield f"\t{f'{_string(name)}:':{width}} {{{values}}},"
    yield "}"
    yield "body := strings.NewReader(form.Encode())"


def _part(part: Field | File) -> str:
    if isinstance(part, Field):
        return f"form.WriteField({_string(part.name)}, {_string(part.text)})"
    arguments = (part.name, part.filename, part.media_type)
    return f"addFile(form, {', '.join(map(_string, arguments))})"


def _request(request: ExampleRequest) -> Iterator[str]:
    body = "nil" if request.body is None else "body"
    arguments = (_string(request.method), _expression(url_text(request)), body)
    yield f"request, err := http.NewRequest({', '.join(arguments)})"
    yield _FAIL
    secret = basic_secret(request)
    if secret:
        yield f'request.SetBasicAuth({_expression(text(secret))}, "")'
    for name, value in header_texts(request).items():
        yield f"request.Header.Set({_string(name)}, {_expression(value)})"
    kind = _content_type(request)
    if kind:
        yield f'request.Header.Set("Content-Type", {kind})'


def _content_type(request: ExampleRequest) -> str | None:
    if isinstance(request.body, MultipartBody):
        return "form.FormDataContentType()"
    if isinstance(request.body, FormBody):
        return _string(request.body.media_type)
    kind = content_type(request)
    return _string(kind) if kind else None


def receiver(receiver: Receiver) -> str:
    return f"""\
package main

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log"
	"net/http"
)

const callbackKey = {_string(receiver.key)}

func receive(response http.ResponseWriter, request *http.Request) {{
	key := request.Header.Get({_string(receiver.header)})
	if subtle.ConstantTimeCompare([]byte(key), []byte(callbackKey)) != 1 {{
		response.WriteHeader(http.StatusUnauthorized)
		return
	}}
	body, err := io.ReadAll(request.Body)
	if err != nil {{
		response.WriteHeader(http.StatusBadRequest)
		return
	}}
	fmt.Println(string(body))
}}

func main() {{
	http.HandleFunc("/", receive)
	log.Fatal(http.ListenAndServe("127.0.0.1:{PORT}", nil))
}}
"""


def _expression(parts: Text) -> str:
    return expression(parts, _string, lambda name: f"os.Getenv({_string(name)})", plus="+")


def _string(content: str) -> str:
    return quoted(content, NEWLINES)
