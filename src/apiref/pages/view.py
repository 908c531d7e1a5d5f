"""What the templates are given: the parts of an operation with their anchors, rows and code."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from apiref.pages.anchors import Anchors
from apiref.pages.code import Card, Code, Tab, codes
from apiref.pages.encoding import encoding_facts
from apiref.pages.fields import Field, Fields, Href, Shape
from apiref.pages.phrases import (
    beyond_phrase,
    expression_words,
    is_error,
    phrase_of,
    security_words,
    title_of,
)
from apiref.pages.said import Said, title_in
from apiref.pages.sent import examples_elsewhere
from apiref.pages.text import shown
from apiref.pages.words import Fact
from apiref.spec import Callback, Link, MediaType, Operation, Schema, Spec

_NOTHING = Said("", "", deprecated=False, facts=(), values=(), examples=(), docs=None)
_LOCATIONS = {
    "path": "Path parameters",
    "query": "Query parameters",
    "header": "Headers",
    "cookie": "Cookies",
}


@dataclass(frozen=True)
class Section:
    """Rows under a title of their own."""

    title: str
    anchor: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Body(Said):
    """What a request or a response carries in one media type; `types` lists those like it."""

    anchor: str
    types: tuple[str, ...]
    schema: str  # the name of the component that it is, or is an array of
    shape: Shape

    @property
    def is_plain_json(self) -> bool:
        """Whether its media type goes without saying."""
        return self.types == ("application/json",)


@dataclass(frozen=True)
class Answer:
    """A response as a page shows it; `same_as` is an earlier one of the same body."""

    status: str
    phrase: str
    anchor: str
    description: str
    types: tuple[str, ...]
    headers: tuple[Field, ...]
    bodies: tuple[Body, ...]
    examples: tuple[Code, ...]
    same_as: "Answer | None"

    @property
    def is_error(self) -> bool:
        return is_error(self.status)


@dataclass(frozen=True)
class Call:
    """An operation, of the API or of a callback, as a page shows it."""

    operation: Operation
    anchor: str
    title: str
    authentication: str
    sections: tuple[Section, ...]
    bodies: tuple[Body, ...]
    payloads: tuple[Code, ...]
    answers: tuple[Answer, ...]
    callbacks: tuple["Told", ...]

    @property
    def successes(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if not answer.is_error)

    @property
    def errors(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.is_error)


@dataclass(frozen=True)
class Told:
    """A callback or a webhook as a page shows it."""

    callback: Callback
    calls: tuple[Call, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Onward:
    """A link of a response: to an operation, or to one elsewhere, by its reference."""

    name: str
    target: Operation | None
    reference: str
    description: str
    given: tuple[Fact, ...]


class Calls:
    """Makes the views of one page, so that no two rows on it share an anchor."""

    def __init__(self, href: Href) -> None:
        self.anchors = Anchors()
        self.fields = Fields(self.anchors, href)

    def take(self, *path: str) -> str:
        return self.anchors.take(*path)

    def call(self, operation: Operation, *path: str) -> Call:
        """Give an operation's view; `path` leads to it, if it is a callback's."""
        # No readOnly property goes to the API, and no writeOnly one comes from it, as callbacks do.
        got, sent = "readOnly", "writeOnly"
        hidden, hidden_back = (sent, got) if path else (got, sent)
        path = (*path, operation.id)
        anchor = self.take(*path)
        content = operation.request_body.content if operation.request_body else ()
        return Call(
            operation=operation,
            anchor=anchor,
            title=title_of(operation),
            authentication=security_words(operation.security),
            sections=tuple(self._sections(operation, path)),
            bodies=tuple(self._bodies(content, (*path, "body"), hidden)),
            payloads=codes(content),
            answers=tuple(self._answers(operation, path, hidden_back)),
            callbacks=tuple(self.told(one, *path, "callback") for one in operation.callbacks),
        )

    def told(self, callback: Callback, *path: str) -> Told:
        """Give a callback's view; `path` leads to it."""
        calls = tuple(self.call(one, *path) for one in callback.operations)
        payloads = tuple(code for call in calls for code in call.payloads)
        cards = (Card("callback", "Callback", (Tab("", "", payloads),)),) if payloads else ()
        return Told(callback, calls, cards)

    def _sections(self, operation: Operation, path: tuple[str, ...]) -> Iterator[Section]:
        for location, title in _LOCATIONS.items():
            parameters = [one for one in operation.parameters if one.location == location]
            if parameters:
                anchor = self.take(*path, f"{location}-parameters")
                yield Section(title, anchor, self.fields.of_parameters(parameters, *path, location))

    def _bodies(
        self, content: tuple[MediaType, ...], path: tuple[str, ...], hidden: str
    ) -> Iterator[Body]:
        by_schema: dict[Any, list[MediaType]] = {}
        for media_type in content:
            pointer = media_type.schema.pointer if media_type.schema else media_type.name
            by_schema.setdefault(pointer, []).append(media_type)
        for alike in by_schema.values():
            schema = alike[0].schema
            inner = path if len(by_schema) == 1 else (*path, alike[0].name)
            anchor = self.take(*inner)
            elsewhere = tuple(one for kind in alike for one in examples_elsewhere(kind.node))
            yield Body(
                **vars(replace(self._said(schema, *inner), examples=elsewhere)),
                anchor=anchor,
                types=tuple(one.name for one in alike),
                schema=_named(schema),
                shape=self.fields.of_schema(
                    schema, *inner, more=encoding_facts(alike[0]), hidden=hidden
                ),
            )

    def _said(self, schema: Schema | None, *path: str) -> Said:
        """Give what is said of a body; the description of a component stands with that."""
        if schema is None:
            return _NOTHING
        said = self.fields.said(schema, *path)
        own = schema.description if _named(schema) and not schema.name else said.description
        title = title_in(schema, own)
        described = "" if schema.name else "\n\n".join(dict.fromkeys(filter(None, (title, own))))
        return replace(said, description=described)

    def _answers(
        self, operation: Operation, path: tuple[str, ...], hidden: str
    ) -> Iterator[Answer]:
        shown: dict[Any, Answer] = {}
        for response in operation.responses:
            inner = (*path, response.status)
            schemas = tuple(one.schema.pointer for one in response.content if one.schema)
            same_as = shown.get(schemas)
            answer = Answer(
                status=response.status,
                phrase=phrase_of(response.status),
                anchor=self.take(*inner),
                description=beyond_phrase(response.status, response.description),
                types=tuple(one.name for one in response.content),
                headers=self.fields.of_parameters(response.headers, *inner, "header"),
                bodies=()
                if same_as
                else tuple(self._bodies(response.content, (*inner, "body"), hidden)),
                examples=codes(response.content),
                same_as=same_as,
            )
            if schemas:
                shown.setdefault(schemas, answer)
            yield answer


def cards_of(call: Call) -> tuple[Card, ...]:
    """Give the card of what is answered: the successes, and errors with an example."""
    shown = (*call.successes, *(one for one in call.errors if one.examples))
    tabs = tuple(Tab(one.status, one.anchor, one.examples, _body_words(one)) for one in shown)
    return (Card("response", "Response", tabs),) if tabs else ()


def _body_words(answer: Answer) -> str:
    return f"A body of {', or '.join(answer.types)}" if answer.types else "No body"


def links_of(operation: Operation, spec: Spec) -> tuple[Onward, ...]:
    """Give the links of all responses, those that are alike once, with what to give them."""
    found: dict[Any, Onward] = {}
    for response in operation.responses:
        for link in response.links:
            reference = link.node.text("operationRef")
            pointer = reference.removeprefix("#")
            target = spec.by_id.get(link.operation_id) or spec.by_pointer.get(pointer)
            elsewhere = reference or link.operation_id
            onward = Onward(link.name, target, elsewhere, link.description, _given(link))
            found.setdefault((link.name, elsewhere, link.description, onward.given), onward)
    return tuple(found.values())


def _given(link: Link) -> tuple[Fact, ...]:
    """Give what a link passes on, and the server that it leads to."""
    given = [
        Fact(f"{name.rpartition('.')[2]} is {expression_words(shown(value))}")
        for name, value in link.parameters.items()
    ]
    if "requestBody" in link.node.data:
        given.append(Fact(f"the body is {expression_words(shown(link.node.data['requestBody']))}"))
    server = link.node.get("server")
    if server:
        said = server.text("description")
        given.append(Fact("at", server.text("url"), (Fact(said, listed=True),) if said else ()))
    return tuple(given)


def _named(schema: Schema | None) -> str:
    if schema is None:
        return ""
    return schema.name or (schema.items.name if schema.items else None) or ""
