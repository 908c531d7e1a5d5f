"""All samples of a document run against a server, and each is told of."""

import base64
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from apiref.cli import main
from apiref.local import local_sandbox
from apiref.sample_runs import SampleRun, operations_sent, run_samples, sample_text
from apiref.sample_runs.interpreters import missing_command, version_of
from apiref.samples import Language, language, languages
from apiref.spec import Spec, UnknownName, load
from tests.runtimes import require
from tests.samples.documents import spec_of
from tests.samples.echo_server import ANSWER, Echo

CONTRACT = Path(__file__).parents[2] / "openapi.yaml"
KEY = "live_secret"
ORDERS: dict[str, Any] = {
    "/orders": {
        "post": {
            "operationId": "createOrder",
            "requestBody": {
                "content": {
                    "application/json": {
                        "examples": {"one": {"value": {"a": 1}}, "two": {"value": {"a": 2}}}
                    }
                }
            },
            "responses": {
                "200": {
                    "links": {
                        "retrieve": {
                            "operationId": "retrieveOrder",
                            "parameters": {"path.id": "$response.body#/received", "deep": True},
                        }
                    }
                }
            },
        }
    },
    "/orders/{id}": {
        "get": {
            "operationId": "retrieveOrder",
            "parameters": [
                {"name": "id", "in": "path", "required": True, "example": "old"},
                {"name": "deep", "in": "query", "schema": {"type": "boolean"}},
            ],
            "responses": {"409": {"description": "The order is gone."}},
        }
    },
}


@pytest.fixture
def spec() -> Spec:
    return spec_of(
        paths=ORDERS,
        security=[{"key": []}],
        components={"securitySchemes": {"key": {"type": "http", "scheme": "basic"}}},
    )


def shell(script: str, **changes: Any) -> Language:
    """Give a language whose every sample is this script."""
    return replace(language("curl"), **{"render": lambda _: script, **changes})


def run(spec: Spec, echo: Echo, one: Language) -> list[SampleRun]:
    return list(run_samples(spec, f"{echo.base_url}/v1", KEY, [one]))


def test_every_example_is_run_with_the_key_and_linked_operations_with_what_exists(
    spec: Spec, echo: Echo
) -> None:
    require("curl")
    runs = run(spec, echo, language("curl"))
    assert [(one.operation_id, one.example, one.outcome, one.answer) for one in runs] == [
        ("createOrder", "one", "passed", ANSWER),
        ("createOrder", "two", "passed", ANSWER),
        ("retrieveOrder", "example", "passed", ANSWER),
    ]
    assert sorted((one.method, one.target) for one in echo.arrived) == [
        ("GET", "/v1/orders/%E2%9C%93?deep=true"),
        ("POST", "/v1/orders"),
        ("POST", "/v1/orders"),
        ("POST", "/v1/orders"),
    ]
    key = "Basic " + base64.b64encode(f"{KEY}:".encode()).decode()
    assert {one.header("Authorization") for one in echo.arrived} == {key}


def test_an_error_of_the_server_fails_the_sample_and_is_shown(spec: Spec, echo: Echo) -> None:
    require("curl")
    echo.status = 409
    runs = run(spec, echo, language("curl"))
    assert {one.outcome for one in runs} == {"failed"}
    assert all("409" in one.reason and ANSWER in one.reason for one in runs)


def test_the_key_is_in_no_report(spec: Spec, echo: Echo) -> None:
    script = 'echo "$API_KEY $(printf %s "$API_KEY:" | base64)"'
    for end, text in (("", "answer"), ("; exit 3", "reason")):
        for one in run(spec, echo, shell(f"{script}{end}"))[:2]:
            assert "$API_KEY $API_KEY" in getattr(one, text)
            assert KEY not in repr(one)


def test_a_link_without_its_value_fails_the_sample(spec: Spec, echo: Echo) -> None:
    *_, linked = run(spec, echo, shell("echo '{}'"))
    assert linked.outcome == "failed"
    assert linked.reason == "the answer of createOrder has nothing for the link retrieve"


@pytest.mark.parametrize(
    ("message", "outcome", "reason"),
    [
        ("409: gone", "skipped", "409: The order is gone."),
        ("404: gone", "failed", "exit status 1: 404: gone"),
    ],
)
def test_a_described_conflict_with_what_a_link_led_to_skips_the_sample(
    spec: Spec, echo: Echo, message: str, outcome: str, reason: str
) -> None:
    answer, end = f"echo '{ANSWER}'", f"echo '{message}' >&2; exit 1"
    one = shell("", render=lambda request: end if request.method == "GET" else answer)
    *created, linked = run(spec, echo, one)
    assert {each.outcome for each in created} == {"passed"}
    assert (linked.outcome, linked.reason) == (outcome, reason)


def test_what_would_be_sent_is_counted_with_what_links_ask_for(spec: Spec) -> None:
    sent = [one.id for one in operations_sent(spec, [language("curl"), language("ruby")])]
    assert sorted(sent) == ["createOrder"] * 6 + ["retrieveOrder"] * 2


@pytest.mark.parametrize("command", ["run", "version"])
def test_a_missing_interpreter_skips_the_sample(spec: Spec, echo: Echo, command: str) -> None:
    one = shell("", **{command: ("no-such-interpreter",)})
    assert {(each.outcome, each.reason) for each in run(spec, echo, one)} == {
        ("skipped", "no-such-interpreter is not installed")
    }


def test_the_samples_of_the_contract_pass_on_the_sandbox() -> None:
    require("curl")
    with local_sandbox(CONTRACT) as base_url:
        runs = list(run_samples(load(CONTRACT), base_url, "live_sandbox", [language("curl")]))
    assert {one.operation_id for one in runs} == {one.id for one in load(CONTRACT).operations}
    assert [one for one in runs if one.outcome != "passed"] == []


def test_a_sample_is_that_of_the_example_named_or_else_of_the_first(spec: Spec) -> None:
    assert '"a": 2' in sample_text(spec, "createOrder", "python", "two")
    first = sample_text(spec, "createOrder", "python", base_url="http://127.0.0.1:8000/v1")
    assert '"a": 1' in first
    assert '"http://127.0.0.1:8000/v1/orders"' in first


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("dropOrder", "curl"), "no operation is called 'dropOrder'.*createOrder, retrieveOrder"),
        (("createOrder", "cobol"), "no language is called 'cobol'.*curl, ruby"),
        (("createOrder", "curl", "three"), "no example is called 'three'.*one, two"),
    ],
)
def test_an_unknown_name_is_told_those_that_there_are(
    spec: Spec, names: tuple[str, str], message: str
) -> None:
    with pytest.raises(UnknownName, match=message):
        sample_text(spec, *names)


@pytest.mark.parametrize("one", languages(), ids=lambda one: one.id)
def test_an_interpreter_tells_its_version(one: Language) -> None:
    require(one.version[0])
    assert missing_command(one) is None
    assert any(char.isdigit() for char in version_of(one))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--run", "https://orders.test/v1", "--api-key", KEY),
            "send 96 requests to https://orders.test/v1. 80 of them may create.*--yes-create-tasks",
        ),
        (("--run", "http://127.0.0.1:1/v1"), "needs a key"),
        (("--run", "127.0.0.1", "--api-key", KEY), "is no URL of a server"),
        (("--run", "--language", "curl", "--record", "run.json"), "needs --run, and all languages"),
        (("listTasks", "--record", "run.json"), "needs --run"),
        ((), "name an OPERATION"),
    ],
)
def test_a_command_that_cannot_be_followed_says_why(
    arguments: tuple[str, ...], message: str
) -> None:
    options = ("--spec", str(CONTRACT))
    ended = CliRunner(env={"APIREF_API_KEY": ""}).invoke(main, ["samples", *options, *arguments])
    assert ended.exit_code == 2
    assert re.search(message, " ".join(ended.output.split()))
    assert KEY not in ended.output
