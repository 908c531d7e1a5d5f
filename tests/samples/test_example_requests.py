"""The request of an operation has what the contract says, written as the standard says."""

from typing import Any

import pytest

from apiref.request import ExampleRequest, request_from_parts, requests_from_operation
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
from apiref.request.credentials import ApiKey, Basic, Bearer, Certificate, Digest, Secret
from tests.samples.documents import body_of, operation_of

COLORS: dict[str, Any] = {"blue": ["blue", "black"], "empty": "", "rgb": {"R": 100, "G": 200}}


def request_of(path: str = "/orders", **operation: Any) -> ExampleRequest:
    return requests_from_operation(operation_of(path, **operation))["example"]


def parameter(place: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"name": "color", "in": place, "required": True, "example": value, **more}


# OpenAPI 3.1.1, section 4.8.12.6, "Style Examples"
@pytest.mark.parametrize(
    ("style", "explode", "example", "expected"),
    [
        ("matrix", False, "blue", ";color=blue,black"),
        ("matrix", False, "empty", ";color"),
        ("matrix", False, "rgb", ";color=R,100,G,200"),
        ("matrix", True, "blue", ";color=blue;color=black"),
        ("matrix", True, "rgb", ";R=100;G=200"),
        ("label", False, "blue", ".blue,black"),
        ("label", False, "empty", "."),
        ("label", False, "rgb", ".R,100,G,200"),
        ("label", True, "blue", ".blue.black"),
        ("label", True, "rgb", ".R=100.G=200"),
        ("simple", False, "blue", "blue,black"),
        ("simple", False, "rgb", "R,100,G,200"),
        ("simple", True, "blue", "blue,black"),
        ("simple", True, "rgb", "R=100,G=200"),
    ],
)
def test_path_style(style: str, explode: bool, example: str, expected: str) -> None:  # noqa: FBT001 -- a column of the table
    one = parameter("path", COLORS[example], style=style, explode=explode)
    request = request_of("/orders/{color}/end", parameters=[one])
    assert request.url == f"https://api.example.com/v1/orders/{expected}/end"


@pytest.mark.parametrize(
    ("style", "explode", "example", "expected"),
    [
        ("form", False, "blue", "color=blue,black"),
        ("form", False, "empty", "color="),
        ("form", False, "rgb", "color=R,100,G,200"),
        ("form", True, "blue", "color=blue&color=black"),
        ("form", True, "rgb", "R=100&G=200"),
        ("spaceDelimited", False, "blue", "color=blue%20black"),
        ("spaceDelimited", False, "rgb", "color=R%20100%20G%20200"),
        ("pipeDelimited", False, "blue", "color=blue%7Cblack"),
        ("pipeDelimited", True, "blue", "color=blue&color=black"),
        ("deepObject", True, "rgb", "color%5BR%5D=100&color%5BG%5D=200"),
    ],
)
def test_query_style(style: str, explode: bool, example: str, expected: str) -> None:  # noqa: FBT001 -- a column of the table
    one = parameter("query", COLORS[example], style=style, explode=explode)
    assert request_of(parameters=[one]).url == f"https://api.example.com/v1/orders?{expected}"


@pytest.mark.parametrize(
    ("place", "value", "more", "expected"),
    [
        ("path", "a/b c?d%é~", {}, "/orders/a%2Fb%20c%3Fd%25%C3%A9~"),
        ("query", "a/b c?&=+#%41", {}, "?color=a%2Fb%20c%3F%26%3D%2B%23%2541"),
        ("query", "a/b c?&=+#%41[]", {"allowReserved": True}, "?color=a/b%20c?%26=%2B%23%41%5B%5D"),
        (
            "query",
            [True, None, 1.5, 10**20],
            {},
            "?color=true&color=null&color=1.5&color=1" + "0" * 20,
        ),
        ("query", {"a": [1, {"b": "c"}]}, {}, "?a=%5B1%2C%7B%22b%22%3A%22c%22%7D%5D"),
        ("query", [], {}, ""),
        ("query", "cut \ud83e off", {}, "?color=cut%20%3F%20off"),
        ("query", {"a": 1}, {"content": {"application/json": {}}}, "?color=%7B%22a%22%3A1%7D"),
    ],
)
def test_encoding(place: str, value: Any, more: Any, expected: str) -> None:
    path = "/orders/{color}" if place == "path" else "/orders"
    url = request_of(path, parameters=[parameter(place, value, **more)]).url
    wanted = expected if place == "path" else f"/orders{expected}"
    assert url == f"https://api.example.com/v1{wanted}"


@pytest.mark.parametrize(
    ("value", "explode", "expected"),
    [
        ("span: 1", False, "span: 1"),
        (["a", "b"], False, "a,b"),
        ({"R": 100, "G": 200}, True, "R=100,G=200"),
        ("naïve\r\nX-Other: 1", False, "na%C3%AFve%0D%0AX-Other: 1"),
    ],
)
def test_header(value: Any, explode: bool, expected: str) -> None:  # noqa: FBT001 -- a column of the table
    one = parameter("header", value, explode=explode)
    assert request_of(parameters=[one]).headers == (("color", expected),)


def test_cookies_stand_in_one_header() -> None:
    cookies = [
        {"name": name, "in": "cookie", "required": True, "example": value}
        for name, value in {"a": "x;y", "b": [1, 2]}.items()
    ]
    assert request_of(parameters=cookies).headers == (("Cookie", "a=x%3By; b=1; b=2"),)


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_a_header_that_is_described_elsewhere_is_no_parameter(name: str) -> None:
    one = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
    assert request_of(parameters=[one]).headers == ()


@pytest.mark.parametrize(
    ("parameter", "query"),
    [
        ({"required": True, "schema": {"type": "integer"}}, "?limit=1"),
        ({"required": True, "schema": {"type": "integer", "default": 100}}, "?limit=100"),
        ({"schema": {"type": "integer", "examples": [10]}}, ""),
        ({"schema": {"type": "integer"}, "example": 10}, "?limit=10"),
        ({"schema": {"type": "integer"}, "examples": {"few": {"value": 5}}}, "?limit=5"),
    ],
)
def test_an_optional_parameter_is_shown_where_it_has_an_example(parameter: Any, query: str) -> None:
    request = request_of(parameters=[{"name": "limit", "in": "query", **parameter}])
    assert request.url == f"https://api.example.com/v1/orders{query}"


def test_each_named_example_of_the_body_gives_a_request() -> None:
    parameters = [
        {
            "name": "limit",
            "in": "query",
            "examples": {"few": {"value": 1}, "many": {"value": 100}},
        }
    ]
    examples = {"one": {"value": {"a": 1}}, "many": {"value": {"a": 2}}}
    operation = operation_of(
        parameters=parameters, requestBody=body_of("application/json", examples=examples)
    )
    requests = requests_from_operation(operation, "http://127.0.0.1:8000/v1/")
    assert {name: (request.url, request.body) for name, request in requests.items()} == {
        "one": ("http://127.0.0.1:8000/v1/orders?limit=1", JsonBody({"a": 1})),
        "many": ("http://127.0.0.1:8000/v1/orders?limit=100", JsonBody({"a": 2})),
    }


def test_a_server_given_by_its_path_stands_on_an_example_host() -> None:
    operation = operation_of(servers=[{"url": "/api/v3"}])
    request = requests_from_operation(operation)["example"]
    assert request.url == "https://api.example.com/api/v3/orders"


KEY = Secret("YOUR_API_KEY")


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([{"basic": []}], (Basic(KEY),)),
        ([{"bearer": []}], (Bearer(KEY),)),
        ([{"oauth": ["read"]}], (Bearer(KEY),)),
        ([{"openid": []}], (Bearer(KEY),)),
        ([{"header": []}], (ApiKey("header", "X-Key", KEY),)),
        ([{"query": [], "cookie": []}], (ApiKey("query", "key", KEY), ApiKey("cookie", "c", KEY))),
        ([{"bearer": []}, {"basic": []}], (Bearer(KEY),)),
        ([{"digest": [], "mutual": []}], (Digest(), Certificate())),
        ([{"hoba": []}], ()),
        ([{}, {"basic": []}], ()),
        ([], ()),
    ],
)
def test_credentials_are_those_of_the_first_alternative(security: Any, expected: Any) -> None:
    schemes = {
        "basic": {"type": "http", "scheme": "Basic"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "oauth": {"type": "oauth2", "flows": {}},
        "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/"},
        "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "query": {"type": "apiKey", "in": "query", "name": "key"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "c"},
        "digest": {"type": "http", "scheme": "Digest"},
        "mutual": {"type": "mutualTLS"},
        "hoba": {"type": "http", "scheme": "hoba"},
    }
    request = request_of(security=security, components={"securitySchemes": schemes})
    assert request.credentials == expected


def test_the_secret_is_the_one_that_is_given() -> None:
    operation = operation_of(
        security=[{"basic": []}],
        components={"securitySchemes": {"basic": {"type": "http", "scheme": "basic"}}},
    )
    request = requests_from_operation(operation, secret=Secret.variable("API_KEY"))["example"]
    assert request.credentials == (Basic(Secret("API_KEY", in_environment=True)),)


BINARY = {"type": "string", "format": "binary"}
PHOTOS = {
    "type": "object",
    "properties": {
        "note": {"type": "string", "examples": ["Front"]},
        "photo": {"type": "array", "items": {"contentMediaType": "image/png"}},
        "scan": {**BINARY, "examples": ["page-1.pdf"]},
        "meta": {"type": "object", "properties": {"a": {"type": "integer"}}},
    },
}


CRATE = {
    "xml": {"name": "crate", "prefix": "c", "namespace": "https://shop.test/"},
    "properties": {
        "id": {"xml": {"attribute": True}},
        "tags": {"items": {"xml": {"name": "tag"}}, "xml": {"wrapped": True}},
    },
}
CRATE_BODY = TextBody(
    """<?xml version="1.0" encoding="UTF-8"?>
<c:crate xmlns:c="https://shop.test/" id="1">
  <tags>
    <tag>a&lt;</tag>
  </tags>
</c:crate>""",
    "application/xml",
)


@pytest.mark.parametrize(
    ("media_type", "described", "expected"),
    [
        ("application/json", {"example": None}, JsonBody(None)),
        ("application/problem+json", {"example": 1}, JsonBody(1, "application/problem+json")),
        ("*/*", {"example": [1]}, JsonBody([1])),
        ("application/json", {"schema": {"type": "object"}}, JsonBody({})),
        (
            "application/x-www-form-urlencoded",
            {"example": {"a": "x y", "b": [1, True], "c": {"d": 1}, "e": None}},
            FormBody((("a", "x y"), ("b", "1"), ("b", "true"), ("c", '{"d":1}'))),
        ),
        (
            "application/x-www-form-urlencoded",
            {
                "example": {"a": {"b": 1}, "c": [1, 2]},
                "encoding": {"a": {"style": "deepObject"}, "c": {"explode": False}},
            },
            FormBody((("a[b]", "1"), ("c", "1,2"))),
        ),
        (
            "application/x-www-form-urlencoded",
            {"example": {}},
            TextBody("", "application/x-www-form-urlencoded"),
        ),
        (
            "multipart/form-data",
            {"schema": PHOTOS, "encoding": {"scan": {"contentType": "application/pdf, */*"}}},
            MultipartBody(
                (
                    Field("note", "Front"),
                    File("photo", "photo.png", "image/png"),
                    File("scan", "page-1.pdf", "application/pdf"),
                    Field("meta", '{"a":1}'),
                )
            ),
        ),
        ("text/plain; charset=utf-8", {"example": "ü"}, TextBody("ü", "text/plain; charset=utf-8")),
        ("application/xml", {"example": "<a/>"}, TextBody("<a/>", "application/xml")),
        (
            "application/octet-stream",
            {},
            FileBody("body.bin", "application/octet-stream"),
        ),
        ("image/*", {"example": "front.png"}, FileBody("front.png", "image/png")),
        ("text/*", {"example": "ü"}, TextBody("ü", "text/plain")),
        ("application/json", {}, None),
        ("application/xml", {"schema": CRATE, "example": {"id": 1, "tags": ["a<"]}}, CRATE_BODY),
        (
            "application/octet-stream",
            {"schema": {}},
            FileBody("body.bin", "application/octet-stream"),
        ),
        ("image/png", {"example": "front.png"}, FileBody("front.png", "image/png")),
        ("application/x-own", {"schema": BINARY}, FileBody("body.bin", "application/x-own")),
    ],
)
def test_body(media_type: str, described: Any, expected: Body | None) -> None:
    assert request_of(requestBody=body_of(media_type, **described)).body == expected


def test_json_is_shown_before_other_kinds_of_body() -> None:
    content = {"application/xml": {"example": "<a/>"}, "application/json": {"example": 1}}
    requests = requests_from_operation(operation_of(requestBody={"content": content}))
    assert {name: one.body for name, one in requests.items()} == {
        "example": JsonBody(1),
        "application/xml": TextBody("<a/>", "application/xml"),
    }


@pytest.mark.parametrize(
    ("media_type", "data", "expected"),
    [
        ("application/json", '{"a": [1, null]}', JsonBody({"a": [1, None]})),
        ("application/json", b'{"a":"\xc3\xbc"}', JsonBody({"a": "ü"})),
        ("application/json", '{"a": 1, "a": 2}', TextBody('{"a": 1, "a": 2}', "application/json")),
        ("application/json", "[NaN]", TextBody("[NaN]", "application/json")),
        ("application/json", "[1.50]", TextBody("[1.50]", "application/json")),
        ("application/json", '{"a":', TextBody('{"a":', "application/json")),
        (
            "application/json",
            "[" * 64 + "]" * 64,
            TextBody("[" * 64 + "]" * 64, "application/json"),
        ),
        ("application/json", "[" * 9999, TextBody("[" * 9999, "application/json")),
        ("application/json", b"\xff", BytesBody(b"\xff", "application/json")),
        ("text/plain", "[1]", TextBody("[1]", "text/plain")),
        (None, "[1]", TextBody("[1]", None)),
        ("text/plain", "", TextBody("", "text/plain")),
        (None, None, None),
    ],
)
def test_a_body_that_was_sent_is_kept_to_the_character(
    media_type: str | None, data: bytes | str | None, expected: Body | None
) -> None:
    headers = [("Content-Type", media_type)] if media_type else []
    assert request_from_parts("POST", "http://127.0.0.1/", headers, data).body == expected


def test_headers_that_every_client_sends_are_dropped() -> None:
    sent = {"Host": "x", "Content-Length": "2", "Accept-Encoding": "gzip", "X-Trace": "1"}
    request = request_from_parts("post", "http://127.0.0.1/", sent.items())
    assert request == ExampleRequest("POST", "http://127.0.0.1/", (("X-Trace", "1"),))
