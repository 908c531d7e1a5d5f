"""A document: its value, and the file and line on which each part of it stands."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from apiref.spec.lines import JsonLines, Lines, YamlLines
from apiref.spec.pointer import join
from apiref.spec.problem import Problem, SpecError
from apiref.spec.values import LARGEST_FILE, unreadable, unsayable, value_from_bytes


@dataclass(frozen=True, eq=False)
class Source:
    """A document's bytes and the value that they stand for; two are the same when they are one.

    Of a document in several files, `places` has the parts that come from elsewhere: by pointer, the
    file and the pointer there. `url` is where a file was loaded from, if it was. `faults` are what
    was wrong in the schemas, and is in the value no more.
    """

    path: Path
    raw: bytes = field(repr=False)
    data: Any = field(repr=False)
    is_json: bool = False
    places: Mapping[str, "tuple[Source, str]"] = field(default_factory=dict, repr=False)
    url: str = ""
    faults: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """What problems call the file."""
        return self.url or str(self.path)

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read one YAML or JSON file.

        Raises SpecError, with the line, for a file that is missing, not UTF-8, or neither.
        """
        try:
            with path.open("rb") as file:
                raw = file.read(LARGEST_FILE + 1)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            what = f"cannot be read: {reason}"
            raise unreadable(str(path), 1, what, "Check the path.") from None
        return cls.from_bytes(path, raw)

    @classmethod
    def from_bytes(cls, path: Path, raw: bytes, url: str = "") -> "Source":
        """Read what stands in a file. Raises SpecError as `read` does."""
        data, is_json = value_from_bytes(url or str(path), raw)
        source = cls(path, raw, data, is_json, url=url)
        problems = [
            source.problem(join("", *keys), "readable-document", what, "Write another value.")
            for keys, what in unsayable(data)
        ]
        if problems:
            raise SpecError(problems)
        return source

    @property
    def text(self) -> str:
        """The text of the file; of several, a text that has all of them."""
        if all(file.raw is self.raw for file, _ in self.places.values()):
            return self.raw.decode("utf-8-sig")
        if self.is_json:
            return json.dumps(self.data, indent=2, ensure_ascii=False) + "\n"
        return yaml.safe_dump(self.data, sort_keys=False, allow_unicode=True)

    @property
    def files(self) -> tuple[Path, ...]:
        """The paths of the files that the document was read from, its own first."""
        others = {file.path for file, _ in self.places.values() if not file.url}
        return self.path, *sorted(others - {self.path})

    def line(self, pointer: str) -> int:
        """Give the line, from 1, of a JSON pointer (RFC 6901), or of its nearest parent."""
        return self._lines.line(pointer)

    @cached_property
    def _lines(self) -> Lines:
        return JsonLines(self.raw) if self.is_json else YamlLines(self.raw)

    def problem(self, pointer: str, rule: str, message: str, remedy: str) -> Problem:
        """Give a problem at the file and line where a part of the document stands."""
        file, place = self.place(pointer)
        return Problem(file.name, file.line(place), rule, message, remedy)

    def place(self, pointer: str) -> "tuple[Source, str]":
        """Give the file that a part of the document stands in, and its pointer there."""
        above, below = pointer, ""
        while above not in self.places:
            if not above:
                return self, pointer
            above, _, token = above.rpartition("/")
            below = f"/{token}{below}"
        file, place = self.places[above]
        return file, place + below
