"""A YAML or JSON file, its value, and the line on which each part of it stands."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from apiref.spec.problem import Problem, SpecError

# The resolvers of the YAML 1.2 core schema, which OpenAPI recommends (section 4.3): a date stays
# text, `no` is no boolean and `010` is ten.
_CORE_SCHEMA = {
    "null": (r"~|null|Null|NULL|", "~nN\0"),
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "int": (r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    "float": (
        (
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
        ),
        "-+0123456789.",
    ),
    "merge": (r"<<", "<"),
}


_DEEPEST = 200  # levels; the deepest of the published documents looked at has 40
_LARGEST = 5_000_000  # values, aliases followed


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 -- PyYAML's own name for it

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 -- PyYAML's signature
        self.flatten_mapping(node)
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = _key(self.construct_object(key_node, deep=True), key_node)
            if key in mapping:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping


def _key(key: object, node: yaml.Node) -> str:
    """Give a mapping's key as text, as JSON would: an unquoted 200 is "200"."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else str(key)


def _int(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text) if text.lstrip("-+").isdigit() else int(text, 0)


for _tag, (_pattern, _first) in _CORE_SCHEMA.items():
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(rf"^(?:{_pattern})$"),
        ["" if first == "\0" else first for first in _first],
    )
_Loader.add_constructor("tag:yaml.org,2002:int", _int)
# What JSON can't hold, such as a binary or a set, is no tag of ours (OpenAPI 3.1, section 4.3).
_Loader.yaml_constructors = {
    tag: constructor
    for tag, constructor in _Loader.yaml_constructors.items()
    if tag is None or tag.rpartition(":")[2] in {*_CORE_SCHEMA, "str", "seq", "map"}
}


@dataclass(frozen=True)
class Source:
    """One file of a document: its path, its text and the value that the text stands for."""

    path: Path
    text: str = field(repr=False)
    data: Any = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read a YAML or JSON file.

        Raises SpecError, with the line, for a file that is missing, not UTF-8, or neither.
        """
        text = _text(path)
        return cls(path, text, _value(path, text))

    def line(self, pointer: str) -> int:
        """Give the line, from 1, of a JSON pointer (RFC 6901), or of its nearest parent."""
        node, line = self._root, 1
        for token in tokens(pointer):
            step = _child(node, token)
            if step is None:
                break
            line, node = step
        return line

    @cached_property
    def _root(self) -> yaml.Node | None:
        try:
            return yaml.compose(self.text, Loader=_Loader)
        except (yaml.YAMLError, RecursionError):
            return None  # JSON that is no YAML, such as a lone surrogate

    def problem(self, pointer: str, rule: str, message: str, remedy: str) -> Problem:
        return Problem(self.path, self.line(pointer), rule, message, remedy)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _unreadable(path, line, "the file is not UTF-8", "Save it as UTF-8.") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _unreadable(path, 1, f"cannot be read: {reason}", "Check the path.") from None


def _value(path: Path, text: str) -> Any:
    if text.lstrip()[:1] == "{":
        try:
            value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
            return _bounded(path, value)
        except (ValueError, RecursionError):
            pass  # YAML's flow style also begins with a brace, and YAML's errors have lines
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 -- a subclass of the safe loader
        return _bounded(path, value)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = f"not valid YAML: {error.problem or error.context}"
        raise _unreadable(path, line, what, "Mend the YAML at this line.") from None
    except (yaml.YAMLError, ValueError, LookupError, TypeError, RecursionError) as error:
        what = f"not valid YAML: {str(error).splitlines()[0]}"
        raise _unreadable(path, 1, what, "Mend the YAML.") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _bounded(path: Path, value: Any) -> Any:
    """Refuse what would not end, or not soon: a value in itself, or one that aliases multiply."""
    sizes: dict[int, int] = {}

    def size(part: Any, depth: int) -> int:
        if id(part) in sizes:
            return sizes[id(part)]
        if depth > _DEEPEST:
            remedy = f"Nest at most {_DEEPEST} levels, and no value in itself."
            raise _unreadable(path, 1, "the document is nested too deep", remedy)
        members = part.values() if isinstance(part, dict) else part
        if not isinstance(part, dict | list):
            return 1
        total = sizes[id(part)] = 1 + sum(size(member, depth + 1) for member in members)
        return total

    if size(value, 0) > _LARGEST:
        remedy = "Write fewer aliases: each stands for all that it names."
        raise _unreadable(path, 1, f"the document has more than {_LARGEST} values", remedy)
    return value


def _unreadable(path: Path, line: int, message: str, remedy: str) -> SpecError:
    return SpecError([Problem(path, line, "readable-document", message, remedy)])


def _child(node: yaml.Node | None, token: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == token:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and token.isdigit() and int(token) < len(node.value):
        item = node.value[int(token)]
        return item.start_mark.line + 1, item
    return None


def tokens(pointer: str) -> Iterator[str]:
    """Split a JSON pointer into its unescaped reference tokens (RFC 6901, section 4)."""
    for token in pointer.split("/")[1:]:
        yield token.replace("~1", "/").replace("~0", "~")


def join(pointer: str, *keys: str | int) -> str:
    """Append reference tokens to a JSON pointer, escaped (RFC 6901, section 3)."""
    escaped = (str(key).replace("~", "~0").replace("/", "~1") for key in keys)
    return "/".join([pointer, *escaped])
