"""Security schemes as a page shows them: what is asked for, and where it is got."""

from collections.abc import Iterator
from dataclasses import dataclass

from apiref.pages.phrases import scheme_words
from apiref.pages.words import Fact
from apiref.spec import SecurityScheme
from apiref.spec.node import Node

_FLOWS = {
    "implicit": "Implicit flow",
    "password": "Password flow",
    "clientCredentials": "Client credentials flow",
    "authorizationCode": "Authorization code flow",
}
_ADDRESSES = {
    "authorizationUrl": "authorization at",
    "tokenUrl": "token at",
    "refreshUrl": "refresh at",
}


@dataclass(frozen=True)
class Flow:
    """A way to a token: its addresses, and the scopes to ask for, each with what it allows."""

    title: str
    addresses: tuple[Fact, ...]
    scopes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scheme:
    """A security scheme; `words` say what a request carries."""

    anchor: str
    name: str
    words: str
    description: str
    facts: tuple[Fact, ...]
    flows: tuple[Flow, ...]


def scheme_from(scheme: SecurityScheme, anchor: str) -> Scheme:
    flows = scheme.node.get("flows")
    return Scheme(
        anchor=anchor,
        name=scheme.name,
        words=scheme_words(scheme),
        description=scheme.description,
        facts=tuple(_facts(scheme)),
        flows=tuple(_flow(title, node) for title, node in _flows(flows)) if flows else (),
    )


def _facts(scheme: SecurityScheme) -> Iterator[Fact]:
    if form := scheme.node.text("bearerFormat"):
        yield Fact("in the form of", form)
    if url := scheme.node.text("openIdConnectUrl"):
        yield Fact("described at", url)


def _flows(flows: Node) -> Iterator[tuple[str, Node]]:
    for key, title in _FLOWS.items():
        if flow := flows.get(key):
            yield title, flow


def _flow(title: str, node: Node) -> Flow:
    addresses = tuple(
        Fact(words, url) for key, words in _ADDRESSES.items() if (url := node.text(key))
    )
    scopes = node.data.get("scopes")
    named = scopes.items() if isinstance(scopes, dict) else ()
    return Flow(title, addresses, tuple((str(name), str(about or "")) for name, about in named))
