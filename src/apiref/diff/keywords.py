"""What changed in the keywords of a schema that hold for one value, whatever is within it."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from apiref.diff.comparison import Comparison
from apiref.spec import Schema
from apiref.spec.schema import Discriminator

# What a bound says, and whether a higher one narrows.
_BOUNDS: Mapping[str, tuple[str, bool]] = {
    "minimum": ("at least {}", True),
    "exclusiveMinimum": ("more than {}", True),
    "maximum": ("at most {}", False),
    "exclusiveMaximum": ("less than {}", False),
    "minLength": ("at least {} characters long", True),
    "maxLength": ("at most {} characters long", False),
    "minItems": ("an array of at least {} items", True),
    "maxItems": ("an array of at most {} items", False),
    "minProperties": ("an object of at least {} properties", True),
    "maxProperties": ("an object of at most {} properties", False),
}
_ONE = {"characters": "character", "items": "item", "properties": "property"}
_READ_AS = frozenset(("contentEncoding", "contentMediaType"))  # the same string is another value
_AT_LEAST_0 = frozenset(("minLength", "minItems", "minProperties"))
# Keywords whose values cannot be compared, only found to differ.
_OPAQUE: Mapping[str, str] = {
    "pattern": "the pattern",
    "format": "the format",
    "not": "what it must not be",
    "propertyNames": "the schema of its property names",
    "if": "the condition",
    "then": "what holds under the condition",
    "else": "what holds without the condition",
    "patternProperties": "the schema of properties by their names",
    "dependentRequired": "what a property requires",
    "dependentSchemas": "what holds if a property is there",
    "unevaluatedProperties": "what is taken under other names",
    "prefixItems": "the schema of the first items",
    "contains": "what one item must be",
    "minContains": "how many items must be so at least",
    "maxContains": "how many items may be so at most",
    "unevaluatedItems": "what is taken as further items",
    "contentEncoding": "the encoding",
    "contentMediaType": "the media type within",
    "contentSchema": "the schema within",
}


def _types(one: Comparison) -> None:
    before, after = type_names(one.old), type_names(one.new)
    if before == after:
        return
    sentence = f"{one.name} is now {_listed(after)}; it was {_listed(before)}."
    if _admits(before, after):
        one.narrowed(sentence)
    elif _admits(after, before):
        one.widened(sentence)
    else:
        one.told(sentence, breaking=True)


def type_names(schema: Schema) -> tuple[str, ...]:
    """Give the types by name, "null" last; empty where any type will do."""
    if schema.data.get("type") == "null":
        return ("null",)
    return (*schema.types, "null") if schema.nullable and schema.types else schema.types


def _admits(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether every value of the narrow types is one of the wide; an integer is a number."""
    reached = {*wide, *(["integer"] if "number" in wide else [])}
    return not wide or (bool(narrow) and set(narrow) <= reached)


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(names) if names else "of any type"


def _enum(one: Comparison) -> None:
    before, after = one.old.enum, one.new.enum
    if before and not after:
        one.widened(f"{one.name} may now be any value, not only {_values(before)}.")
    elif after and not before:
        one.narrowed(f"{one.name} must now be {_values(after)}.")
    elif gone := [value for value in before if value not in after]:
        one.narrowed(f"{one.name} can no longer be {_values(gone)}.")
    if before and (more := [value for value in after if value not in before]):
        one.widened(f"{one.name} may now also be {_values(more)}.")


def _values(values: Any) -> str:
    return " or ".join(map(_value, values))


def _value(value: Any) -> str:
    return f"`{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}`"


def _bounds(one: Comparison) -> None:
    for key, (wording, higher_narrows) in _BOUNDS.items():
        before, after = (_bound(key, limit) for limit in one.values(key))
        if before == after:
            continue
        if after is None:
            one.widened(f"{one.name} no longer has to be {_said(wording, before)}.")
        elif before is None:
            one.narrowed(f"{one.name} must now be {_said(wording, after)}.")
        else:
            told = one.narrowed if (after > before) == higher_narrows else one.widened
            told(
                f"{one.name} must now be {_said(wording, after)}; before, {_said(wording, before)}."
            )


def _said(wording: str, limit: Any) -> str:
    """Give what a bound says, in the singular where it is 1."""
    said = wording.format(limit)
    for plural, singular in _ONE.items() if limit == 1 else ():
        said = said.replace(plural, singular)
    return said


def _bound(key: str, limit: Any) -> Any:
    """Give a bound, or None for one that bounds nothing, such as a length of at least 0."""
    return None if key in _AT_LEAST_0 and limit == 0 else limit


def _step(one: Comparison) -> None:
    """Compare `multipleOf`: a multiple of 10 is one of 5 as well."""
    before, after = one.values("multipleOf")
    if before == after:
        return
    if after is None:
        one.widened(f"{one.name} no longer has to be a multiple of {before}.")
    elif before is None:
        one.narrowed(f"{one.name} must now be a multiple of {after}.")
    else:
        sentence = f"{one.name} must now be a multiple of {after}; before, of {before}."
        if _divides(before, after):
            one.narrowed(sentence)
        elif _divides(after, before):
            one.widened(sentence)
        else:
            one.told(sentence, breaking=True)


def _divides(step: float, number: float) -> bool:
    return Fraction(str(number)) % Fraction(str(step)) == 0


def _flags(one: Comparison) -> None:
    if one.new.deprecated and not one.old.deprecated:
        one.told(f"{one.name} is deprecated.")
    before, after = (bool(value) for value in one.values("uniqueItems"))
    if after and not before:
        one.narrowed(f"the items of {one.name} must now all be different.")
    elif before and not after:
        one.widened(f"the items of {one.name} may now be the same.")


def _opaque(one: Comparison) -> None:
    for key, words in _OPAQUE.items():
        before, after = one.values(key)
        if before == after:
            continue
        if key not in _READ_AS and before is None:
            one.narrowed(f"{one.name}: {words} is new, {_value(after)}.")
        elif key not in _READ_AS and after is None:
            one.widened(f"{one.name}: {words} is gone, it was {_value(before)}.")
        else:
            now, was = _or_nothing(after), _or_nothing(before)
            one.told(f"{one.name}: {words} is now {now}; it was {was}.", breaking=True)


def _default(one: Comparison) -> None:
    before, after = one.values("default")
    if before != after and one.place.sent:
        sentence = f"{one.name}, if it is left out, now means {_or_nothing(after)}; "
        one.told(f"{sentence}before, {_or_nothing(before)}.", breaking="default" in one.old.data)


def _or_nothing(value: Any) -> str:
    return "nothing" if value is None else _value(value)


def _discriminator(one: Comparison) -> None:
    """Compare by which property the kinds are told apart, and by which of its values."""
    before, after = one.old.discriminator, one.new.discriminator
    if not before or not after:
        return
    if before.property_name != after.property_name:
        now = f"`{after.property_name}`; before, by `{before.property_name}`"
        one.told(f"the kinds of {one.name} are now told apart by {now}.", breaking=True)
    old, new = _values_by_kind(before), _values_by_kind(after)
    for kind in old.keys() & new.keys():
        if gone := [value for value in old[kind] if value not in new[kind]]:
            now = f"{_values(new[kind])}; before, of {_values(gone)}"
            one.told(f"{kind} is now the kind of {now}.", breaking=True)


def _values_by_kind(discriminator: Discriminator) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for value, kind in discriminator.mapping.items():
        if kind.name:
            values.setdefault(kind.name, []).append(value)
    return values


KEYWORDS = (_types, _enum, _bounds, _step, _flags, _opaque, _default, _discriminator)
