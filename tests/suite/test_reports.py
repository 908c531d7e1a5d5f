"""The reports: for programs, for people, and without a secret in any of them."""

import base64
import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest
from playwright.sync_api import sync_playwright
from starlette.requests import Request
from starlette.responses import Response

from apiref.sandbox import Sandbox
from contract_tests.report import data

from .runs import ALL_KEYS, KEY, Run, run, served

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
RULES = [
    "create-pending", "key-not-echoed", "auth-partial-key-refused", "auth-key-in-query-refused",
    "json-utf-8-required", "body-too-large-refused", "account-retrieve-apart",
    "error-names-property",
]  # fmt: skip


class Echoing(Sandbox):
    """Refuses everything with 418, and echoes what it was sent in every spelling."""

    async def respond(self, request: Request) -> Response:
        if request.method == "GET" and request.url.query == "limit=1":
            return await super().respond(request)
        sent = request.headers.get("authorization", "") + str(request.url)
        token = request.headers.get("authorization", " ").partition(" ")[2]
        try:
            key = base64.b64decode(token).decode("utf-8", "replace")
        except ValueError:
            key = ""
        spellings = [
            sent,
            key,
            key.rstrip(":"),
            base64.b64encode(f"{{{key}".encode()).decode(),
            key.encode().hex(),
        ]
        return Response(
            json.dumps({"status_code": 418, "error": " and ".join(spellings)}),
            418,
            {"X-Echo": sent.encode("ascii", "replace").decode(), "Set-Cookie": f"key={token}"},
            "application/json",
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def done(folder: Path) -> Run:
    """Give a run on the server that echoes, with all reports."""
    with served(Echoing) as url:
        files: dict[str, Any] = {name: str(folder / f"report.{name}") for name in ("html", "junit")}
        return run(url, **ALL_KEYS, rule=RULES, strict=True, **files)


def test_a_key_that_is_echoed_is_found(done: Run) -> None:
    assert done.code == 1
    assert "key-not-echoed" in done.rules("broken")


def test_no_report_holds_a_secret(done: Run, folder: Path) -> None:
    texts = [done.output, json.dumps(done.report)]
    texts += [path.read_text("utf-8") for path in folder.iterdir()]
    assert len(texts) == 4
    for secret in (KEY, *ALL_KEYS.values()):
        for text in texts:
            assert secret not in text
            assert secret.encode().hex() not in text
            for prefix in ("", "a", "ab"):  # base64 of it, at any place of a longer text
                coded = base64.b64encode(f"{prefix}{secret}:".encode()).decode()
                assert coded[4:-4] not in text


def test_the_json_report_is_as_its_schema_says(done: Run) -> None:
    schema = json.loads(data.SCHEMA.read_text("utf-8"))
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(done.report)


def test_junit_has_each_rule_once(done: Run, folder: Path) -> None:
    root = ET.parse(folder / "report.junit").getroot()
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == set(RULES)
    failures = {name for name, case in cases.items() if case.find("failure") is not None}
    assert failures == done.rules("broken", "not exercised")


def test_a_failure_shows_its_request_in_each_language(done: Run) -> None:
    request = done.rule("create-pending")["failures"][0]["request"]
    assert request["credentials"] == "$API_KEY"
    assert {"curl", "Ruby", "Python", "JavaScript"} <= set(request["samples"])
    assert "${API_KEY}:" in request["samples"]["curl"]
    assert 'ENV.fetch("API_KEY")' in request["samples"]["Ruby"]


def test_a_body_that_is_no_text_and_one_too_large_are_shown_as_what_they_are(done: Run) -> None:
    binary = done.rule("json-utf-8-required")["failures"][0]["request"]
    assert binary["is_binary"]
    assert b"\xff" in base64.b64decode(binary["body"])
    large = done.rule("body-too-large-refused")["failures"][0]["request"]
    assert large["body"] is None
    assert large["size"] == 1024 * 1024 + 1


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
@pytest.mark.usefixtures("done")
def test_the_page_stands_alone(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((folder / "report.html").as_uri())
        assert page.locator("h1").inner_text() == "The contract is broken"
        card = page.locator("#create-pending")
        card.get_by_text("Ruby", exact=True).first.click()
        assert "Net::HTTP" in card.locator("pre:visible").first.inner_text()
        page.get_by_role("button", name="broken").click()
        assert not card.is_visible()
        browser.close()
    assert said == []
    assert len(asked) == 1
