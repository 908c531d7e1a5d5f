"""What cannot be hashed as a cache's key."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Identity(Generic[T]):
    """Something as a key; two are the same where what they are known `by` is one object."""

    def __init__(self, value: T, by: object) -> None:
        self.value = value
        self._by = by

    def __hash__(self) -> int:
        return id(self._by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and other._by is self._by
