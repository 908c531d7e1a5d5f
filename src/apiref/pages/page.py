"""A page: its parts as Markdown, with every anchor on it given once."""

import re
from dataclasses import replace
from itertools import chain, count, repeat
from typing import Any

from apiref.pages.code import Card, Code, Tab, caption, codes_from_schema, label
from apiref.pages.environment import environment, plain_environment, rendered
from apiref.pages.errors import errors_of
from apiref.pages.fields import Href
from apiref.pages.fresh import fresh
from apiref.pages.introduction import lines_of, tags_of
from apiref.pages.phrases import title_of
from apiref.pages.schemes import scheme_from
from apiref.pages.settings import Settings
from apiref.pages.text import fence, plain
from apiref.pages.trial import trial_of
from apiref.pages.view import Calls, Told, cards_of, links_of
from apiref.request import ExampleRequest, requests_from_operation
from apiref.request.credentials import Secret
from apiref.request.receiver import Receiver, receiver_from_callback
from apiref.sample_runs.record import read_record
from apiref.samples import language
from apiref.spec import Callback, Operation, Server, Spec, UnknownName

MOST_USERS = 200  # operations that a schema's page names


class Page:
    """The parts of one page. Each method gives the Markdown of a part.

    Where the page has no title of its own, the first operation, schema, callback or webhook gives
    it one. Every method raises UnknownName for a name that the contract, or the samples, do not
    have.
    """

    def __init__(self, spec: Spec, settings: Settings, href: Href, *, titled: bool = True) -> None:
        self._spec = spec
        self._settings = settings
        self._href = href
        self._calls = Calls(href)
        self._groups = count(1)
        self._levels = chain(() if titled else (1,), repeat(2))

    def operation(self, operation_id: str) -> str:
        return self._operation(fresh(self._spec.operation(operation_id)))

    def operations(self, tag: str = "") -> str:
        """Give all operations of a tag, or of the contract, one after the other."""
        chosen = self._spec.tagged(tag) if tag else self._spec.operations
        return "\n\n".join(self._operation(fresh(one)) for one in chosen)

    def sample(self, argument: str) -> str:
        """Give one sample alone: OPERATION LANGUAGE, then EXAMPLE unless it is the first."""
        operation_id, language_id, example = [*argument.split(), "", ""][:3]
        requests = self._requests_of(self._spec.operation(operation_id))
        chosen = language(language_id)
        name = example or next(iter(requests))
        if name not in requests:
            raise UnknownName("example", name, requests)
        return fence(chosen.render(requests[name]), chosen.lexer)

    def schema(self, name: str) -> str:
        schema = replace(self._spec.schema(name))
        return self._render(
            "schema",
            level=next(self._levels),
            schema=schema,
            title=schema.title or name,
            anchor=self._calls.take("schema", name),
            said=self._calls.fields.said(schema, "schema", name, name=schema.title or name),
            shape=self._calls.fields.of_schema(schema, "schema", name),
            users=self._spec.users(name, MOST_USERS + 1),
            most_users=MOST_USERS,
            cards=[
                Card("example", "Example", (Tab("", "", codes_from_schema(schema, self._spec)),))
            ],
        )

    def schemas(self) -> str:
        """Give all schemas of the components, one after the other."""
        return "\n\n".join(map(self.schema, self._spec.schemas))

    def introduction(self) -> str:
        """Give what the contract says of itself, and its servers with their variables."""
        return self._render(
            "introduction", spec=self._spec, lines=lines_of(self._spec), servers=self._spec.servers
        )

    def contents(self) -> str:
        """Give every tag, by the groups of tags, with the operations that have it."""
        return self._render("contents", tags=tags_of(self._spec, self._calls.anchors))

    def tag(self, name: str) -> str:
        """Give what is said of a tag. Nothing for a tag that only operations name."""
        known = {tag.name: tag for tag in self._spec.tags}
        used = dict.fromkeys(tag for one in self._spec.operations for tag in one.tags)
        if name not in known and name not in used:
            raise UnknownName("tag", name, [*known, *used])
        return self._render("tag", tag=known[name]) if name in known else ""

    def authentication(self) -> str:
        """Give the security schemes, and one request that carries the credentials."""
        operations = self._spec.operations
        return self._render(
            "authentication",
            schemes=[
                scheme_from(one, self._calls.take("scheme", name))
                for name, one in self._spec.security_schemes.items()
            ],
            cards=[self._requests(_simplest(operations))] if operations else [],
        )

    def errors(self) -> str:
        """Give every error status of the contract, with the operations that answer it."""
        errors = [(self._calls.take("error", one.status), one) for one in errors_of(self._spec)]
        return self._render("errors", errors=errors)

    def callback(self, name: str) -> str:
        """Give a callback, by its own name or by the operationId of the operation that has it."""
        owner, callback = self._callback(name)
        return self._told(self._calls.told(callback, "callback", owner.id))

    def webhook(self, name: str) -> str:
        webhooks = {one.name: one for one in self._spec.webhooks}
        if name not in webhooks:
            raise UnknownName("webhook", name, webhooks)
        return self._webhook(webhooks[name])

    def webhooks(self) -> str:
        """Give every webhook, one after the other."""
        return "\n\n".join(map(self._webhook, self._spec.webhooks))

    def _webhook(self, webhook: Callback) -> str:
        return self._told(self._calls.told(webhook, "webhook", webhook.name))

    def _told(self, told: Told) -> str:
        level = next(self._levels)
        return self._render("callback", told=told, cards=told.cards, level=level, open=True)

    def receiver(self, name: str) -> str:
        """Give a program that receives a callback, in each language that can listen.

        A callback without a header that proves who calls is none of those to choose from.
        """
        receivers = {
            one: receiver
            for owner, callback in self._callbacks()
            if (receiver := receiver_from_callback(callback))
            for one in (callback.name, owner.id)
        }
        if name not in receivers:
            raise UnknownName("callback with a required header", name, receivers)
        return self._render("receiver", cards=[self._receivers(receivers[name])])

    def last_run(self, path: str) -> str:
        """Give the last run of the samples, by its record at a path from the document's folder.

        Nothing, unless the samples are still those of a record that is there.
        """
        record = read_record(self._spec.node.source.path.parent / path, self._spec)
        return self._render("last-run", record=record)

    def base_url(self) -> str:
        """Give the address of each server, the one that the samples show first."""
        shown = self._settings.base_url
        servers = [Server(shown, "")] if shown else []
        servers += [server for server in self._spec.servers if server.url != shown]
        codes = tuple(Code("", plain(one.description), one.url, "text") for one in servers)
        cards = [Card("server", "Server", tuple(Tab("", "", (code,)) for code in codes))]
        return self._render("base-url", cards=cards)

    def _operation(self, operation: Operation) -> str:
        call = self._calls.call(operation)
        return self._render(
            "operation",
            level=next(self._levels),
            call=call,
            cards=[self._requests(operation), *cards_of(call)],
            links=links_of(operation, self._spec),
            servers=[one for one in operation.servers if one not in self._spec.servers],
        )

    def _requests(self, operation: Operation) -> Card:
        """Give the card of an operation's requests, a tab for each language."""
        requests = self._requests_of(operation)
        captions = _captions(operation)
        tabs = [
            Tab(
                language.name,
                "",
                tuple(
                    Code(label(name), captions.get(name, ""), language.render(one), language.lexer)
                    for name, one in requests.items()
                ),
            )
            for language in self._settings.chosen_languages()
        ]
        trial = trial_of(operation, self._settings)
        return Card("request", "Request", tuple(tabs), trial)

    def _requests_of(self, operation: Operation) -> dict[str, ExampleRequest]:
        base_url, secret = self._settings.base_url or None, Secret(self._settings.api_key)
        return requests_from_operation(operation, base_url, secret)

    def _receivers(self, receiver: Receiver) -> Card:
        tabs = [
            Tab(one.name, "", (Code("", "", one.receiver(receiver), one.lexer),))
            for one in self._settings.chosen_languages()
            if one.receiver
        ]
        return Card("receiver", "Receiver", tuple(tabs))

    def _callback(self, name: str) -> tuple[Operation, Callback]:
        owned = self._callbacks()
        for owner, callback in owned:
            if name in (owner.id, callback.name):
                return owner, callback
        known = dict.fromkeys(one for owner, its in owned for one in (its.name, owner.id))
        raise UnknownName("callback", name, known)

    def _callbacks(self) -> list[tuple[Operation, Callback]]:
        return [(one, callback) for one in self._spec.operations for callback in one.callbacks]

    def _render(self, template: str, **given: Any) -> str:
        env = environment(self._settings.templates)
        given |= {"href": self._href, "title_of": title_of, "new_group": self._new_group}
        return rendered(env, f"{template}.md.jinja", **given)

    def _new_group(self) -> str:
        """Give the name of another set of tabs, unlike those of the Markdown around it."""
        return f"__tabbed_ar{next(self._groups)}"


class PlainPage(Page):
    """The same parts for whom HTML is in the way: Markdown without any, for reading as text."""

    def _render(self, template: str, **given: Any) -> str:
        written = (
            plain_environment()
            .get_template(f"plain/{template}.md.jinja")
            .render(href=self._href, title_of=title_of, **given)
        )
        return re.sub(r"\n{3,}", "\n\n", written).strip()


def _captions(operation: Operation) -> dict[str, str]:
    content = operation.request_body.content if operation.request_body else ()
    return {example.name: caption(example) for one in content for example in one.examples}


def _simplest(operations: tuple[Operation, ...]) -> Operation:
    """Give the first operation that reads and needs no parameter, or else the first."""
    if not operations:
        raise UnknownName("operation", "any", ())
    return next(
        (
            one
            for one in operations
            if one.method == "GET"
            and one.security
            and not any(parameter.required for parameter in one.parameters)
        ),
        operations[0],
    )
