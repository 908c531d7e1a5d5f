"""What changed in one operation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from apiref.diff.change import Changes
from apiref.diff.comparison import Place
from apiref.diff.schemas import compare
from apiref.spec import Callback, Header, MediaType, Operation, Parameter, Response


def operation_name(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def unnamed(path: str) -> str:
    """Give a path without the names of its parameters, which no client sends."""
    return re.sub(r"{[^}]*}", "{}", path)


def compare_operations(old: Operation, new: Operation, subject: str, changes: Changes) -> None:
    """Add to the changes what differs between two operations that a client calls."""
    _Operations(old, new, subject, changes, sent=True).compare()


def compare_calls(
    old: tuple[Callback, ...],
    new: tuple[Callback, ...],
    what: str,
    changes: Changes,
    *,
    sent: bool = False,
) -> None:
    """Add to the changes what differs between two sets of callbacks or webhooks.

    `what` goes before their names; `sent` is whether the client sends them, which it rarely does.
    """
    before, after = _by_address(old), _by_address(new)
    kind = what.rpartition(" ")[2].lower()
    for key in {**before, **after}:
        subject = f"{what} {key[0]}"
        if key not in after:
            changes.add(subject, f"The {kind} is gone.", breaking=True)
        elif key not in before:
            changes.add(subject, f"The {kind} is new.", breaking=False)
        else:
            _Operations(before[key], after[key], subject, changes, sent).compare()


@dataclass(frozen=True)
class _Operations:
    """Two operations. `sent` is whether a client sends the request: in a callback, the API does."""

    old: Operation
    new: Operation
    subject: str
    changes: Changes
    sent: bool

    def compare(self) -> None:
        self._address()
        self._security()
        self._parameters()
        self._request_body()
        self._responses()
        self._callbacks()

    def tell(self, sentence: str, *, breaking: bool = False) -> None:
        sentence = sentence[0].upper() + sentence[1:]
        self.changes.add(self.subject, sentence, breaking=breaking)

    def _address(self) -> None:
        old, new = self.old, self.new
        if unnamed(old.path) != unnamed(new.path) or old.method != new.method:
            answers = old.method == new.method and old.path in new.former_paths
            still = "; the older path still answers" if answers else ""
            self.tell(
                f"The operation was {operation_name(old)} before{still}.", breaking=not answers
            )
        before, after = (one.node.text("operationId") for one in (old, new))
        if before and before != after:
            now = f"is now `{after}`" if after else "is gone"
            methods = "generated clients name their method after it"
            self.tell(f"The operationId `{before}` {now}; {methods}.", breaking=True)
        if new.deprecated and not old.deprecated:
            self.tell("The operation is deprecated.")

    def _security(self) -> None:
        before, after = _accepted(self.old), _accepted(self.new)
        for alternative in before:
            if not any(other <= alternative for other in after):
                self.tell(f"{_credentials(alternative)} is no longer let in.", breaking=True)
        for alternative in after:
            if not any(other <= alternative for other in before):
                self.tell(f"{_credentials(alternative)} is now let in.")

    def _parameters(self) -> None:
        before, after = _by_name(self.old), _by_name(self.new)
        for key, old in before.items():
            if key in after:
                self._parameter(old, after[key])
            else:
                self.tell(f"The {_named(old)} is gone.", breaking=True)
        for key, new in after.items():
            if key not in before:
                required = ", and required" if new.required else ""
                self.tell(
                    f"The {_named(new)} is new{required}.", breaking=new.required and self.sent
                )

    def _parameter(self, old: Parameter, new: Parameter) -> None:
        name = _named(new)
        if new.required and not old.required:
            self.tell(f"The {name} is now required.", breaking=self.sent)
        if old.required and not new.required:
            self.tell(f"The {name} is no longer required.", breaking=not self.sent)
        if new.deprecated and not old.deprecated:
            self.tell(f"The {name} is deprecated.")
        if (old.style, old.explode) != (new.style, new.explode):
            self.tell(f"The {name} is written in another style.", breaking=True)
        if old.allow_empty_value and not new.allow_empty_value:
            self.tell(f"The {name} can no longer be empty.", breaking=self.sent)
        self._schemas(old, new, f"the {name}", sent=self.sent)

    def _request_body(self) -> None:
        old, new = self.old.request_body, self.new.request_body
        if old and new:
            if new.required and not old.required:
                self.tell("The request body is now required.", breaking=self.sent)
            if old.required and not new.required:
                self.tell("The request body is no longer required.", breaking=not self.sent)
            self._content(old.content, new.content, "the request body", sent=self.sent)
        elif new:
            required = " and required" if new.required else ""
            self.tell(f"A request body is new{required}.", breaking=new.required and self.sent)
        elif old:
            self.tell("The request body is gone.", breaking=True)

    def _responses(self) -> None:
        after = {response.status: response for response in self.new.responses}
        for old in self.old.responses:
            new = _covering(after, old.status)
            if new:
                self._headers(old, new)
                what = f"the body of the response {old.status}"
                self._content(old.content, new.content, what, sent=not self.sent)
            else:
                good = old.status[0] in "123d"
                self.tell(f"The response {old.status} is gone.", breaking=good)
        before = {response.status: response for response in self.old.responses}
        for status in after:
            if not _covering(before, status):
                self.tell(f"The response {status} is new.")

    def _headers(self, old: Response, new: Response) -> None:
        after = {header.name.lower(): header for header in new.headers}
        for header in old.headers:
            name = f"the header {header.name} of the response {old.status}"
            found = after.pop(header.name.lower(), None)
            if found is None:
                self.tell(f"{name} is gone.", breaking=True)
            else:
                if header.required and not found.required:
                    self.tell(f"{name} is no longer always there.", breaking=self.sent)
                self._schemas(header, found, name, sent=not self.sent)
        for header in after.values():
            what = f"the header {header.name} of the response {new.status} is new"
            self.tell(f"{what}.", breaking=header.required and not self.sent)

    def _content(
        self, old: tuple[MediaType, ...], new: tuple[MediaType, ...], what: str, *, sent: bool
    ) -> None:
        after = {media.name: media for media in new}
        for media in old:
            if media.name in after:
                self._schemas(media, after[media.name], what, sent=sent)
            else:
                self.tell(f"{what} can no longer be {media.name}.", breaking=True)
        for name in after:
            if name not in {media.name for media in old}:
                self.tell(f"{what} can now be {name}.")

    def _schemas(
        self, old: Header | MediaType, new: Header | MediaType, name: str, *, sent: bool
    ) -> None:
        if old.schema and new.schema:
            compare(old.schema, new.schema, Place(self.subject, name, sent), self.changes)
        elif new.schema and new.schema.data:
            self.tell(f"{name} must now fit a schema.", breaking=sent)
        elif old.schema and old.schema.data:
            self.tell(f"{name} may now be anything.", breaking=not sent)

    def _callbacks(self) -> None:
        before, after = self.old.callbacks, self.new.callbacks
        what = f"{self.subject}, callback"
        compare_calls(before, after, what, self.changes, sent=not self.sent)


def _accepted(operation: Operation) -> list[frozenset[str]]:
    """Give the alternatives: the schemes of each and their scopes, or nothing at all."""
    if not operation.security:
        return [frozenset()]
    return [
        frozenset(part for one in alternative for part in (one.scheme.name, *map(str, one.scopes)))
        for alternative in operation.security
    ]


def _credentials(alternative: frozenset[str]) -> str:
    names = " and ".join(f"`{name}`" for name in sorted(alternative))
    return f"a request with {names}" if names else "a request without credentials"


def _by_name(operation: Operation) -> Mapping[tuple[str, str], Parameter]:
    """Give the parameters by location and name; in a path, only the order counts."""
    names = re.findall(r"{([^}]*)}", operation.path)
    return {
        (one.location, str(names.index(one.name)) if one.location == "path" else one.name): one
        for one in operation.parameters
        if one.location != "path" or one.name in names
    }


def _named(parameter: Parameter) -> str:
    return f"{parameter.location} parameter `{parameter.name}`"


def _covering(responses: Mapping[str, Response], status: str) -> Response | None:
    """Give the response that describes a status (OpenAPI 3.1, section 4.8.16)."""
    for key in (status, f"{status[0]}XX", "default"):
        if key in responses:
            return responses[key]
    return None


def _by_address(calls: tuple[Callback, ...]) -> Mapping[tuple[str, str, str], Operation]:
    return {
        (call.name, call.expression, one.method): one for call in calls for one in call.operations
    }
