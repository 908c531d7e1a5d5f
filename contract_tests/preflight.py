"""Before anything is tested: the server is there, is the API, and knows the keys."""

import ssl
import time
from urllib.parse import urljoin, urlsplit

from contract_tests.connection import Trouble, Unreachable
from contract_tests.exchange import Request, Response
from contract_tests.options import Options
from contract_tests.secrets import basic
from contract_tests.wire import Limits, Wire

CA_FILE = ssl.get_default_verify_paths().openssl_cafile_env
LONGEST_WAIT = 60  # seconds that a 429 may ask for before a run has begun


class CannotStart(Exception):  # noqa: N818 - told to the reader as a sentence
    """The server cannot be tested: it is not reached, is no Scale API, or refuses a key."""


def check(options: Options) -> None:
    """Ask for the list of tasks with each key.

    Raises CannotStart with the reason and the remedy where that is not answered.
    """
    wire = Wire(urlsplit(options.base_url), Limits(seconds=options.timeout))
    try:
        for name in ("api_key", "second_api_key", "test_api_key"):
            if getattr(options, name):
                _check_key(wire, name, getattr(options, name))
    finally:
        wire.close()


def _check_key(wire: Wire, name: str, key: str) -> None:
    response = _answer(wire, key)
    address = wire.base.geturl()
    if response.status in {401, 403}:
        flag = "--" + name.replace("_", "-")
        raise CannotStart(f"{address} refuses the key of {flag} with {response.status}.")
    if 300 <= response.status < 400:
        location = urljoin(address, response.header("Location") or "")
        raise CannotStart(
            f"{address} redirects to {location}; give the address that answers itself."
        )
    if response.status == 404:
        raise CannotStart(
            f"GET {address}/tasks answers 404. Does the base URL end in the version, /v1?"
        )
    kind = response.header("Content-Type") or "no media type"
    if "json" not in kind and not response.body.lstrip().startswith(b"{"):
        raise CannotStart(
            f"GET {address}/tasks answers {response.status} with {kind}: this is no Scale API."
        )


def _answer(wire: Wire, key: str) -> Response:
    request = Request("GET", "/tasks?limit=1")
    headers = (("Accept", "application/json"), ("Authorization", basic(key)))
    try:
        response = wire.exchange(request, headers)
        while response.status == 429:
            seconds = int(response.header("Retry-After") or 1)
            if seconds > LONGEST_WAIT:
                raise CannotStart(f"{wire.base.geturl()} asks to wait {seconds} seconds (429).")
            time.sleep(seconds)
            response = wire.exchange(request, headers)
    except Unreachable as trouble:
        hint = ""
        if "certificate" in str(trouble):
            hint = f"\nThe variable {CA_FILE} names a certificate authority of your own."
        raise CannotStart(f"{trouble}.{hint}") from None
    except Trouble as trouble:
        raise CannotStart(f"GET {wire.base.geturl()}/tasks: {trouble}.") from None
    return response
