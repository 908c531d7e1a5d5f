"""What a request proves itself with, as Postman writes it."""

from typing import Any

from apiref.request.credentials import (
    ApiKey,
    Basic,
    Bearer,
    Certificate,
    Credential,
    Digest,
    Secret,
)

KEY = Secret("{{apiKey}}")  # the variable that holds it: no key is written into a collection

Credentials = tuple[Credential, ...]


def auth_of(credentials: Credentials) -> dict[str, Any] | None:
    """Give the one way that Postman's `auth` can name; None if there is none.

    It has no cookie, no certificate, and no second way beside the first.
    """
    match _named(credentials):
        case Basic(secret):
            return _auth("basic", username=secret.text, password="")
        case Bearer(secret):
            return _auth("bearer", token=secret.text)
        case ApiKey(location, name, secret):
            return _auth("apikey", key=name, value=secret.text, **{"in": location})
        case Digest():
            return _auth("digest", username="", password="")
        case _:
            return None


def further_headers(credentials: Credentials) -> list[dict[str, Any]]:
    """Give the headers that carry what `auth_of` does not."""
    return [
        {"key": "Cookie", "value": f"{one.name}={one.secret.text}"}
        if one.location == "cookie"
        else {"key": one.name, "value": one.secret.text}
        for one in _further(credentials)
        if one.location != "query"
    ]


def further_query(credentials: Credentials) -> list[dict[str, Any]]:
    """Give the query parameters that carry what `auth_of` does not."""
    return [
        {"key": one.name, "value": one.secret.text}
        for one in _further(credentials)
        if one.location == "query"
    ]


def _named(credentials: Credentials) -> Credential | None:
    return next((one for one in credentials if not _is_apart(one)), None)


def _is_apart(one: Credential) -> bool:
    return isinstance(one, Certificate) or (isinstance(one, ApiKey) and one.location == "cookie")


def _further(credentials: Credentials) -> list[ApiKey]:
    named = _named(credentials)
    return [one for one in credentials if isinstance(one, ApiKey) and one is not named]


def _auth(kind: str, **attributes: str) -> dict[str, Any]:
    entries = [{"key": key, "value": text, "type": "string"} for key, text in attributes.items()]
    return {"type": kind, kind: entries}
