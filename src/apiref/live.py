"""A site that is built again as its document and its pages change: only the pages that do."""

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from time import time_ns

from mkdocs.commands.build import _build_page, _populate_page

from apiref import UserError
from apiref.check import valid
from apiref.directives import directives_in
from apiref.fingerprint import Fingerprints
from apiref.generated import generated_pages, write
from apiref.markdown import hold
from apiref.pages import forget_templates
from apiref.site import Built, built, mkdocs_problems
from apiref.spec import Spec
from apiref.weight import lighter

_PAUSE = 0.3  # seconds between two looks at the files

Stamps = dict[Path, tuple[int, int]]


class Live:
    """A site in a folder that is kept up to date; `version` is another after each change."""

    def __init__(self, config_file: Path, folder: Path, base_url: str, api_key: str) -> None:
        """Build the whole site. Raises SiteError, SpecError."""
        self._config_file = config_file
        self._given = {"base_url": base_url, "api_key": api_key, "site_dir": folder}
        self._build()

    @property
    def spec(self) -> Spec:
        return self._built.spec

    def stamps(self) -> Stamps:
        """Give the times and the sizes of the files that the site is made of."""
        return {path: (status.st_mtime_ns, status.st_size) for path, status in self._files()}

    def refresh(self, changed: set[Path]) -> None:
        """Build what changed files change. Raises as building does; then all stays as it was."""
        spec_file = Path(self._built.options["spec"])
        pages = {one for one in changed if one.suffix == ".md" and one.is_file()}
        known = {self._built.docs / name for name in self._prints}
        if not pages <= known or not changed <= {*pages, spec_file, *self._parts_of_document()}:
            self._build()
            return
        spec = self._built.spec if changed <= pages else valid(spec_file)
        written = generated_pages(spec, self._built.docs, self._built.wanted)
        if {page.path for page in written} != {page.path for page in self._built.pages}:
            self._build()
            return
        self._rebuild(spec)

    def _build(self) -> None:
        forget_templates()
        self._built = built(self._config_file, **self._given)  # type: ignore[arg-type] # texts and a path
        self._prints = dict(self._fingerprints(self._built.spec))
        self.version = str(time_ns())

    def _rebuild(self, spec: Spec) -> None:
        write(generated_pages(spec, self._built.docs, self._built.wanted), self._built.docs)
        hold(Path(self._built.options["spec"]), spec)
        prints = dict(self._fingerprints(spec))
        with mkdocs_problems(self._config_file):
            pages = {
                name: self._page(self._built, name)
                for name, made_of in prints.items()
                if made_of != self._prints.get(name)
            }
        for path, html in pages.values():
            new = path.with_name(f".{path.name}.new")
            new.write_text(html, "utf-8")
            new.replace(path)
        self._built, self._prints = self._built.with_spec(spec), prints
        self.version = str(time_ns())

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
        spec_file = Path(self._built.options["spec"])
        places = [self._config_file, spec_file, *self._parts_of_document()]
        folders = [
            self._built.docs,
            *map(Path, filter(None, [self._built.options.get("templates")])),
        ]
        for folder in folders:
            places += folder.rglob("*")
        for place in places:
            if place.is_file():
                yield place, place.stat()


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
    while not stop.wait(_PAUSE):
        now = live.stamps()
        differing = {path for path, _ in seen.items() ^ now.items()}
        if not differing:
            continue
        try:
            live.refresh(differing)
            changed()
            now = live.stamps()  # with what the build has written
        except UserError as error:
            tell(str(error))
        except Exception as error:  # noqa: BLE001 -- a broken save must not end the server
            tell(f"the site stays as it was: {type(error).__name__}: {error}")
        seen = now
