"""On which line of a file each part of its value stands; looked up when somebody asks."""

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import yaml

from apiref.spec.pointer import tokens
from apiref.spec.values import Loader

# A part's line, from 1, and its members by key or index.
_Tree = tuple[int, "Mapping[str, _Tree]"]


class Lines(Protocol):
    def line(self, pointer: str) -> int:
        """Give the line, from 1, of a JSON pointer, or of its nearest parent."""


class JsonLines:
    """The lines of a JSON text.

    What is passed over on the way to a part is read in C and let go; the members of an
    object or array that was looked into are remembered. The bytes are taken for Latin-1: what is
    ASCII has its place, and the text needs one byte a character.
    """

    def __init__(self, raw: bytes) -> None:
        self._text = raw.decode("latin-1")
        self._ends = array("L", (end.start() for end in re.finditer(b"\n", raw)))
        self._start = min(place for mark in "{[" if (place := self._text.find(mark)) >= 0)
        self._read = json.JSONDecoder().raw_decode
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def line(self, pointer: str) -> int:
        place = value = self._start
        for token in tokens(pointer):
            if value not in self._members:
                self._members[value] = dict(self._members_of(value))
            member = self._members[value].get(token.encode().decode("latin-1"))
            if member is None:
                break
            place, value = member
        return bisect_left(self._ends, place) + 1

    def _members_of(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Give the places of the members of an object or array: of key, or item, and of value."""
        text, place = self._text, self._past_space(start + 1)
        index, opening = 0, text[start]
        while opening in "{[" and text[place] not in "}]":
            key, value = str(index), place
            if opening == "{":
                key, end = self._read(text, place)
                value = self._past_space(self._past_space(end) + 1)
            yield key, (place, value)
            _, end = self._read(text, value)
            place = self._past_space(end)
            place = self._past_space(place + 1) if text[place] == "," else place
            index += 1

    def _past_space(self, place: int) -> int:
        while self._text[place] in " \t\r\n":
            place += 1
        return place


class YamlLines:
    """The lines of a YAML text, gathered from its events at the first question."""

    def __init__(self, raw: bytes) -> None:
        self._tree = _tree_from_events(yaml.parse(raw, Loader=Loader))

    def line(self, pointer: str) -> int:
        line, members = self._tree
        for token in tokens(pointer):
            if token not in members:
                break
            line, members = members[token]
        return line


def _tree_from_events(events: Iterator[Any]) -> _Tree:
    anchored: dict[str | None, Mapping[str, _Tree]] = {}

    def members(event: Any) -> Mapping[str, _Tree]:
        if isinstance(event, yaml.AliasEvent):
            return anchored.get(event.anchor, {})
        found: dict[str, _Tree] = {}
        if event.anchor:
            anchored[event.anchor] = found
        if isinstance(event, yaml.MappingStartEvent):
            while not isinstance(key := next(events), yaml.MappingEndEvent):
                members(key)
                value = next(events)
                found[getattr(key, "value", "")] = key.start_mark.line + 1, members(value)
        elif isinstance(event, yaml.SequenceStartEvent):
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                found[str(len(found))] = item.start_mark.line + 1, members(item)
        return found

    for event in events:
        if isinstance(event, yaml.NodeEvent):
            return 1, members(event)
    return 1, {}
