"""Which operation a request is for (OpenAPI 3.1, section 4.8.8)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from starlette.types import Scope

from apiref.spec import Operation

_TEMPLATE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Match:
    """The operations of a path, by method, and the values of its path parameters."""

    operations: Mapping[str, Operation]
    path_parameters: Mapping[str, str]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that are answered: HEAD goes with GET (RFC 9110, section 9.1)."""
        head = ("HEAD",) if "GET" in self.operations and "HEAD" not in self.operations else ()
        return (*self.operations, *head)

    def operation(self, method: str) -> Operation | None:
        got = self.operations.get("GET") if method == "HEAD" else None
        return self.operations.get(method, got)


class Router:
    """Finds the operations of a path. A former path leads to the same operations as the path."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        paths: dict[str, dict[str, Operation]] = {}
        for operation in operations:
            for path in (operation.path, *operation.former_paths):
                paths.setdefault(path, {})[operation.method] = operation
        # A path without templates is matched before one that has them.
        templates = sorted(paths, key=lambda path: len(_TEMPLATE.findall(path)))
        self.routes = [(_pattern(path), _names(path), paths[path]) for path in templates]

    def match(self, path: str) -> Match | None:
        """Give what is described for a path as `path_of` gives it; None for an unknown one."""
        for pattern, names, operations in self.routes:
            if found := pattern.fullmatch(path):
                return Match(operations, dict(zip(names, found.groups(), strict=True)))
        return None


def _pattern(path: str) -> re.Pattern[str]:
    literals = _TEMPLATE.split(path)[::2]
    return re.compile("([^/]+)".join(map(re.escape, literals)))


def _names(path: str) -> list[str]:
    return _TEMPLATE.findall(path)


def path_of(scope: Scope) -> str:
    """Give the path below the mount point, decoded, but with an encoded slash still encoded.

    The server's own decoding would make two segments of one that holds a slash.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    mounted_at = scope.get("root_path", "").count("/")
    segments = raw.decode("latin-1").split("/")[1 + mounted_at :]
    return "".join("/" + unquote(segment).replace("/", "%2F") for segment in segments)
