"""Errors that help: what no machine can demand, but a person is glad of."""

import re

from contract_tests.account import JSON, Account, encoded, example, expect_status
from contract_tests.broken import Broken
from contract_tests.rules import SHOULD, rule

SENTENCE = "/components/schemas/ErrorResponse/properties/error"
LONGEST = 500  # characters of one sentence


@rule("error-names-property", clause=f"{SENTENCE}/description", level=SHOULD)
def test_names_property(api: Account) -> None:
    """The error of a missing or unknown property names it."""
    operation = api.target.contract.creations[0]
    body = example(api.target, operation)
    missing = {name: value for name, value in body.items() if name != "instruction"}
    for name, sent in (("instruction", missing), ("urgencey", {**body, "urgencey": "day"})):
        exchange = expect_status(api.post(operation, sent), 400)
        if name not in str((exchange.json or {}).get("error")):
            raise Broken(
                f"a sentence that names {name}", repr(exchange.json.get("error")), exchange
            )


@rule("error-for-a-person", clause=f"{SENTENCE}/description", level=SHOULD)
def test_for_a_person(api: Account) -> None:
    """An error is a sentence for a person: short, of words, without markup or JSON."""
    operation = api.target.contract.creations[0]
    for exchange in (
        api.retrieve("contract-test-unknown-id"),
        api.list(limit=0),
        api.send("POST", operation.path, b"{", JSON),
        api.send("POST", operation.path, encoded({}), JSON),
    ):
        text = str((exchange.json or {}).get("error"))
        if " " not in text.strip() or len(text) > LONGEST or re.search(r"[<{]\s*[/\"\w]", text):
            raise Broken("one sentence for a person", repr(text[:200]), exchange)
