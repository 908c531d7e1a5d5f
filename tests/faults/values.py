"""Metadata that come back as other values."""

import re
import struct
from typing import Any

from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .parts import Altered

INSTRUCTION = ("instruction",)
METADATA = ("metadata",)
PARAMS = ("params",)


class AlteredKeys(Altered):
    """Keeps other keys of objects than those that were sent."""

    fields = METADATA

    def alter_key(self, key: str) -> str:
        raise NotImplementedError

    def alter(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.alter_key(key): item for key, item in value.items()}
        return value


@caught_by("metadata-values-kept")
class EmptyTextsBecomeNull(Altered):
    """An empty string in metadata becomes null."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return None if value == "" else value


@caught_by("metadata-values-kept")
class NullsAreDropped(Altered):
    """A property of metadata whose value is null is dropped."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if item is not None}
        return value


@caught_by("metadata-values-kept")
class EmptyKeysAreDropped(Altered):
    """A property of metadata whose name is empty is dropped."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if key}
        return value


@caught_by("metadata-values-kept")
class EmptyArraysAreDropped(Altered):
    """A property of metadata whose value is an empty array or object is dropped."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if item not in ([], {})}
        return value


@caught_by("metadata-values-kept")
class KeysWithDotsAreSplit(Altered):
    """A property `a.b` of metadata becomes `b` inside `a`."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key.partition(".")[0]: {key.partition(".")[2]: item} if "." in key else item
            for key, item in value.items()
        }


@caught_by("metadata-values-kept")
class KeysOfPrototypesAreDropped(Altered):
    """The property `__proto__` of metadata is dropped."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if key != "__proto__"}
        return value


@caught_by("metadata-values-kept")
class KeysAreInSmallLetters(AlteredKeys):
    """Names of properties of metadata come back in small letters."""

    def alter_key(self, key: str) -> str:
        return key.lower()


@caught_by("metadata-values-kept")
class NumbersAreSingles(Altered):
    """A fraction is kept to the precision of a single."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, float) and abs(value) < 1e38:
            return struct.unpack("f", struct.pack("f", value))[0]
        return value


@caught_by("metadata-values-kept")
class NumbersLoseTheirLastDigits(Altered):
    """A number is kept to fifteen digits, where a double needs seventeen."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return float(f"{value:.15g}") if isinstance(value, float) else value


@caught_by("metadata-values-kept")
class SmallNumbersBecomeZero(Altered):
    """A number below 1e-300 becomes zero."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return 0 if isinstance(value, float) and abs(value) < 1e-300 else value


@caught_by("metadata-values-kept")
class IntegersAreOf32Bits(Altered):
    """An integer beyond 32 bits wraps round."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return (value + 2**31) % 2**32 - 2**31
        return value


@caught_by("metadata-values-kept")
class LargeIntegersBecomeTexts(Altered):
    """An integer beyond the exact ones of a double comes back as a string."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) and abs(value) > 2**53 else value


@caught_by("metadata-values-kept")
class BooleansBecomeNumbers(Altered):
    """`true` and `false` come back as 1 and 0."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return int(value) if isinstance(value, bool) else value


@caught_by("metadata-text-kept")
class TextsLikeNumbersBecomeNumbers(Altered):
    """A string of digits in metadata comes back as a number."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value.isdecimal() else value


@caught_by("metadata-values-kept")
class TextsLikeTimesAreRewritten(Altered):
    """A string that is a time comes back in another form of it."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"^(\d{4}-\d\d-\d\d)T([\d:]{8})\.\d+Z$", r"\1 \2", value)
        return value


@caught_by("metadata-values-kept")
class ArraysAreSorted(Altered):
    """An array in metadata comes back in another order."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return sorted(value, key=str) if isinstance(value, list) else value


@caught_by("metadata-values-kept")
class ArraysOfOneAreUnwrapped(Altered):
    """An array of one item in metadata comes back as the item."""

    fields = METADATA

    def alter(self, value: Any) -> Any:
        return value[0] if isinstance(value, list) and len(value) == 1 else value


@caught_by("metadata-values-kept")
class DeepMetadataAreCut(Rules):
    """What lies deeper than twenty levels in metadata becomes null."""

    def details(self, call: Call) -> JsonObject:
        kept = super().details(call)
        return kept | {"metadata": self.cut(kept["metadata"], 20)}

    def cut(self, value: Any, levels: int) -> Any:
        if levels == 0:
            return None
        if isinstance(value, dict):
            return {key: self.cut(item, levels - 1) for key, item in value.items()}
        return [self.cut(item, levels - 1) for item in value] if isinstance(value, list) else value
