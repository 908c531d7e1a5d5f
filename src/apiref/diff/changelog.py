"""The page of a contract's changes, from its published versions."""

import re
from itertools import pairwise
from pathlib import Path

from apiref.diff.documents import diff
from apiref.diff.report import as_markdown
from apiref.spec import load

_HEAD = """# Changes of the contract

What a client can see of each version, beside the one before it. A change that breaks a client which
was right before says so; a change of wording is no change here.
"""


def changelog(contract: Path, versions: Path) -> str:
    """Give the page: the newest version first, each compared with the one before.

    `versions` is the folder of the published ones, `1.0.0.yaml` and so on; the contract comes
    after them. Raises SpecError for a document that cannot be read.
    """
    published = sorted(versions.glob("*.yaml"), key=lambda path: _numbers(path.stem))
    titles = [*(path.stem for path in published), _title(contract, published)]
    documents = [*published, contract]
    sections = [f"## {titles[0]}\n\nThe first version.\n"]
    for (old, new), title in zip(pairwise(documents), titles[1:], strict=True):
        sections.append(f"## {title}\n\n{as_markdown(diff(old, new))}")
    return "\n".join([_HEAD, *reversed(sections)])


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _title(contract: Path, published: list[Path]) -> str:
    version = load(contract).version
    return "Not published yet" if version in {path.stem for path in published} else version
