"""A document that is not ours: its keys, its answers, its errors, and its place beside a site."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from starlette.staticfiles import StaticFiles

from apiref.local import local_sandbox
from apiref.sample_runs import run_samples
from apiref.samples import language
from apiref.sandbox import Store, create_app, running, seed
from apiref.spec import Spec, load

DOCUMENT = Path(__file__).with_name("library.yaml")
KEY = "live_sandbox"
BEARER = {"Authorization": f"Bearer {KEY}"}
HEADER = {"X-API-Key": KEY}
REALM = 'realm="The \\"Città\\" Library"'
BOOKS = "/books?filter[year]=1"


@pytest.fixture(scope="module")
def library() -> Spec:
    return load(DOCUMENT)


@pytest.fixture(scope="module")
def url(library: Spec) -> Iterator[str]:
    with running(create_app(library)) as base_url:
        yield base_url


def send(url: str, method: str = "GET", **options: Any) -> requests.Response:
    return requests.request(method, url, timeout=20, allow_redirects=False, **options)


def test_every_sample_passes_that_has_an_answer(library: Spec) -> None:
    with local_sandbox(DOCUMENT) as url:
        runs = run_samples(library, url, KEY, [language("curl")])
        failed = {run.operation_id: run.reason for run in runs if run.outcome == "failed"}
    assert failed.keys() == {"tidyDesk"}
    assert "501" in failed["tidyDesk"]


ACCEPTED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "bearer": ("GET", BOOKS, {"headers": BEARER}),
    "bearer-in-any-case": ("GET", BOOKS, {"headers": {"Authorization": f"bearer {KEY}"}}),
    "header": ("GET", BOOKS, {"headers": HEADER}),
    "one-is-wrong": ("GET", BOOKS, {"headers": {**HEADER, "Authorization": "Bearer x"}}),
    "both": ("GET", "/books/7", {"headers": {**BEARER, **HEADER}}),
    "query": ("DELETE", "/books/7", {"params": {"api[key]": KEY}}),
    "cookie": ("GET", "/cover", {"cookies": {"session": KEY}}),
    "oauth2": ("GET", "/tasks", {"headers": BEARER}),
    "none-is-needed": ("HEAD", "/books/7", {}),
    "none-will-do": ("GET", "/desk", {}),
    "another-name-in-the-path": ("PUT", "/books/7", {}),
    "mutual-tls": ("PUT", "/desk", {}),
}


@pytest.mark.parametrize(("method", "path", "options"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_key_is_taken_as_the_document_says(
    url: str, method: str, path: str, options: dict[str, Any]
) -> None:
    assert send(url + path, method, **options).status_code < 400


BASIC = {"auth": (KEY, "")}
IN_HEADER = "in the header `X-API-Key`"
AS_BEARER = "as a bearer token in the header `Authorization`"
REFUSED: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "nothing": ("GET", BOOKS, {}, f"{AS_BEARER}, or {IN_HEADER}"),
    "basic": ("GET", BOOKS, BASIC, f"{AS_BEARER}, or {IN_HEADER}"),
    "unknown": ("GET", BOOKS, {"headers": {"X-API-Key": "x"}}, f"{AS_BEARER}, or {IN_HEADER}"),
    "elsewhere": ("GET", BOOKS, {"params": {"X-API-Key": KEY}}, f"{AS_BEARER}, or {IN_HEADER}"),
    "query": ("DELETE", "/books/7", {"headers": BEARER}, "in the query parameter `api[key]`"),
    "cookie": ("GET", "/cover", {"headers": BEARER}, "in the cookie `session`"),
    "oauth2": ("GET", "/tasks", {"headers": HEADER}, AS_BEARER),
}


@pytest.mark.parametrize(("method", "path", "options", "words"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_the_schemes_of_the_document(
    url: str, method: str, path: str, options: dict[str, Any], words: str
) -> None:
    response = send(url + path, method, **options)
    assert response.status_code == 401
    assert f"Send a valid API key {words}." in response.json().values()


def test_every_scheme_has_a_challenge(url: str) -> None:
    challenge = send(url + BOOKS).headers["WWW-Authenticate"].encode("latin-1").decode()
    assert challenge == f'Bearer {REALM}, ApiKey {REALM}, in="header", name="X-API-Key"'


@pytest.mark.parametrize("headers", [{}, BEARER, HEADER])
def test_one_of_two_keys_is_not_enough(url: str, headers: dict[str, str]) -> None:
    assert send(url + "/books/7", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("ids", "statuses"),
    [
        (("listBooks", "removeBook"), (401, 401)),
        (("listBooks", "replaceBook"), (404, 405)),
        (("listBooks", "askDesk"), (404, 405)),
    ],
)
def test_what_is_not_described_needs_a_key_where_all_that_is_needs_one(
    library: Spec, ids: tuple[str, ...], statuses: tuple[int, int]
) -> None:
    some = replace(library, operations=tuple(map(library.operation, ids)))
    with running(create_app(some)) as url:
        found = send(url + "/nowhere"), send(url + "/books", "PUT")
    assert tuple(response.status_code for response in found) == statuses


ANSWERS: dict[str, tuple[str, str, dict[str, Any], int, str | None, str]] = {
    "from-the-schema": ("GET", BOOKS, {"headers": BEARER}, 200, "application/json", '[{"title":'),
    "of-its-media-type": (
        *("POST", "/books", {"headers": BEARER, "json": {"title": "Emma"}}),
        *(201, "application/vnd.book+json", '{"title":'),
    ),
    "xml": (
        *("GET", "/books/7", {"headers": {**BEARER, **HEADER}}),
        *(200, "application/xml", '<?xml version="1.0" encoding="UTF-8"?>'),
    ),
    "without-a-body": ("DELETE", "/books/7", {"params": {"api[key]": KEY}}, 204, None, ""),
    "elsewhere": ("GET", "/cover", {"cookies": {"session": KEY}}, 302, None, ""),
    "json-before-text": ("GET", "/tasks", {"headers": BEARER}, 200, "application/json", "{"),
    "range": ("GET", "/desk", {}, 200, "text/plain; charset=utf-8", "Hush"),
    "nothing-to-show": ("PUT", "/desk", {}, 200, None, ""),
}


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "media_type", "begin"), ANSWERS.values(), ids=ANSWERS
)
def test_an_answer_is_what_the_page_shows(  # noqa: PLR0913, PLR0917 -- a row of the table
    url: str,
    method: str,
    path: str,
    options: dict[str, Any],
    status: int,
    media_type: str | None,
    begin: str,
) -> None:
    response = send(url + path, method, **options)
    assert (response.status_code, response.headers.get("Content-Type")) == (status, media_type)
    assert response.text.startswith(begin)
    assert bool(response.text) == bool(begin)


def test_an_error_is_as_the_document_describes_it(url: str) -> None:
    response = send(url + BOOKS + "&limit=0", headers=BEARER)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "A problem",
        "status": 400,
        "detail": "The query parameter `limit` does not fit what the contract says by 'anyOf'.",
    }


@pytest.mark.parametrize(("method", "path"), [("GET", BOOKS), ("DELETE", "/books/7")])
def test_a_status_may_be_described_with_others(url: str, method: str, path: str) -> None:
    response = send(url + path, method)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == response.status_code == 401


def test_an_error_is_told_deep_within_an_example(url: str) -> None:
    """The document describes no 400, but 422."""
    response = send(url + "/books", "POST", headers=BEARER, json={"pages": 1})
    assert response.status_code == 422
    told = {"code": "wrong", "message": "The request body must have the property `title`."}
    assert response.json() == {"errors": [told]}


def test_an_example_stands_where_the_schema_allows_no_other_words(url: str) -> None:
    assert send(url + "/books/7").json() == {"message": "Show your card."}


def test_an_error_that_is_not_described_in_json_is_plain(url: str) -> None:
    response = send(url + "/books/seven", headers={**BEARER, **HEADER})
    sentence = "There is no such book in this account."
    assert response.json() == {"status_code": 404, "error": sentence}


def test_each_key_is_taken_where_nothing_is_described(library: Spec) -> None:
    some = replace(library, operations=(library.operation("listBooks"),))
    with running(create_app(some)) as url:
        for headers in (BEARER, HEADER):
            assert send(url + "/nowhere", headers=headers).status_code == 404


def test_only_json_is_judged_where_any_type_will_do(url: str) -> None:
    for options in ({"json": {"tidy": True}}, {"data": "tidy"}):
        assert send(url + "/desk", "PATCH", headers=BEARER, **options).status_code == 501
    assert send(url + "/desk", "PATCH", headers=BEARER, json={}).status_code == 400


def test_what_looks_like_a_task_is_none_in_another_document(library: Spec) -> None:
    seed(Store(), library)


@pytest.fixture
def site(tmp_path: Path) -> StaticFiles:
    for name in ("assets/site.css", "assets/page/index.html", "404.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return StaticFiles(directory=tmp_path, html=True)


def test_the_files_of_a_site_are_seen_below_the_path_of_the_api(
    library: Spec, site: StaticFiles
) -> None:
    with running(create_app(library), site=site, prefix="/assets") as url:
        assert send(url + "/site.css").text == "assets/site.css"
        assert send(url + "/page/").text == "assets/page/index.html"
        assert send(url + "/site.css", "POST").json()["status_code"] == 404
        assert send(url + "/desk").text == "Hush"
        assert send(url + "/page").json()["status_code"] == 404
        assert send(url + "/" + "x" * 5000).json()["status_code"] == 404
