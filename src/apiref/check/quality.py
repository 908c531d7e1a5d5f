"""What a valid document may still lack for those who read it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiref.request.body import is_binary
from apiref.spec import MediaType, Operation, Problem, Spec
from apiref.spec.pointer import join
from apiref.spec.source import Source

# Each rule, and what to do about a problem of it.
REMEDIES: Mapping[str, str] = {
    "operation-id": "Give it an `operationId`; generated clients name their method after it.",
    "operation-summary": "Give it a `summary`: what it does, in a few words.",
    "operation-description": "Give it a `description`: what a reader must know to use it.",
    "operation-4xx-response": "Describe how a wrong request is answered, as '400' or '4XX'.",
    "body-example": "Give it `examples` with real values; every reader begins there.",
    "no-placeholder": "Put in its place what is true of this API.",
}

_OPERATION_TEXTS = {
    "operation-id": ("operationId", "operationId"),
    "operation-summary": ("summary", "summary"),
    "operation-description": ("description", "description"),
}

_PLACEHOLDERS = re.compile(
    r"(?<![a-zA-Z])((?i:kittens?|foo(?:bar)?|baz|qux|lorem)|TODO|TBD|FIXME)(?![a-zA-Z])"
)
_EXAMPLE_HOST = re.compile(r"(?:^|[/@.])example\.(?:com|org|net)(?![a-z])", re.IGNORECASE)
# Where an address is the API's own, and so no reader's.
_OWN_ADDRESSES = re.compile(
    r"/(servers/\d+|contact|license|externalDocs)/(url|email)$|/info/termsOfService$"
    r"|/(openIdConnectUrl|authorizationUrl|tokenUrl|refreshUrl)$"
)
# What is written for a machine, or is not the standard's.
_NO_TEXT = re.compile(r"/(\$ref|pattern|x-[^/]+)(/|$)")
_IN_EXAMPLE = re.compile(r"/(example|examples|default)(/|$)")


def quality(spec: Spec) -> list[Problem]:
    """Give what a document lacks for its readers, in the order of its lines."""
    return sorted({*_operations(spec), *_bodies(spec), *_placeholders(spec.node.source)})


def _operations(spec: Spec) -> Iterator[Problem]:
    for operation in _all_operations(spec):
        for rule, (key, what) in _OPERATION_TEXTS.items():
            if not operation.node.text(key).strip():
                yield _problem(
                    spec, operation.node.pointer, rule, f"{_name(operation)} has no {what}"
                )
        if not any(response.status.startswith("4") for response in operation.responses):
            what = f"{_name(operation)} has no 4xx response"
            yield _problem(spec, operation.node.pointer, "operation-4xx-response", what)


def _all_operations(spec: Spec) -> Iterator[Operation]:
    for operation in spec.operations:
        yield operation
        for callback in operation.callbacks:
            yield from callback.operations
    for webhook in spec.webhooks:
        yield from webhook.operations


def _name(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def _bodies(spec: Spec) -> Iterator[Problem]:
    for operation in _all_operations(spec):
        sent = operation.request_body.content if operation.request_body else ()
        for media in sent:
            if not _has_example(media):
                what = f"the request body {media.name} has no example"
                yield _problem(spec, media.node.pointer, "body-example", what)
        for response in operation.responses:
            for media in response.content:
                if not _has_example(media):
                    what = f"the response body {media.name} has no example"
                    yield _problem(spec, media.node.pointer, "body-example", what)


def _has_example(media: MediaType) -> bool:
    """Whether a body has an example, or is a file, which has no example to read."""
    essence = media.name.partition(";")[0].strip().lower()
    if is_binary(media.schema, essence):
        return True
    return bool(media.examples) or bool(media.schema and media.schema.examples)


def _placeholders(source: Source) -> Iterator[Problem]:
    for pointer, text in _texts("", source.data):
        if _NO_TEXT.search(pointer):
            continue
        if found := _PLACEHOLDERS.search(text):
            yield _placeholder(source, pointer, f"{found[0]!r} is a placeholder")
        if text == "string" and _IN_EXAMPLE.search(pointer) and not pointer.endswith("/type"):
            yield _placeholder(source, pointer, "the example 'string' is a placeholder")
        if _OWN_ADDRESSES.search(pointer) and _EXAMPLE_HOST.search(text):
            yield _placeholder(source, pointer, f"{text!r} is a placeholder for an address")


def _texts(pointer: str, value: Any) -> Iterator[tuple[str, str]]:
    """Give every string within a value, and every key, with the pointer of its place."""
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield join(pointer, key), key
            yield from _texts(join(pointer, key), item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(join(pointer, index), item)


def _placeholder(source: Source, pointer: str, message: str) -> Problem:
    return source.problem(pointer, "no-placeholder", message, REMEDIES["no-placeholder"])


def _problem(spec: Spec, pointer: str, rule: str, message: str) -> Problem:
    return spec.node.source.problem(pointer, rule, message, REMEDIES[rule])
