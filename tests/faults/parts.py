"""What faults have in common: parts of the sandbox that go wrong as a subclass says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from apiref.sandbox import DEFAULT_ACCOUNTS, Sandbox, Store
from apiref.sandbox.auth import Caller
from apiref.sandbox.bodies import BodyReader
from apiref.sandbox.errors import ApiError
from apiref.sandbox.parameters import ParameterReader
from apiref.sandbox.reading import Call
from apiref.sandbox.routing import path_of
from apiref.sandbox.rules import Rule, Rules
from apiref.sandbox.sentences import sentence
from apiref.sandbox.task import JsonObject
from apiref.spec import MediaType, Operation

ACCOUNT, NEIGHBOUR = DEFAULT_ACCOUNTS
CREATE = ("createTranscriptionTask", "createCategorizationTask", "createBuyProductTask")
LIST, RETRIEVE, CANCEL = "listTasks", "retrieveTask", "cancelTask"


class Edited(Rules):
    """Answers the operations of `of` with something else than the truth."""

    of: tuple[str, ...] = ()

    def edit(self, answer: JsonObject, call: Call) -> Any:
        raise NotImplementedError

    def by_operation(self) -> Mapping[str, Rule]:
        rules = super().by_operation()
        return {
            name: self._edited(rules[name]) if name in self.of else rules[name] for name in rules
        }

    def _edited(self, rule: Rule) -> Rule:
        return lambda call: self.edit(dict(rule(call)), call)


class Rewritten(Sandbox):
    """Sends another response than the one that is right."""

    def rewrite(self, request: Request, response: Response) -> Response:
        raise NotImplementedError

    async def respond(self, request: Request) -> Response:
        return self.rewrite(request, await super().respond(request))


@dataclass(frozen=True)
class Asked:
    """A request, the operation that it is for, and the parameters in its path."""

    request: Request
    operation: Operation
    found: Mapping[str, str]


class Hasty(Sandbox):
    """Looks at a request for an operation before it looks at the key."""

    async def look(self, asked: Asked) -> None:
        raise NotImplementedError

    async def answer(self, request: Request) -> tuple[int, Any]:
        match = self.router.match(path_of(request.scope))
        operation = match.operation(request.method) if match else None
        if match and operation:
            await request.body()  # so that it can be read again
            await self.look(Asked(request, operation, match.path_parameters))
        return await super().answer(request)


class Altered(Rules):
    """Keeps something else than what was sent in the properties of `fields`."""

    fields: tuple[str, ...] = ("instruction", "params", "metadata")

    def alter(self, value: Any) -> Any:
        """Give what is kept for a value, or a value inside it; innermost values come first."""
        raise NotImplementedError

    def details(self, call: Call) -> JsonObject:
        kept = super().details(call)
        return kept | {name: mapped(kept[name], self.alter) for name in self.fields}


class Overlooked(BodyReader):
    """Overlooks one keyword of the schema at one place; `*` in the place is any step.

    `only` narrows it to a name (of `required`), or to values of a type.
    """

    keyword = ""
    place: tuple[str, ...] = ()
    only: str | type = object

    def validate(self, media: MediaType, value: Any) -> None:
        for error in self.validators[media.name.lower()].iter_errors(value):
            if not self.overlooks(error):
                raise ApiError(400, sentence("the request body", error))

    def overlooks(self, error: Any) -> bool:
        steps = error.instance_path
        here = len(steps) == len(self.place) and all(
            wanted in ("*", step) for wanted, step in zip(self.place, steps, strict=True)
        )
        if isinstance(self.only, str):
            return here and error.kind.name == self.keyword and error.kind.value == self.only
        return here and error.kind.name == self.keyword and isinstance(error.instance, self.only)


class Refused(BodyReader):
    """Refuses a body that is right."""

    def refuses(self, body: JsonObject) -> bool:
        raise NotImplementedError

    def validate(self, media: MediaType, value: Any) -> None:
        super().validate(media, value)
        if self.refuses(value):
            raise ApiError(400, "The request body does not fit.")


class Lax(ParameterReader):
    """Takes `instead` for a value of the parameter `name` that is refused and matches `wrong`."""

    name = ""
    wrong = r"[\s\S]*"
    instead: Any = None

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        try:
            return super().read(request, path_parameters)
        except ApiError:
            given = self.given(request, path_parameters)
            if self.parameter.name == self.name and re.fullmatch(self.wrong, given[0]):
                return self.instead
            raise


class Dropped(Response):
    """The head of a response, and then nothing more: the connection ends."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"100")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


class Statement(Store):
    """Runs a statement in which `but` stands where `meant` should."""

    meant = ""
    but = ""

    def _run(self, sql: str, values: Any = ()) -> list[Any]:
        return super()._run(sql.replace(self.meant, self.but), values)


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """Give a JSON value with each value in it changed, the innermost first; keys stay."""
    if isinstance(value, dict):
        value = {key: mapped(item, change) for key, item in value.items()}
    elif isinstance(value, list):
        value = [mapped(item, change) for item in value]
    return change(value)


def owned(store: Store, call: Call) -> Call:
    """Give the call as if it came from the account that has the task, if one has."""
    for account in DEFAULT_ACCOUNTS:
        if store.find(account.name, call.parameters["task_id"]):
            return replace(call, caller=Caller(account, account.keys[0]))
    return call
