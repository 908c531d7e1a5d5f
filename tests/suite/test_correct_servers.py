"""No false alarm, whatever a correct server chooses where the contract leaves a choice."""

from typing import Any

from .other_server import CALLBACK_KEY, serving
from .runs import ALL_KEYS, Run, run, served

OTHER_KEYS: dict[str, Any] = {
    "second_api_key": "live_stranger",
    "test_api_key": "test_other",
    "callback_auth_key": CALLBACK_KEY,
}
# What the other server does not do, and need not, or not within the time of a test.
NOT_SHOWN = {
    "callback-none-after-cancel",
    "callback-retried",
    "cancel-prevents-completion",
    "create-former-path",
    "rate-limit-retry-after",
}
UNLIMITED = {"rate-limit-retry-after"}  # of the sandbox, which takes all requests it gets


def test_another_server_with_500_tasks_is_found_correct() -> None:
    with serving(500) as url:
        done = run(url, key="live_other", **OTHER_KEYS)
    assert done.code == 0, done.output
    assert done.rules("skipped") == NOT_SHOWN
    assert len(done.rules("kept")) == len(done.report["rules"]) - len(NOT_SHOWN)


def test_the_sandbox_with_more_than_500_tasks_is_found_correct(whole: Run) -> None:
    assert whole.code == 0, whole.output
    assert whole.rules("kept") == {rule["id"] for rule in whole.report["rules"]} - UNLIMITED
    assert all(response["seen"] for response in whole.report["responses"])


def test_a_test_key_alone_is_enough_for_a_run() -> None:
    with served() as url:
        done = run(url, key="test_sandbox", rules_only=True)
    assert done.code == 0, done.output
    assert "cancel-persists" in done.rules("skipped")
    assert "create-pending" in done.rules("kept")


def test_two_processes_share_a_run() -> None:
    with served() as url:
        done = run(url, **ALL_KEYS, workers=2)
    assert done.code == 0, done.output
    assert done.rules("kept") == {rule["id"] for rule in done.report["rules"]} - UNLIMITED
