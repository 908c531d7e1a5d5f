"""What a request proves itself with, kept apart so that no key is written out unasked."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiref.spec import Operation, SecurityScheme


@dataclass(frozen=True)
class Secret:
    """A key, in printable ASCII: the text itself, or the environment variable that holds it."""

    text: str
    in_environment: bool = False

    @classmethod
    def variable(cls, name: str) -> "Secret":
        """Give a key that a sample reads from the environment when it runs."""
        return cls(name, in_environment=True)


PLACEHOLDER = Secret("YOUR_API_KEY")


@dataclass(frozen=True)
class Basic:
    """HTTP Basic (RFC 7617) with the key as user name and an empty password."""

    secret: Secret


@dataclass(frozen=True)
class Bearer:
    """A token in the Authorization header (RFC 6750)."""

    secret: Secret


@dataclass(frozen=True)
class ApiKey:
    """A key in a header, a query parameter or a cookie; `location` is the standard's `in`."""

    location: str
    name: str
    secret: Secret


Credential = Basic | Bearer | ApiKey


def credentials_from_operation(operation: Operation, secret: Secret) -> tuple[Credential, ...]:
    """Give what the first of the operation's security alternatives asks for."""
    first = operation.security[0] if operation.security else ()
    credentials = (
        credential
        for requirement in first
        for credential in _from_scheme(requirement.scheme, secret)
    )
    return tuple(dict.fromkeys(credentials))  # two schemes may send the same


def _from_scheme(scheme: SecurityScheme, secret: Secret) -> Iterator[Credential]:
    match scheme.type, scheme.scheme:
        case "http", "basic":
            yield Basic(secret)
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            yield Bearer(secret)
        case "apiKey", _:
            yield ApiKey(scheme.location, scheme.parameter_name, secret)
