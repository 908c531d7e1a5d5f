"""The verdict, and the exit codes that keep its kinds apart."""

import socket
from pathlib import Path
from typing import Any

import pytest

from apiref.bundled import contract_path
from apiref.sandbox import Sandbox
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject

from .runs import ALL_KEYS, run, served


class ForgetfulRules(Rules):
    """Answers that a task is canceled, and forgets it."""

    def cancel(self, call: Call) -> JsonObject:
        task = self.retrieve(call)
        return (
            super().cancel(call) if task["status"] != "pending" else {**task, "status": "canceled"}
        )


class Forgetful(Sandbox):
    rules = ForgetfulRules


def test_without_a_url_the_sandbox_is_tested_with_all_its_keys() -> None:
    done = run("", key="", rules_only=True)
    assert done.code == 0, done.output
    assert done.rules("skipped") == {"rate-limit-retry-after"}
    assert len(done.rules("kept")) == len(done.report["rules"]) - 1


def test_a_cancellation_that_does_not_persist_is_found() -> None:
    with served(Forgetful) as url:
        done = run(url, **ALL_KEYS, rules_only=True)
    assert done.code == 1
    assert "cancel-persists" in done.rules("broken")
    failure = done.rule("cancel-persists")["failures"][0]
    assert failure["expected"] == 'status: "canceled"'
    assert failure["received"] == '"pending"'
    assert "${API_KEY}:" in failure["request"]["samples"]["curl"]


def test_a_rule_runs_alone() -> None:
    with served(Forgetful) as url:
        done = run(url, rule=["cancel-answers-canceled"])
    assert done.code == 0
    assert done.rules("kept") == {"cancel-answers-canceled"}
    assert len(done.report["rules"]) == 1


def test_a_rule_that_the_target_cannot_show_is_skipped_with_its_reason() -> None:
    with served() as url:
        done = run(url, rule=["account-list-apart", "test-task-completes"])
    assert done.code == 0
    assert done.rules("skipped") == {"account-list-apart", "test-task-completes"}
    assert "--second-api-key" in done.rule("account-list-apart")["reason"]


def test_a_server_that_is_down_is_no_broken_contract() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    done = run(f"http://127.0.0.1:{port}/v1")
    assert done.code == 3
    assert "connection refused" in done.output
    assert "Traceback" not in done.output


def test_a_key_that_is_refused_is_no_broken_contract() -> None:
    with served() as url:
        done = run(url, key="live_of_nobody")
    assert done.code == 3
    assert "refuses the key of --api-key" in done.output
    assert "live_of_nobody" not in done.output


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"base_url": "not-a-url"}, "is no URL"),
        ({"base_url": "http://key@127.0.0.1:1/v1"}, "neither credentials"),
        ({"rule": ["no-such-rule"]}, "no rule no-such-rule"),
        ({"contract": "missing.yaml"}, "missing.yaml"),
        ({"known_failures": "missing.txt"}, "missing.txt"),
        ({"config": "missing.toml"}, "missing.toml"),
        ({"max_rate": "many"}, "not a number"),
        ({"timeout": -1}, "-1 is not a number of more than 0"),
        ({"test_api_key": "live_sandbox"}, "two of the keys are the same"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(values: dict[str, Any], told: str) -> None:
    done = run(values.pop("base_url", "http://127.0.0.1:1/v1"), **values)
    assert done.code == 2
    assert told in done.output
    assert "Traceback" not in done.output


def test_a_failure_of_the_suite_is_no_broken_contract(tmp_path: Path) -> None:
    """A parameter without a type is one that the rules about its values cannot do with."""
    text = contract_path().read_text("utf-8")
    limit = "            type: integer\n            minimum: 1\n            maximum: 100\n"
    assert text.count(limit) == 1
    contract = tmp_path / "openapi.yaml"
    contract.write_text(text.replace(limit, limit.partition("\n")[2]), "utf-8")
    with served() as url:
        done = run(url, contract=str(contract), rule=["list-value-out-of-bounds-refused"])
    assert done.code == 4, done.output
    assert "Traceback" not in done.output


def test_known_failures_are_accepted_and_reported_once_they_pass(tmp_path: Path) -> None:
    known = tmp_path / "known.txt"
    known.write_text("cancel-persists  # until the move\nlist-newest-first\n", "utf-8")
    rules = ["cancel-persists", "list-newest-first", "create-pending"]
    with served(Forgetful) as url:
        done = run(url, rule=rules, known_failures=str(known))
    assert done.code == 0
    assert done.rules("known failure") == {"cancel-persists"}
    assert done.report["kept_again"] == ["list-newest-first"]
    assert "list-newest-first is kept again" in done.output


def test_options_come_from_a_file_and_the_environment(tmp_path: Path) -> None:
    config = tmp_path / "contract.toml"
    with served() as url:
        config.write_text(
            f'base-url = "{url}"\nrule = ["create-pending"]\napi-key = "wrong"\n', "utf-8"
        )
        done = run(config=str(config))
    assert done.code == 0, done.output
    assert done.rules("kept") == {"create-pending"}
