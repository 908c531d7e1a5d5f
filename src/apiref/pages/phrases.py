"""Titles, statuses and credentials in words."""

from http import HTTPStatus

from apiref.spec import Operation, SecurityRequirement, SecurityScheme

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


def beyond_phrase(status: str, description: str) -> str:
    """Give a description of a status; "" for one that only repeats what the status says."""
    words = description.strip().removeprefix(status).strip(" .:-")
    return "" if words.casefold() == phrase_of(status).casefold() else description


def security_words(security: tuple[tuple[SecurityRequirement, ...], ...]) -> str:
    """Give how requests prove themselves: alternatives by "or", what holds together by "and"."""
    alternatives = dict.fromkeys(
        " and ".join(map(_requirement_words, one)) or "none" for one in security
    )
    return ", or ".join(alternatives) or "none"


def _requirement_words(requirement: SecurityRequirement) -> str:
    word = "scope" if len(requirement.scopes) == 1 else "scopes"
    scopes = f" with the {word} {', '.join(requirement.scopes)}" if requirement.scopes else ""
    return scheme_words(requirement.scheme) + scopes


def scheme_words(scheme: SecurityScheme) -> str:
    """Give what a request carries by a security scheme, such as "a bearer token"."""
    place = f"{scheme.location} parameter" if scheme.location == "query" else scheme.location
    words = {
        ("http", "basic"): "HTTP Basic",
        ("http", "bearer"): "a bearer token",
        ("apiKey", ""): f"a key in the {place} {scheme.parameter_name}",
        ("oauth2", ""): "OAuth 2.0",
        ("openIdConnect", ""): "OpenID Connect",
        ("mutualTLS", ""): "a client certificate",
    }.get((scheme.type, scheme.scheme))
    other = f"HTTP {scheme.scheme.title()}" if scheme.type == "http" else scheme.name
    return words or other


def expression_words(expression: str) -> str:
    """Give a runtime expression in words (OpenAPI 3.1, section 4.8.20.4); others as they are."""
    source, _, pointer = expression.partition("#")
    place, _, name = source.removeprefix("$").partition(".")
    kind, _, name = name.partition(".")
    if not expression.startswith("$") or place not in {
        "request",
        "response",
        "url",
        "method",
        "statusCode",
    }:
        return expression
    if place in {"request", "response"}:
        said = {"header": f"the header {name}", "body": pointer.strip("/") or "the body"}
        what = said.get(kind, f"the {kind} parameter {name}")
        return f"{what} of the {place}"
    return {"url": "the URL", "method": "the method", "statusCode": "the status"}[place]
