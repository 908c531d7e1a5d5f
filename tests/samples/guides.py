"""A guide as a reader follows it: its code blocks put together, saved, and run by its command."""

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from apiref.samples import Language
from tests.runtimes import require
from tests.samples.built_pages import code_text, page_of, with_class
from tests.samples.conftest import BuiltSite
from tests.samples.programs import Ended

BASE_URL = "https://api.scaleapi.com/v1"
# What a guide asks for besides the interpreter.
_ALSO = {"curl": ("curl", "jq"), "java": ("/usr/share/java/gson.jar",)}


@dataclass(frozen=True)
class Guide:
    """The program of a page, with the name that its blocks bear; the page's other code blocks."""

    filename: str
    program: str
    others: tuple[str, ...]

    @classmethod
    def of(cls, language: Language, site: BuiltSite) -> "Guide":
        html = dict(site.pages)[f"guides/{language.id}"]
        parts, others = dict[str, list[str]](), list[str]()
        for block in with_class(page_of(html), "highlight"):
            name = next(with_class(block, "filename"), None)
            kept = others if name is None else parts.setdefault(name.text or "", [])
            kept.append(code_text(block))
        [(filename, texts)] = parts.items()
        return cls(filename, "\n".join(texts), tuple(others))

    def run(self, base_url: str, key: str, folder: Path) -> Ended:
        """Run the program by the command at the end of the page, for another server."""
        text = self.program.replace(BASE_URL, base_url)
        (folder / self.filename).write_text(text, "utf-8", newline="")
        command, *arguments = shlex.split(self.others[-1])
        return subprocess.run(
            [require(command), *arguments],
            cwd=folder,
            env={**os.environ, "SCALE_API_KEY": key},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )


def needs(language: Language) -> tuple[str, ...]:
    """Name what has to be installed for a guide."""
    return (language.run[0], *_ALSO.get(language.id, ()))
