"""What every language asks of a request: its URL and headers with the credentials put in."""

from apiref.request import ExampleRequest
from apiref.request.body import FormBody, MultipartBody
from apiref.request.credentials import ApiKey, Basic, Bearer, Secret
from apiref.request.serialization import encoded
from apiref.samples._text import Text, text


def basic_secret(request: ExampleRequest) -> Secret | None:
    """Give the user name of HTTP Basic, for which a language has a word of its own."""
    return next((one.secret for one in request.credentials if isinstance(one, Basic)), None)


def reads_environment(request: ExampleRequest) -> bool:
    """Whether a key is read from the environment."""
    keys = (one for one in request.credentials if isinstance(one, ApiKey | Basic | Bearer))
    return any(key.secret.in_environment for key in keys)


def url_text(request: ExampleRequest) -> Text:
    """Give the URL, with a key that belongs in the query."""
    parts: list[str | Secret] = [request.url]
    for key in _keys(request, "query"):
        joint = "&" if "?" in request.url or len(parts) > 1 else "?"
        parts += [f"{joint}{encoded(key.name)}=", _encoded(key.secret)]
    return text(*parts)


def _encoded(secret: Secret) -> Secret:
    return secret if secret.in_environment else Secret(encoded(secret.text))


def _keys(request: ExampleRequest, location: str) -> list[ApiKey]:
    return [
        one for one in request.credentials if isinstance(one, ApiKey) and one.location == location
    ]


def header_texts(request: ExampleRequest) -> dict[str, Text]:
    """Give the headers but Content-Type, with the credentials but Basic; no name occurs twice."""
    headers: dict[str, Text] = {}
    for name, value in request.headers:
        _add(headers, name, text(value))
    for one in request.credentials:
        if isinstance(one, Bearer):
            _add(headers, "Authorization", text("Bearer ", one.secret))
    for key in _keys(request, "header"):
        _add(headers, key.name, text(key.secret))
    for key in _keys(request, "cookie"):
        _add(headers, "Cookie", text(f"{encoded(key.name)}=", _encoded(key.secret)))
    return headers


def _add(headers: dict[str, Text], name: str, value: Text) -> None:
    """Add a header; values of one name are joined, which means the same (RFC 9110, section 5.3)."""
    known = next((one for one in headers if one.lower() == name.lower()), name)
    between = "; " if known.lower() == "cookie" else ", "
    headers[known] = text(*headers[known], between, *value) if known in headers else value


def content_type(request: ExampleRequest) -> str | None:
    """Give the Content-Type to write down; None where there is none or the client knows it."""
    body = request.body
    if body is None or isinstance(body, FormBody | MultipartBody):
        return None
    return body.media_type
