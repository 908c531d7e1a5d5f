"""Titles, statuses and credentials in words."""

from http import HTTPStatus

from apiref.spec import Operation, SecurityRequirement

# RFC 9110 renamed these; what Python calls them depends on its version.
_PHRASES = {
    "413": "Content Too Large",
    "414": "URI Too Long",
    "416": "Range Not Satisfiable",
    "422": "Unprocessable Content",
}


def is_error(status: str) -> bool:
    return status[0] in "45" or status == "default"


def title_of(operation: Operation) -> str:
    return operation.summary or operation.id


def phrase_of(status: str) -> str:
    """Give what a status says, such as "Not Found"; of a range or the default, what it covers."""
    if status == "default":
        return "any other status"
    if not status.isdigit():
        return f"any status from {status[0]}00 to {status[0]}99"
    try:
        return _PHRASES.get(status) or HTTPStatus(int(status)).phrase
    except ValueError:
        return ""


def security_words(security: tuple[tuple[SecurityRequirement, ...], ...]) -> str:
    """Give how requests prove themselves: alternatives by "or", what holds together by "and"."""
    alternatives = [" and ".join(map(_requirement_words, one)) or "none" for one in security]
    return ", or ".join(alternatives) or "none"


def _requirement_words(requirement: SecurityRequirement) -> str:
    scheme = requirement.scheme
    words = {
        ("http", "basic"): "HTTP Basic",
        ("http", "bearer"): "a bearer token",
        ("apiKey", ""): f"a key in the {scheme.location} {scheme.parameter_name}",
        ("oauth2", ""): "OAuth 2.0",
        ("openIdConnect", ""): "OpenID Connect",
        ("mutualTLS", ""): "a client certificate",
    }.get((scheme.type, scheme.scheme), scheme.name)
    scopes = f" with the scopes {', '.join(requirement.scopes)}" if requirement.scopes else ""
    return words + scopes
