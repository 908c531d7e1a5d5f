"""Who is calling: HTTP Basic (RFC 7617) with an API key as the user name."""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from apiref.sandbox.errors import ApiError

CHALLENGE = 'Basic realm="Scale API", charset="UTF-8"'


@dataclass(frozen=True)
class Account:
    """An account with its keys, and the key that its callbacks carry."""

    name: str
    keys: tuple[str, ...]
    callback_key: str


DEFAULT_ACCOUNTS = (
    Account("sandbox", ("live_sandbox", "test_sandbox"), "callback_sandbox"),
    Account("neighbour", ("live_neighbour",), "callback_neighbour"),
)


@dataclass(frozen=True)
class Caller:
    """An account, and the one of its keys that came with the request."""

    account: Account
    key: str

    @property
    def is_test(self) -> bool:
        return self.key.startswith("test_")


# Who calls an operation that asks for no authentication.
NOBODY = Caller(Account("nobody", (), ""), "")


class Authenticator:
    """Finds the caller of a request. A password is ignored: the contract leaves it open."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self.callers = [Caller(account, key) for account in accounts for key in account.keys]

    def authenticate(self, authorization: Sequence[str]) -> Caller:
        """Give the caller for the Authorization headers. Raises ApiError 401 with a challenge."""
        key = self.key(authorization[0]) if len(authorization) == 1 else None
        caller = self.find(key) if key else None
        if caller is None:
            raise ApiError(
                401,
                "Send a valid API key as the user name of HTTP Basic authentication.",
                {"WWW-Authenticate": CHALLENGE},
            )
        return caller

    def without_keys(self, text: str) -> str:
        """Give a text in which every key is blotted out, such as one sent as a property's name."""
        for caller in self.callers:
            text = text.replace(caller.key, "…")
        return text

    def key(self, authorization: str) -> bytes | None:
        """Give the user name in an Authorization header; None where it holds none."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, colon, _password = base64.b64decode(token.strip(" "), validate=True).partition(
                b":"
            )
        except ValueError:
            return None
        return name if colon else None

    def find(self, key: bytes) -> Caller | None:
        """Give the caller with a key, in a time that does not tell how much of it is right."""
        found = None
        for caller in self.callers:
            if hmac.compare_digest(caller.key.encode(), key):
                found = caller
        return found
