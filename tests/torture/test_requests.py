"""The requests of the torture document, as they go over the wire."""

from dataclasses import replace
from pathlib import Path

import pytest

from apiref.request import ExampleRequest, requests_from_operation
from apiref.request.credentials import Certificate, Digest
from apiref.samples import language
from apiref.spec import Spec, load
from tests.samples.comparison import differences
from tests.samples.echo_server import echo_server
from tests.samples.programs import run_all
from tests.torture.written import WRITTEN

HERE = Path(__file__).parent


@pytest.fixture(scope="module", params=["openapi.yaml", "openapi-3.0.yaml"])
def spec(request: pytest.FixtureRequest) -> Spec:
    return load(HERE / request.param)


def _request(spec: Spec, operation_id: str) -> ExampleRequest:
    return requests_from_operation(spec.operation(operation_id))["example"]


def _written(*beginnings: str) -> list[str]:
    return [text for name, text in WRITTEN.items() if name.startswith(beginnings)]


def test_styles_in_the_path(spec: Spec) -> None:
    path = "/".join(_written("simple", "label", "matrix"))
    url = _request(spec, "stylesInPath").url
    assert url == f"https://north.parcels.test:8443/v7/styles/path/{path}"


def test_styles_in_the_query(spec: Spec) -> None:
    query = "&".join(_written("form", "spaceDelimited", "pipeDelimited", "deepObject"))
    assert _request(spec, "stylesInQuery").url.partition("?")[2] == query


def test_styles_in_headers(spec: Spec) -> None:
    headers = _request(spec, "stylesInHeader").headers
    assert [value for _, value in headers] == _written("X-simple")


def test_styles_in_cookies(spec: Spec) -> None:
    assert _request(spec, "stylesInCookie").headers == (("Cookie", "; ".join(_written("cookie"))),)


@pytest.mark.parametrize(
    ("operation_id", "server"),
    [
        ("readLane", "https://lanes.parcels.test/"),
        ("sendParcel", "https://send.parcels.test/main/"),
        ("writeLetter", "https://north.parcels.test:8443/v7/"),
    ],
)
def test_the_nearest_server_is_asked(spec: Spec, operation_id: str, server: str) -> None:
    requests = requests_from_operation(spec.operation(operation_id))
    assert {one.url.startswith(server) for one in requests.values()} == {True}


@pytest.mark.parametrize(
    ("operation_id", "media_types"),
    [
        ("sendParcel", ["application/json", "application/json"]),
        ("writeLetter", ["application/x-www-form-urlencoded"]),
        ("bundleLetters", ["multipart/form-data"]),
        ("scanLetter", ["image/png", "application/octet-stream"]),
        ("typeLetter", ["application/json", "text/plain"]),
        ("packCrate", ["application/xml", "text/xml"]),
    ],
)
def test_each_kind_of_body_is_sent(spec: Spec, operation_id: str, media_types: list[str]) -> None:
    requests = requests_from_operation(spec.operation(operation_id)).values()
    assert [one.body.media_type for one in requests if one.body] == media_types


def _without_handshake(request: ExampleRequest) -> ExampleRequest:
    """Leave out the credentials in which the server would have to take part."""
    keys = (one for one in request.credentials if not isinstance(one, Digest | Certificate))
    return replace(request, credentials=tuple(keys))


def test_what_is_sent_arrives(spec: Spec, tmp_path: Path) -> None:
    curl = language("curl")
    with echo_server() as echo:
        requests = [
            _without_handshake(request)
            for operation in spec.operations
            for request in requests_from_operation(operation, echo.base_url).values()
        ]
        ended = run_all(curl, [curl.render(one) for one in requests], tmp_path)
        assert ended.returncode == 0, ended.stderr
        pairs = zip(requests, echo.arrived, strict=True)
        assert [differences(*pair) for pair in pairs] == [[]] * len(requests)
