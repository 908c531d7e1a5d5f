"""Security schemes (OpenAPI 3.1, section 4.8.27): how each has a key sent, in words and in HTTP."""

from collections.abc import Iterable

from apiref.spec import SecurityRequirement, SecurityScheme

Alternatives = tuple[tuple[SecurityRequirement, ...], ...]

_WORDS = {
    "basic": "as the user name of HTTP Basic authentication",
    "bearer": "as a bearer token in the header `Authorization`",
    "header": "in the header `{}`",
    "query": "in the query parameter `{}`",
    "cookie": "in the cookie `{}`",
}
_CHALLENGES = {
    "basic": 'Basic realm="{realm}", charset="UTF-8"',
    "bearer": 'Bearer realm="{realm}"',
}
_API_KEY = 'ApiKey realm="{realm}", in="{way}", name="{name}"'


def way_of(scheme: SecurityScheme) -> str:
    """Give how a request carries a key: basic, bearer, or an API key's header, query or cookie.

    "" for a scheme that has no key to send, such as mutualTLS.
    """
    match scheme.type, scheme.scheme:
        case "http", "basic" | "bearer":
            return scheme.scheme
        case "oauth2" | "openIdConnect", _:
            return "bearer"
        case "apiKey", _:
            return scheme.location
    return ""


def keyed(alternative: Iterable[SecurityRequirement]) -> tuple[SecurityScheme, ...]:
    """Give the schemes of an alternative that have a key; what has none is taken as met."""
    return tuple(one.scheme for one in alternative if way_of(one.scheme))


def words(alternatives: Alternatives) -> str:
    """Say how a key may be sent: "in the header `X-API-Key`"."""
    return ", or ".join(dict.fromkeys(map(_words, alternatives)))


def _words(alternative: Iterable[SecurityRequirement]) -> str:
    schemes = keyed(alternative)
    ways = (_WORDS[way_of(scheme)].format(scheme.parameter_name) for scheme in schemes)
    return " and ".join(dict.fromkeys(ways))


def challenge(alternatives: Alternatives, realm: str) -> str:
    """Give the value of WWW-Authenticate (RFC 9110, section 11.6.1): one challenge for a scheme.

    An API key has no scheme that is registered, so its challenge is one of our own.
    """
    schemes = (one for alternative in alternatives for one in keyed(alternative))
    challenges = (
        _CHALLENGES.get(way_of(one), _API_KEY).format(
            realm=_quotable(realm), way=way_of(one), name=_quotable(one.parameter_name)
        )
        for one in schemes
    )
    return ", ".join(dict.fromkeys(challenges))


def _quotable(text: str) -> str:
    """Give what can stand in quotes in a header, in UTF-8 (RFC 9110, section 5.6.4)."""
    one_line = "".join(char if char.isprintable() else " " for char in text)
    escaped = one_line.replace("\\", "\\\\").replace('"', '\\"')
    return escaped.encode(errors="replace").decode("latin-1")
