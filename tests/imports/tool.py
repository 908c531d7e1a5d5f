"""A tool, found by being in `tools/`, and what it makes of a document.

A module there has `TITLE`, the tool's name; `PACKAGE`, as `npm NAME`, `pypi NAME` or
`pypi NAME in VENV`; `WHAT`, what is done with it; and `run(bench)`, which gives the tool's warnings
and raises Refused if the tool does not take the document. Optional are `DOCUMENTS`, the versions it
reads, and `OWN_REASONS`: the warnings that are the tool's own business, by a regular expression,
each with the sentence that says why.
"""

import importlib
import json
import pkgutil
import re
import subprocess
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.imports.bench import WORK, Bench, Refused, npm_folder, venv_folder

TOOLS = Path(__file__).parent / "tools"


@dataclass(frozen=True)
class Outcome:
    """What a tool made of a document; `explained` are its warnings with a reason of its own."""

    document: str
    refusal: str
    explained: tuple[str, ...]
    unexplained: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not self.refusal and not self.unexplained


@dataclass(frozen=True)
class Tool:
    """A tool of a section; the section is the folder that its module is in."""

    section: str
    title: str
    package: str
    what: str
    documents: tuple[str, ...]
    own_reasons: Mapping[str, str]
    run: Callable[[Bench], Iterable[str]]

    @property
    def version(self) -> str:
        try:
            return self._version()
        except (Refused, OSError, ImportError, subprocess.CalledProcessError):
            return "(not installed)"

    def _version(self) -> str:
        registry, name, *venv = self.package.replace(" in ", " ").split()
        if registry == "npm":
            manifest = npm_folder() / "node_modules" / name / "package.json"
            return str(json.loads(manifest.read_text("utf-8"))["version"])
        return _version_in(venv[0], name) if venv else metadata.version(name)

    def tried(self, version: str, document: Path) -> Outcome:
        """Run the tool at a document, `version` being the document's version of OpenAPI.

        Whatever goes wrong is a refusal, so that the other tools are run all the same.
        """
        folder = WORK / re.sub(r"[^a-z0-9.]+", "-", f"{self.title} {version}".lower())
        folder.mkdir(parents=True, exist_ok=True)
        try:
            warnings = tuple(self.run(Bench(document, folder)))
        except (Refused, subprocess.TimeoutExpired) as refusal:
            return Outcome(version, str(refusal), (), ())
        except Exception:  # noqa: BLE001 -- a tool that breaks in a way of its own
            return Outcome(version, traceback.format_exc().strip(), (), ())
        explained = tuple(one for one in warnings if self.reason(one))
        unexplained = tuple(one for one in warnings if not self.reason(one))
        return Outcome(version, "", explained, unexplained)

    def reason(self, warning: str) -> str:
        """Give the sentence that explains a warning; "" if there is none."""
        for pattern, sentence in self.own_reasons.items():
            if re.search(pattern, warning):
                return sentence
        return ""


def tools() -> Iterator[Tool]:
    """Give every tool, section by section."""
    for section in sorted(path for path in TOOLS.iterdir() if path.is_dir()):
        for found in sorted(pkgutil.iter_modules([str(section)]), key=lambda one: one.name):
            if not found.name.startswith("_"):
                name = f"tests.imports.tools.{section.name}.{found.name}"
                yield _tool_from_module(section.name, importlib.import_module(name))


def _tool_from_module(section: str, module: Any) -> Tool:
    return Tool(
        section=section,
        title=module.TITLE,
        package=module.PACKAGE,
        what=module.WHAT,
        documents=getattr(module, "DOCUMENTS", ("3.1", "3.0.3")),
        own_reasons=getattr(module, "OWN_REASONS", {}),
        run=module.run,
    )


def _version_in(venv: str, package: str) -> str:
    asked = f"from importlib.metadata import version; print(version({package!r}))"
    python = venv_folder(venv) / "bin" / "python"
    ran = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True)
    return ran.stdout.strip()
