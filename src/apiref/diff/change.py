"""One change, and the list that is filled while two contracts are compared."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Change:
    """What changed: the operation or schema that it is about, a sentence, whether clients break."""

    subject: str
    sentence: str
    breaking: bool


@dataclass
class Changes:
    """The changes so far. One that is found twice is one, and breaks if it does so anywhere."""

    _found: dict[tuple[str, str], bool] = field(default_factory=dict)
    _compared: set[tuple[str, str, bool]] = field(default_factory=set)

    def begin(self, old: str, new: str, sent: bool) -> bool:  # noqa: FBT001 -- part of a key
        """Give whether two pointers are still to be compared, and take note that they are."""
        key = (old, new, sent)
        is_new = key not in self._compared
        self._compared.add(key)
        return is_new

    def add(self, subject: str, sentence: str, *, breaking: bool) -> None:
        key = (subject, sentence)
        self._found[key] = breaking or self._found.get(key, False)

    def all(self) -> list[Change]:
        """Give the changes as they were found, those of one subject together."""
        subjects = list(dict.fromkeys(subject for subject, _ in self._found))
        changes = [Change(*key, breaking) for key, breaking in self._found.items()]
        return sorted(changes, key=lambda change: subjects.index(change.subject))
