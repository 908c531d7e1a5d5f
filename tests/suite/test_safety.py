"""What a run does to a server that is not its own: little, slowly if asked, and it tidies up."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from apiref.sandbox import Sandbox, Store
from apiref.sandbox.errors import ApiError
from contract_tests.options import Options, UsageError, options_from_values, required_consent
from contract_tests.start import ABOUT_REQUESTS, ABOUT_TASKS, plan_for

from .runs import Run, run, served

UNTAGGED = 10


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "api.localhost", "127.9.9.9"])
def test_a_server_on_this_machine_needs_no_consent(host: str) -> None:
    options = Options(base_url=f"http://{host}:8000/v1", api_key="live_sandbox")
    assert required_consent(options, 1, 1) is None


def test_a_server_elsewhere_needs_consent_and_is_told_the_numbers() -> None:
    done = run("https://scale.example/v1")
    assert done.code == 2
    assert f"about {ABOUT_REQUESTS} requests to scale.example" in done.output
    assert f"about {ABOUT_TASKS} tasks" in done.output
    assert "--yes-create-tasks" in done.output


def test_production_has_to_be_spelled_out() -> None:
    given = {
        "base_url": "https://api.scaleapi.com/v1",
        "api_key": "live_x",
        "yes_create_tasks": True,
    }
    told = required_consent(options_from_values(given, {}), 1, 1)
    assert told is not None
    assert "--production-host api.scaleapi.com" in told
    given["base_url"] = "https://API.scaleapi.com./v1"
    assert required_consent(options_from_values(given, {}), 1, 1) is not None
    given["production_host"] = "api.scaleapi.com"
    assert required_consent(options_from_values(given, {}), 1, 1) is None


def test_a_key_in_the_url_is_refused() -> None:
    with pytest.raises(UsageError):
        options_from_values({"base_url": "https://live_x@scale.example/v1", "api_key": "k"}, {})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"base_url": "http://[bad/v1"}, "Invalid IPv6 URL"),
        ({"base_url": "http://127.0.0.1:99999/v1"}, "Port out of range"),
        ({"timeout": "nan"}, "--timeout: nan is not a number of more than 0"),
        ({"max_rate": "0"}, "--max-rate: 0 is not"),
        ({"workers": "1.5"}, "--workers: '1.5' is not a whole number"),
        ({"junit": "no/such/folder.xml"}, "the folder of this report does not exist"),
    ],
)
def test_an_option_that_cannot_be_used_is_told_before_the_run(
    given: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(told)):
        options_from_values({"api_key": "live_x", **given}, {})


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("rule = 1", "rule = 1 is no texts"),
        ("strict = 'yes'", "strict = 'yes' is no flag"),
        ("workers = 1.5", "workers = 1.5 is no count"),
        ("timeout = true", "timeout = True is no number"),
        ("api_key = 7", "api_key = 7 is no text"),
        ("apikey = 'x'", "there is no option apikey"),
        ("api_key = 'x", "is not TOML"),
    ],
)
def test_a_file_of_options_that_cannot_be_used_is_told(
    tmp_path: Path, toml: str, told: str
) -> None:
    file = tmp_path / "suite.toml"
    file.write_text(toml)
    with pytest.raises(UsageError, match=re.escape(told)):
        options_from_values({"config": str(file)}, {})


def test_a_list_of_known_failures_is_text(tmp_path: Path) -> None:
    file = tmp_path / "known.txt"
    file.write_bytes(b"\xc0\xff")
    with pytest.raises(UsageError, match="is not text in UTF-8"):
        plan_for(Options(known_failures=str(file)))


def test_a_contract_of_another_api_is_told(tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text('openapi: 3.1.0\ninfo: {title: Other, version: "1"}\npaths: {}\n')
    with pytest.raises(UsageError, match="on which the rule"):
        plan_for(Options(contract=str(file)))


def test_the_numbers_that_are_told_are_about_right(whole: Run) -> None:
    assert ABOUT_REQUESTS / 1.25 < whole.report["run"]["requests"] < ABOUT_REQUESTS * 1.25
    assert ABOUT_TASKS / 1.25 < whole.report["tasks"]["created"] < ABOUT_TASKS * 1.25


def test_every_task_is_tagged_and_none_of_them_is_left_pending(whole: Run, store: Store) -> None:
    run_id = whole.report["run"]["id"]
    rows = rows_of(store, f"SELECT status FROM task WHERE details LIKE '%{run_id}%'")
    assert {row["status"] for row in rows} == {"canceled", "completed"}
    # Those without metadata are there to show its default.
    assert 0 <= whole.report["tasks"]["created"] - len(rows) <= UNTAGGED


def test_no_task_of_others_is_touched(whole: Run, store: Store) -> None:
    assert whole.code == 0
    others = "SELECT status FROM task WHERE details LIKE '%\"Number %.\"%'"
    assert {row["status"] for row in rows_of(store, others)} == {"pending"}


def rows_of(store: Store, sql: str) -> list[Any]:
    return store._run(sql)  # noqa: SLF001 - what is stored is what counts


class Patient(Sandbox):
    """Answers every third request with 429."""

    count = 0

    async def respond(self, request: Request) -> Response:
        Patient.count += 1
        if Patient.count % 3 == 0:
            return self.failure(ApiError(429, "Please wait.", {"Retry-After": "0"}))
        return await super().respond(request)


def test_too_many_requests_is_waited_for() -> None:
    with served(Patient) as url:
        done = run(url, rule=["create-retrievable", "rate-limit-retry-after"])
    assert done.code == 0, done.output


def test_the_rate_of_requests_is_kept() -> None:
    with served() as url:
        begun = time.monotonic()
        done = run(url, rule=["retrieve-malformed-not-found"], max_rate=10)
        seconds = time.monotonic() - begun
    assert done.code == 0
    assert seconds > (done.report["run"]["requests"] - 1) / 10


@pytest.fixture(autouse=True)
def _count_anew() -> None:
    Patient.count = 0
