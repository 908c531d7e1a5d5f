"""Which operation a request is for (OpenAPI 3.1, section 4.8.8)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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


@dataclass
class _Route:
    """The operations of the paths that differ in the names of their parameters, if at all."""

    pattern: re.Pattern[str]
    groups: dict[str, int] = field(default_factory=dict)  # of the parameters, by name
    operations: dict[str, Operation] = field(default_factory=dict)

    def add(self, path: str, operation: Operation) -> None:
        self.groups |= {name: group for group, name in enumerate(_TEMPLATE.findall(path), 1)}
        self.operations[operation.method] = operation


class Router:
    """Finds the operations of a path. A former path leads to the same operations as the path."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        routes: dict[str, _Route] = {}
        for operation in operations:
            for path in (operation.path, *operation.former_paths):
                pattern = _pattern(path)
                routes.setdefault(pattern, _Route(re.compile(pattern))).add(path, operation)
        # A path without templates is matched before one that has them.
        self.routes = sorted(routes.values(), key=lambda route: route.pattern.groups)

    def match(self, path: str) -> Match | None:
        """Give what is described for a path as `path_of` gives it; None for an unknown one."""
        for route in self.routes:
            if found := route.pattern.fullmatch(path):
                parameters = {name: found[group] for name, group in route.groups.items()}
                return Match(route.operations, parameters)
        return None


def _pattern(path: str) -> str:
    literals = _TEMPLATE.split(path)[::2]
    return "([^/]+)".join(map(re.escape, literals))


def path_of(scope: Scope) -> str:
    """Give the path below the mount point, decoded, but with an encoded slash still encoded.

    The server's own decoding would make two segments of one that holds a slash.
    """
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    mounted_at = scope.get("root_path", "").count("/")
    segments = raw.decode("latin-1").split("/")[1 + mounted_at :]
    return "".join("/" + unquote(segment).replace("/", "%2F") for segment in segments)
