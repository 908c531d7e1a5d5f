"""What changed between two contracts, operation by operation."""

from dataclasses import replace
from pathlib import Path

from apiref.check import valid
from apiref.diff.change import Change, Changes
from apiref.diff.operations import compare_calls, compare_operations, operation_name, unnamed
from apiref.spec import Operation, SecurityScheme, Server, Spec
from apiref.spec.node import Node
from apiref.spec.parse import spec_from_node
from apiref.spec.validation import from_openapi_30

_CONTRACT = "The contract"


def diff(old: Path, new: Path) -> list[Change]:
    """Give what changed between two OpenAPI 3.0 or 3.1 documents, in the order of the second.

    A document in 3.0 and the same in 3.1 have no change between them. Texts are not compared.
    Raises SpecError for a document that cannot be read.
    """
    before, after = _loaded(old), _loaded(new)
    changes = Changes()
    _servers(before.servers, after.servers, _CONTRACT, changes)
    _security_schemes(before, after, changes)
    pairs = _pairs(before.operations, after.operations)
    for one, other in pairs:
        name = operation_name(other)
        if one.servers != before.servers or other.servers != after.servers:
            _servers(one.servers, other.servers, name, changes)
        compare_operations(one, other, name, changes)
    _gone_and_new(before, after, pairs, changes)
    compare_calls(before.webhooks, after.webhooks, "Webhook", changes)
    return changes.all()


def _loaded(path: Path) -> Spec:
    spec = valid(path)
    source = spec.node.source
    if not source.data["openapi"].startswith("3.0."):
        return spec
    return spec_from_node(Node.root(replace(source, data=from_openapi_30(source.data))))


def _servers(
    old: tuple[Server, ...], new: tuple[Server, ...], subject: str, changes: Changes
) -> None:
    before, after = ([server.url for server in servers] for servers in (old, new))
    for url in before:
        if url not in after:
            changes.add(subject, f"The server {url} is gone.", breaking=True)
    for url in after:
        if url not in before:
            changes.add(subject, f"The server {url} is new.", breaking=False)


def _security_schemes(before: Spec, after: Spec, changes: Changes) -> None:
    for name, old in before.security_schemes.items():
        new = after.security_schemes.get(name)
        if new and _credentials(old) != _credentials(new):
            sentence = f"The security scheme {name} takes its credentials in another way."
            changes.add(_CONTRACT, sentence, breaking=True)


def _credentials(scheme: SecurityScheme) -> tuple[str, ...]:
    return (scheme.type, scheme.scheme, scheme.location, scheme.parameter_name)


def _pairs(
    before: tuple[Operation, ...], after: tuple[Operation, ...]
) -> list[tuple[Operation, Operation]]:
    """Pair the operations that are the same: by path, then by former path, then by id."""
    pairs: list[tuple[Operation, Operation]] = []
    gone, left = list(before), list(after)
    for alike in (_same_path, _former_path, _same_id):
        for old in list(gone):
            new = next((one for one in left if alike(old, one)), None)
            if new:
                pairs.append((old, new))
                gone = [one for one in gone if one is not old]
                left = [one for one in left if one is not new]
    return pairs


def _same_path(old: Operation, new: Operation) -> bool:
    return old.method == new.method and unnamed(old.path) == unnamed(new.path)


def _former_path(old: Operation, new: Operation) -> bool:
    return old.method == new.method and old.path in new.former_paths


def _same_id(old: Operation, new: Operation) -> bool:
    return old.id == new.id


def _gone_and_new(
    before: Spec, after: Spec, pairs: list[tuple[Operation, Operation]], changes: Changes
) -> None:
    paired = {id(one) for pair in pairs for one in pair}
    for operation in before.operations:
        if id(operation) not in paired:
            changes.add(operation_name(operation), "The operation is gone.", breaking=True)
    for operation in after.operations:
        if id(operation) not in paired:
            changes.add(operation_name(operation), "The operation is new.", breaking=False)
