"""What the passive rules make of single exchanges."""

import base64
from urllib.parse import quote

import pytest

from apiref.bundled import contract_path
from contract_tests.broken import Broken
from contract_tests.contract import Contract
from contract_tests.exchange import Exchange, Request, Response
from contract_tests.oracle import Observation, key_not_echoed
from contract_tests.secrets import Secrets

KEY = "live_0123456789"


def observation(sent: str, answered: str) -> Observation:
    request = Request("POST", "/task/transcription", body=sent.encode(), key="api")
    exchange = Exchange(request, Response(200, (), answered.encode()), "createTranscriptionTask")
    return Observation(exchange, Contract(contract_path()), Secrets({"$API_KEY": KEY}))


@pytest.mark.parametrize("sent", ["{}", '{"instruction": "live_98765"}'])
def test_a_key_in_a_body_is_found(sent: str) -> None:
    with pytest.raises(Broken, match="no key in the response"):
        key_not_echoed(observation(sent, f'{{"error": "{KEY} is wrong"}}'))


def test_a_key_that_was_sent_as_data_comes_back_as_data() -> None:
    task = f'{{"instruction": "{KEY}"}}'
    assert key_not_echoed(observation(task, task))


SPELLED = "Live_aB3-xY9+zQ/77~K"


@pytest.mark.parametrize(
    "spelled",
    [
        SPELLED,
        SPELLED.upper(),
        SPELLED.lower(),
        SPELLED.replace("/", "\\/"),
        SPELLED.replace("+", "\\u002B"),
        "".join(f"\\u{ord(one):04x}" for one in SPELLED),
        "".join(f"%{ord(one):02x}" for one in SPELLED),
        quote(SPELLED),
        quote(quote(SPELLED, safe=""), safe=""),
        SPELLED.encode().hex().upper(),
        SPELLED.replace("+", "&#43;"),
        base64.urlsafe_b64encode(f"{SPELLED}:".encode()).decode(),
    ],
)
def test_a_secret_is_known_in_every_spelling(spelled: str) -> None:
    secrets = Secrets({"$API_KEY": SPELLED})
    text = f'{{"error": "No account has {spelled}."}}'
    assert secrets.leaked(text) == "$API_KEY"
    assert spelled not in secrets.redact(text)
    assert secrets.redact("50 % of R&D\\n") == "50 % of R&D\\n"
