"""A site that is built again as its document and its pages change: only the pages that do."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from time import time_ns

from mkdocs.commands.build import _build_page, _populate_page

from apiref import UserError, copies
from apiref.check import valid
from apiref.directives import directives_in
from apiref.export import CONTRACTS, export, is_exported
from apiref.fingerprint import Fingerprints
from apiref.generated import GeneratedPage
from apiref.markdown import hold, settings_from_options
from apiref.pages import forget_templates
from apiref.site import Built, built, mkdocs_problems
from apiref.spec import Spec
from apiref.weight import lighter

_PAUSE = 0.3  # seconds between two looks at the files

Stamps = dict[Path, tuple[int, int]]


class Live:
    """A site in a folder that is kept up to date.

    `version` is another after each change; `problem` is what is wrong with the last, if anything.
    """

    def __init__(self, config_file: Path, folder: Path, base_url: str, api_key: str) -> None:
        """Build the whole site. Raises SiteError, SpecError."""
        self._config_file = config_file
        self._given = {"base_url": base_url, "api_key": api_key, "site_dir": folder}
        self.problem = ""
        self._build()

    @property
    def spec(self) -> Spec:
        return self._built.spec

    def stamps(self) -> Stamps:
        """Give the times and the sizes of the files that the site is made of."""
        return {path: (status.st_mtime_ns, status.st_size) for path, status in self._files()}

    def writes(self, path: Path) -> bool:
        """Whether a file may be one that building the site writes, and not only its author."""
        return is_exported(path, self._built.docs)

    def refresh(self, changed: Collection[Path]) -> None:
        """Build what changed files change. Raises as building does; then all stays as it was."""
        spec_file = Path(self._built.options["spec"])
        pages = {one for one in changed if one.suffix == ".md" and one.is_file()}
        known = {self._built.docs / name for name in self._prints}
        if not (pages <= known and {*changed} <= {*pages, spec_file, *self._parts_of_document()}):
            self._build()
            return
        spec = self.spec if pages.issuperset(changed) else valid(spec_file)
        written = export(spec, self._built.docs, self._built.wanted)
        if {page.path for page in written} == {page.path for page in self._built.pages}:
            self._rebuild(spec, written)
        else:
            self._build()

    def _build(self) -> None:
        forget_templates()
        self._built = built(self._config_file, **self._given)  # type: ignore[arg-type] # texts and a path
        self._prints = dict(self._fingerprints(self._built.spec))
        self.version = str(time_ns())

    def _rebuild(self, spec: Spec, written: tuple[GeneratedPage, ...]) -> None:
        hold(Path(self._built.options["spec"]), spec)
        prints = dict(self._fingerprints(spec))
        changed = {name for name, one in prints.items() if one != self._prints.get(name)}
        with mkdocs_problems(self._config_file):
            pages = dict(self._page(self._built, name) for name in changed)
        for path, html in pages.items():
            new = path.with_name(f".{path.name}.new")
            new.write_text(html, "utf-8")
            new.replace(path)
        self._built = replace(self._built, spec=spec, pages=written)
        self._prints = prints
        self.version = str(time_ns())
        self._write_beside(changed)

    def _page(self, built: Built, name: str) -> tuple[Path, str]:
        """Build a page by the steps that MkDocs takes; give its path and its HTML."""
        files, config = built.kept.files, built.config
        file = files.get_file_from_path(name)
        if file is None or file.page is None:
            raise UserError(f"{name}: this page is not part of the site")
        path = Path(built.site, file.dest_uri)
        file.dest_dir = f"{built.site}.pages"
        _populate_page(file.page, config, files)
        pages = files.documentation_pages()
        _build_page(file.page, config, pages, built.kept.nav, built.kept.env)
        return path, lighter(Path(file.abs_dest_path).read_text("utf-8"), built.renamed)

    def _write_beside(self, changed: Collection[str]) -> None:
        """Write the document for download, and the Markdown copies of changed pages, once more."""
        docs, site = self._built.docs, self._built.site
        for contract in (docs / name for name in CONTRACTS):
            if contract.exists():
                shutil.copy(contract, site)
        settings = settings_from_options(self._built.options)
        anew = copies.copies_of(docs, self.spec, settings, only=changed)
        copies.write(anew, site)
        copied = {one.path: one for one in (*self._built.copied, *anew)}
        self._built = replace(self._built, copied=tuple(copied.values()))
        about = self._built.config.site_description or ""
        copies.write_lists(self._built.copied, self.spec, site, about)

    def _fingerprints(self, spec: Spec) -> Iterator[tuple[str, str]]:
        """Give each page, by its path within the docs, with what it is made of."""
        prints = Fingerprints(spec)
        for file in self._built.kept.files.documentation_pages():
            text = Path(str(file.abs_src_path)).read_text("utf-8-sig")
            parts = [prints.of(directive) for directive in directives_in(text.splitlines())]
            yield file.src_uri, sha256("\n".join([text, *parts]).encode()).hexdigest()

    def _parts_of_document(self) -> set[Path]:
        return {part.path for part, _ in self._built.spec.node.source.places.values()}

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        yield from _existing([self._config_file, Path(self._built.options["spec"])])
        yield from _existing(self._parts_of_document())
        for folder in filter(None, (self._built.docs, self._built.options.get("templates"))):
            for place, _, names in os.walk(folder):
                yield from _existing(Path(place, name) for name in names if not _is_editors(name))


def _existing(paths: Iterable[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    for path in paths:
        with suppress(OSError):
            yield path, path.stat()


def _is_editors(name: str) -> bool:
    """Whether a file is what an editor keeps beside the one that is being edited."""
    return name.startswith((".", "#")) or name.endswith("~")


def watch(live: Live, changed: Callable[[], None], tell: Callable[[str], None]) -> Event:
    """Keep a site up to date in a thread, until the event that is given back is set.

    `changed` is called after each change, `tell` with what is wrong with one.
    """
    stop = Event()
    Thread(target=_watch, args=(live, changed, tell, stop), daemon=True).start()
    return stop


def _watch(
    live: Live, changed: Callable[[], None], tell: Callable[[str], None], stop: Event
) -> None:
    seen = live.stamps()
    waiting = set[Path]()  # what has changed since the site was last built
    while not stop.wait(_PAUSE):
        now = live.stamps()
        if now == seen:
            continue
        waiting |= {path for path, _ in seen.items() ^ now.items()}
        problem = _problem(live, waiting)
        after = live.stamps()
        written = {path: stamp for path, stamp in after.items() if live.writes(path)}
        seen = {path: stamp for path, stamp in now.items() if not live.writes(path)} | written
        if problem and seen != after:
            continue  # it was seen before it was saved to its end
        live.problem = problem
        if problem:
            tell(problem)
        else:
            waiting.clear()
            changed()


def _problem(live: Live, changed: Collection[Path]) -> str:
    """Build what changed; give what is wrong with it."""
    try:
        live.refresh(changed)
    except UserError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 -- a broken save must not end the server
        return f"the site stays as it was: {type(error).__name__}: {error}"
    return ""
