"""What a request proves itself with, kept apart so that no key is written out unasked."""

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


@dataclass(frozen=True)
class Digest:
    """A user name and a password by HTTP Digest (RFC 7616), which a sample only hints at."""


@dataclass(frozen=True)
class Certificate:
    """A client certificate, which is in a file of the reader's."""


Credential = Basic | Bearer | ApiKey | Digest | Certificate


def credentials_from_operation(operation: Operation, secret: Secret) -> tuple[Credential, ...]:
    """Give what the first of the operation's security alternatives asks for."""
    first = operation.security[0] if operation.security else ()
    credentials = (credential_from_scheme(requirement.scheme, secret) for requirement in first)
    return tuple(dict.fromkeys(filter(None, credentials)))  # two schemes may send the same


def credential_from_scheme(scheme: SecurityScheme, secret: Secret) -> Credential | None:
    """Give what a scheme asks for; None for a scheme that the standards do not fix."""
    match scheme.type, scheme.scheme:
        case "http", "basic":
            return Basic(secret)
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return Bearer(secret)
        case "http", "digest":
            return Digest()
        case "apiKey", _:
            return ApiKey(scheme.location, scheme.parameter_name, secret)
        case "mutualTLS", _:
            return Certificate()
    return None
