"""The page of a contract's changes, from its published versions."""

import re
from itertools import pairwise
from pathlib import Path

from apiref.diff.documents import diff
from apiref.diff.report import as_markdown
from apiref.spec import load

_OPENAPI = re.compile(rb"""^[\s{\xef\xbb\xbf]*["']?(?:openapi|swagger)["']?\s*:""", re.MULTILINE)
_HEAD = """# Changes of the contract

What a client can see of each version, beside the one before it. A change that breaks a client which
was right before says so; a change of wording is no change here.
"""


def changelog(contract: Path, versions: Path) -> str:
    """Give the page: the newest version first, each compared with the one before.

    `versions` is the folder of the published ones, `1.0.0.yaml` and so on; the contract comes
    after them. Raises SpecError for a document that cannot be read.
    """
    earlier = published(versions)
    titles = [*(path.stem for path in earlier), _title(contract, earlier)]
    documents = [*earlier, contract]
    sections = [f"## {titles[0]}\n\nThe first version.\n"]
    for (old, new), title in zip(pairwise(documents), titles[1:], strict=True):
        sections.append(f"## {title}\n\n{as_markdown(diff(old, new))}")
    return "\n".join([_HEAD, *reversed(sections)])


def published(versions: Path) -> list[Path]:
    """Give the published versions of a folder, the oldest first; what else it has is no version."""
    documents = (one for one in versions.glob("*.yaml") if _OPENAPI.search(one.read_bytes()))
    return sorted(documents, key=lambda path: _numbers(path.stem))


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _title(contract: Path, earlier: list[Path]) -> str:
    version = load(contract).version
    return "Not published yet" if version in {path.stem for path in earlier} else version
