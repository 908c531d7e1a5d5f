"""From the bytes of a YAML or JSON file to the value that they stand for, within bounds."""

import json
import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from apiref.spec.problem import Problem, SpecError

LARGEST_FILE = 64 * 1024 * 1024  # bytes
_DEEPEST = 200  # levels; the deepest of the published documents looked at has 40
_LARGEST = 5_000_000  # values, aliases followed
_CHARACTERS = 16  # of a text, as many as count for one value
_MOST_MEMBERS = 20_000  # of an object or array
_LONGEST_TEXT = 1_000_000  # characters

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


class Loader(yaml.CSafeLoader):
    """Reads the core schema, and refuses a key that stands twice."""

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


def _int(loader: Loader, node: yaml.ScalarNode) -> int:
    text = str(loader.construct_scalar(node))
    return int(text) if text.lstrip("-+").isdigit() else int(text, 0)


for _tag, (_pattern, _first) in _CORE_SCHEMA.items():
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(rf"^(?:{_pattern})$"),
        ["" if first == "\0" else first for first in _first],
    )
Loader.add_constructor("tag:yaml.org,2002:int", _int)
# What JSON can't hold, such as a binary or a set, is no tag of ours (OpenAPI 3.1, section 4.3).
Loader.yaml_constructors = {
    tag: constructor
    for tag, constructor in Loader.yaml_constructors.items()
    if tag is None or tag.rpartition(":")[2] in {*_CORE_SCHEMA, "str", "seq", "map"}
}


def value_from_bytes(name: str, raw: bytes) -> tuple[Any, bool]:
    """Give the value of a file, and whether the file is JSON. `name` is what errors call it.

    Raises SpecError, with the line, for what is too large, not UTF-8, neither YAML nor JSON, or
    has a value that JSON cannot hold.
    """
    if len(raw) > LARGEST_FILE:
        what = f"the file is larger than {LARGEST_FILE // 1024**2} MB"
        raise unreadable(name, 1, what, "Split it, or take out what no reader needs.")
    text = _text(name, raw)
    value, is_json = _json(text)
    if not is_json:
        value = _yaml(name, text)
    return bounded(name, value), is_json


def _text(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(name, 1, "the file is UTF-16, and not UTF-8", "Save it as UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise unreadable(name, line, "the file is not UTF-8", "Save it as UTF-8.") from None


def _json(text: str) -> tuple[Any, bool]:
    """Read JSON. What is none may be YAML, whose flow style also begins with a brace."""
    if not text[:100].lstrip().startswith(("{", "[")):
        return None, False
    try:
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None, False
    return value, True


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice")
    return members


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _yaml(name: str, text: str) -> Any:
    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506 -- a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        if error.problem == "second occurrence" and error.context_mark:
            what = f"the anchor of line {error.context_mark.line + 1} stands here again"
            raise unreadable(name, line, what, "Give one of the two another name.") from None
        what = f"not valid YAML: {error.problem or error.context}"
        raise unreadable(name, line, what, "Mend the YAML at this line.") from None
    except (yaml.YAMLError, ValueError, LookupError, TypeError, RecursionError) as error:
        what = f"not valid YAML: {str(error).splitlines()[0]}"
        raise unreadable(name, 1, what, "Mend the YAML.") from None


def extent(value: Any) -> int:
    """Count the values in a bounded value, aliases followed; so many characters count for one."""
    if isinstance(value, dict | list):
        return 1 + sum(map(extent, value.values() if isinstance(value, dict) else value))
    return 1 + len(value) // _CHARACTERS if isinstance(value, str) else 1


def bounded(name: str, value: Any) -> Any:
    """Refuse what would not end, or not soon: a value in itself, or one that aliases multiply."""
    sizes: dict[int, int] = {}

    def size(part: Any, depth: int) -> int:
        if not isinstance(part, dict | list):
            return extent(part)
        if id(part) in sizes:
            return sizes[id(part)]
        if depth > _DEEPEST:
            remedy = f"Nest at most {_DEEPEST} levels, and no value in itself."
            raise unreadable(name, 1, "the document is nested too deep", remedy)
        members = part.values() if isinstance(part, dict) else part
        total = sizes[id(part)] = 1 + sum(size(member, depth + 1) for member in members)
        return total

    if size(value, 0) > _LARGEST:
        remedy = "Write fewer aliases: each stands for all that it names."
        raise unreadable(name, 1, f"the document has more than {_LARGEST} values", remedy)
    return value


def unsayable(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give what JSON cannot hold in a bounded value, and what is too long for any reader.

    Of each, the keys that lead there, and what it is.
    """
    if isinstance(value, dict | list):
        if len(value) > _MOST_MEMBERS:
            yield (), f"{len(value)} members stand here, and at most {_MOST_MEMBERS} are read"
            return
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            for keys, what in (*unsayable(key), *unsayable(item)):
                yield (key, *keys), what
    elif isinstance(value, float) and not math.isfinite(value):
        yield (), f"the number {value} is none that JSON can hold"
    elif isinstance(value, str) and len(value) > _LONGEST_TEXT:
        yield (), f"the text has {len(value)} characters, and at most {_LONGEST_TEXT} are read"
    elif isinstance(value, str) and not value.isascii() and not _is_unicode(value):
        yield (), "the text has half of a surrogate pair, which is no character"


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unreadable(name: str, line: int, message: str, remedy: str) -> SpecError:
    return SpecError([Problem(name, line, "readable-document", message, remedy)])
