"""The pages of a site once more as plain Markdown, for those who read text: people and programs."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote

import yaml

from apiref import whole
from apiref.directives import has_title
from apiref.generated import MARK
from apiref.markdown import expand
from apiref.pages import PlainPage, Settings
from apiref.placement import Places
from apiref.spec import Spec

_LARGE = 4_000_000  # characters, about a million tokens
_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n+", re.DOTALL)
_TITLE = re.compile(r"^# +(.+?)(?: *\{.*\})? *$", re.MULTILINE)


@dataclass(frozen=True)
class Copy:
    """A page as text. `path` is that of the page among the others, such as `create/book.md`.

    One that the search leaves out, because it repeats other pages, is not listed.
    """

    path: str
    title: str
    description: str
    text: str
    listed: bool = True


def copies_of(
    docs: Path, spec: Spec, settings: Settings, only: Container[str] | None = None
) -> tuple[Copy, ...]:
    """Give a copy of every page of a folder, its directives followed, without front matter.

    `only` are the paths of the pages that are wanted, if these are not all. Raises DirectiveError.
    """
    return tuple(_copies(docs, spec, settings, only))


def write(copies: Iterable[Copy], site: Path) -> None:
    """Write copies beside the pages of a built site."""
    for copy in copies:
        path = site / copy.path
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.write(path, copy.text)


def write_lists(copies: Iterable[Copy], spec: Spec, site: Path, about: str = "") -> None:
    """Write the lists of all copies into a built site; `about` says what that is about, as HTML.

    `llms.txt` names every copy that is listed, and `llms-full.txt` holds them all, unless that is
    more than any reader takes in.
    """
    head = f"# {spec.title}\n\n> {unescape(about) or spec.summary or spec.title}\n"
    listed = [one for one in copies if one.listed]
    names = "\n".join(map(_entry, listed))
    whole.write(site / "llms.txt", f"{head}\n## Pages\n\n{names}\n")
    texts = "\n".join(one.text for one in listed)
    if len(texts) > _LARGE:
        site.joinpath("llms-full.txt").unlink(missing_ok=True)
    else:
        whole.write(site / "llms-full.txt", f"{head}\n{texts}")


def _entry(copy: Copy) -> str:
    return ": ".join(filter(None, (f"- [{copy.title}]({quote(copy.path)})", copy.description)))


def _copies(
    docs: Path, spec: Spec, settings: Settings, only: Container[str] | None
) -> Iterator[Copy]:
    places = Places(docs, spec)
    for path in sorted(docs.rglob("*.md")):
        page = path.relative_to(docs).as_posix()
        if only is not None and page not in only:
            continue
        written = path.read_text("utf-8-sig")
        front = _FRONT_MATTER.match(written)
        about = (yaml.safe_load(front[1]) or {}) if front else {}
        lines = written[front.end() if front else 0 :].removesuffix(f"{MARK}\n").splitlines()
        plain = PlainPage(spec, settings, places.href_from(page), titled=has_title(lines))
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(expand(lines, plain))).strip() + "\n"
        title = _TITLE.search(text)
        listed = not (about.get("search") or {}).get("exclude", False)
        about_it = unescape(str(about.get("description", "")))
        yield Copy(page, unescape(title[1]) if title else page, about_it, text, listed)
