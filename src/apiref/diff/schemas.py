"""What changed in a schema, down to the last subschema.

A change narrows a schema, widens it, or does both. What a client sends must not be narrowed, what
it receives must not be widened: either breaks a client that was right before.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from apiref.diff.change import Changes
from apiref.diff.comparison import Comparison, Place
from apiref.diff.keywords import KEYWORDS, type_names
from apiref.diff.merging import merged
from apiref.spec import Schema

_EACH = {"[]": "each item", ".*": "each further property"}


def compare(old: Schema, new: Schema, place: Place, changes: Changes) -> None:
    """Add to the changes what differs between two schemas."""
    if not changes.begin(_identity(old), _identity(new), place.sent):
        return
    matched, gone, more = _matched(old.all_of, new.all_of, (_same_name, _same_data))
    before, apart_before = merged(old, gone)
    after, apart_after = merged(new, more)
    one = Comparison(before, after, place.within(new), changes)
    for pair in matched:
        _into(one, *pair)
    if apart_after:
        one.narrowed(f"{one.name} must now also fit {_names(apart_after)}.")
    if apart_before:
        one.widened(f"{one.name} no longer has to fit {_names(apart_before)}.")
    _compare_merged(one)


def _identity(schema: Schema) -> str:
    """Tell schemas apart: at one pointer, keywords beside a `$ref` may differ."""
    return f"{schema.pointer} {schema.data}"


def _compare_merged(one: Comparison) -> None:
    kinds = _alternatives(one.old), _alternatives(one.new)
    if any(kinds):
        _several(one, kinds[0] or (one.old,), kinds[1] or (one.new,))
    if bool(kinds[0]) == bool(kinds[1]):
        for compared in (*KEYWORDS, _properties, _items, _further_properties):
            compared(one)


def _alternatives(schema: Schema) -> tuple[Schema, ...]:
    return schema.one_of or schema.any_of


def _into(one: Comparison, old: Schema, new: Schema, step: str = "") -> None:
    """Compare two subschemas; the step leads to them: `.name`, or a key of `_EACH`."""
    place = one.place
    if step in _EACH and not place.path:
        place = replace(place, what=f"{_EACH[step]} of {place.what}")
    else:
        place = replace(place, path=f"{place.path}{step}".removeprefix("."))
    compare(old, new, place, one.changes)


@dataclass(frozen=True)
class _Passing:
    """The properties of a schema that pass one way: what is readOnly is not sent, and so on."""

    properties: Mapping[str, Schema]
    required: frozenset[str]


def _passing(schema: Schema, *, sent: bool) -> _Passing:
    hidden = "readOnly" if sent else "writeOnly"
    kept = {name: one for name, one in schema.properties.items() if not one.data.get(hidden)}
    return _Passing(kept, schema.required - (schema.properties.keys() - kept.keys()))


def _properties(one: Comparison) -> None:
    before, after = (_passing(schema, sent=one.place.sent) for schema in (one.old, one.new))
    for name, old in before.properties.items():
        if name in after.properties:
            _into(one, old, after.properties[name], f".{name}")
        elif name in one.new.properties:
            ways = "can no longer be sent" if one.place.sent else "is no longer given back"
            one.told(f"{one.named(name)} {ways}.", breaking=True)
        else:
            one.told(f"{one.named(name)} is gone.", breaking=True)
    for name in after.properties:
        if name not in before.properties:
            _new_property(one, name, required=name in after.required)
    for name in sorted(after.required - before.required - _new_names(before, after)):
        one.narrowed(f"{one.named(name)} is now required.")
    for name in sorted(before.required - after.required - _new_names(after, before)):
        one.widened(f"{one.named(name)} is no longer required.")


def _new_names(before: _Passing, after: _Passing) -> set[str]:
    return after.properties.keys() - before.properties.keys()


def _new_property(one: Comparison, name: str, *, required: bool) -> None:
    if required:
        one.told(f"{one.named(name)} is new, and required.", breaking=one.place.sent)
    else:
        one.told(f"{one.named(name)} is new.")


def _items(one: Comparison) -> None:
    old, new = one.old.items, one.new.items
    if old and new:
        _into(one, old, new, "[]")
    elif new:
        one.narrowed(f"the items of {one.name} must now fit a schema.")
    elif old:
        one.widened(f"the items of {one.name} may now be anything.")


def _further_properties(one: Comparison) -> None:
    """Compare what is taken under names that are not described; by default anything is."""
    old, new = one.old.additional_properties, one.new.additional_properties
    before, after = _openness(old), _openness(new)
    if old and new and before == after == "some":
        _into(one, old, new, ".*")
    elif before != after:
        sentence = (
            f"{one.name} now takes {after} properties that are not described; before, {before}."
        )
        narrower = ("any", "some", "no").index(after) > ("any", "some", "no").index(before)
        (one.narrowed if narrower else one.widened)(sentence)


def _openness(schema: Schema | None) -> str:
    if schema is None or not schema.data:
        return "any"
    return "no" if schema.data == {"not": {}} else "some"


def _several(one: Comparison, before: tuple[Schema, ...], after: tuple[Schema, ...]) -> None:
    """Compare what a value may be one of."""
    matched, gone, more = _matched(before, after, (_same_name, _same_data, _same_types))
    for old, new in matched:
        _into(one, old, new)
    if gone:
        one.narrowed(f"{one.name} can no longer be {_names(gone)}.")
    if more:
        one.widened(f"{one.name} may now also be {_names(more)}.")


def _matched(
    before: Sequence[Schema],
    after: Sequence[Schema],
    ways: Sequence[Callable[[Schema, Schema], bool]],
) -> tuple[list[tuple[Schema, Schema]], list[Schema], list[Schema]]:
    """Pair the schemas that are meant to be the same, in one way after the other.

    Gives the pairs, those that have gone and those that have come.
    """
    gone, more, pairs = list(before), list(after), []
    for alike in ways:
        for old in list(gone):
            found = next((new for new in more if alike(old, new)), None)
            if found is not None:
                pairs.append((old, found))
                gone.remove(old)
                more.remove(found)
    return pairs, gone, more


def _same_name(old: Schema, new: Schema) -> bool:
    return old.name is not None and old.name == new.name


def _same_data(old: Schema, new: Schema) -> bool:
    return old.data == new.data


def _same_types(old: Schema, new: Schema) -> bool:
    return (old.name is None or new.name is None) and type_names(old) == type_names(new)


def _names(schemas: Sequence[Schema]) -> str:
    return " or ".join(
        schema.name or " or ".join(type_names(schema)) or "another schema" for schema in schemas
    )
