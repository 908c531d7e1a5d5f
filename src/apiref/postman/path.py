"""The path of a request by its segments, and the variables in it."""

import re

from apiref.spec import Operation

_SEGMENT = re.compile(r"{([\w.~-]+)}")  # a parameter that is a whole segment: Postman's `:name`


def path_parts(operation: Operation, path: str) -> list[tuple[str, str | None]]:
    """Give each segment of a filled path, with the name of the parameter that fills it whole."""
    templates, segments = operation.path.split("/")[1:], path.split("/")[1:]
    if len(templates) != len(segments):  # a parameter's name holds a slash
        return [(segment, None) for segment in segments]
    named = [_SEGMENT.fullmatch(template) for template in templates]
    return [(segment, name and name[1]) for segment, name in zip(segments, named, strict=True)]


def variable_of(path: str, parameter: str) -> str:
    """Name the variable of a path parameter; parameters of one thing share theirs.

    `/task/{task_id}` and `/task/{task_id}/cancel` give "task.task_id".
    """
    before = re.sub(r"{[^}]*}", "", path.partition(f"{{{parameter}}}")[0])
    return ".".join([*re.findall(r"\w+", before), parameter])
