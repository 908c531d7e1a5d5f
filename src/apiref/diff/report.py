"""Changes as text for a person, as Markdown for a page, and as JSON for a program."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from apiref.diff.change import Change


def as_text(changes: Sequence[Change]) -> str:
    """Give a line for each change, below its subject; what breaks clients is marked."""
    if not changes:
        return "Nothing changed that a client can see.\n"
    blocks = [
        f"{subject}\n" + "".join(f"  {_mark(one)} {one.sentence}\n" for one in found)
        for subject, found in _by_subject(changes)
    ]
    breaking = sum(change.breaking for change in changes)
    return "\n".join(blocks) + f"\n{_counted(len(changes))}, {breaking} of them breaking clients.\n"


def as_markdown(changes: Sequence[Change]) -> str:
    """Give a list for each subject; what breaks clients says so in bold."""
    if not changes:
        return "Nothing changed that a client can see.\n"
    return "\n".join(
        f"**{subject}**\n\n" + "".join(f"- {_bold(one)}{one.sentence}\n" for one in found)
        for subject, found in _by_subject(changes)
    )


def as_json(changes: Iterable[Change]) -> str:
    """Give an array of objects with `subject`, `sentence` and `breaking`."""
    found = [asdict(change) for change in changes]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _by_subject(changes: Iterable[Change]) -> Iterable[tuple[str, Iterable[Change]]]:
    return groupby(changes, key=lambda change: change.subject)


def _mark(change: Change) -> str:
    return "breaks" if change.breaking else "      "


def _bold(change: Change) -> str:
    return "**Breaks clients.** " if change.breaking else ""


def _counted(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"
