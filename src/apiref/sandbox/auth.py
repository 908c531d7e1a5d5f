"""Who is calling: the account whose key a request carries, by a security scheme of the contract."""

import base64
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request

from apiref.sandbox.errors import ApiError
from apiref.sandbox.schemes import Alternatives, challenge, keyed, way_of, words
from apiref.spec import SecurityScheme


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
    """Finds the caller of a request. `realm` is what the keys are for."""

    def __init__(self, accounts: Sequence[Account], realm: str) -> None:
        self.callers = [Caller(account, key) for account in accounts for key in account.keys]
        self.realm = realm

    def authenticate(self, request: Request, alternatives: Alternatives) -> Caller:
        """Give the caller by the first alternative that is met; NOBODY where there is none.

        Raises ApiError 401 with a challenge.
        """
        for schemes in map(keyed, alternatives):
            callers = [one for scheme in schemes if (one := self.caller(request, scheme))]
            if len(callers) == len(schemes):
                return (*callers, NOBODY)[0]
        if not alternatives:
            return NOBODY
        raise ApiError(
            401,
            f"Send a valid API key {words(alternatives)}.",
            {"WWW-Authenticate": challenge(alternatives, self.realm)},
        )

    def caller(self, request: Request, scheme: SecurityScheme) -> Caller | None:
        key = self.sent(request, scheme)
        return self.find(key) if key else None

    def sent(self, request: Request, scheme: SecurityScheme) -> bytes | None:
        """Give the key that a request carries by a scheme; None without one, or with several."""
        match way_of(scheme):
            case "basic":
                return self.key(_only(request.headers.getlist("authorization")))
            case "bearer":
                kind, _, token = _only(request.headers.getlist("authorization")).partition(" ")
                return token.strip(" ").encode() if kind.lower() == "bearer" else None
            case way:
                return _only(_api_keys(request, way, scheme.parameter_name)).encode()

    def without_keys(self, text: str) -> str:
        """Give a text in which every key is blotted out, such as one sent as a property's name."""
        for caller in self.callers:
            text = text.replace(caller.key, "…")
        return text

    def key(self, authorization: str) -> bytes | None:
        """Give the user name of HTTP Basic (RFC 7617) in an Authorization header, or None.

        The password is ignored: the contract leaves it open.
        """
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


def _api_keys(request: Request, location: str, name: str) -> Sequence[str]:
    match location:
        case "header":
            return request.headers.getlist(name) if name.isascii() else []
        case "query":
            return request.query_params.getlist(name)
        case _:
            names = {name, quote(name, safe="")}
            return [value for known, value in request.cookies.items() if known in names]


def _only(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ""
