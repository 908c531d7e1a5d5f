"""A site that is built again as its document and its pages change: only the pages that do."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import time_ns

from mkdocs.commands.build import _build_page, _populate_page

from apiref import UserError, copies, whole
from apiref.check import valid, warning
from apiref.directives import directives_in
from apiref.export import CONTRACTS, export, is_exported
from apiref.fingerprint import Fingerprints
from apiref.generated import GeneratedPage
from apiref.markdown import hold, settings_from_options
from apiref.pages import forget_templates
from apiref.site import Built, built, mkdocs_problems
from apiref.spec import Spec, SpecError
from apiref.spec.files import named_files
from apiref.weight import lighter

Stamps = dict[Path, tuple[int, int]]


class Live:
    """A site that is kept up to date.

    `version` is another after each change; `problem` is what is wrong with the last, if anything.
    `began` is when its first build did.
    """

    def __init__(self, config_file: Path, folder: Path, base_url: str, api_key: str) -> None:
        """Build the whole site below a folder. Raises SiteError, SpecError."""
        self._config_file = config_file
        self._folder = folder
        self._built_into = partial(built, config_file, base_url=base_url, api_key=api_key)
        self._folders: list[Path] = []
        self._sought = set[Path]()  # files of a document that could not be read
        self.problem = ""
        self.began = time_ns()
        self._build()

    @property
    def spec(self) -> Spec:
        return self._built.spec

    @property
    def site(self) -> Path:
        """Where the site is: in another folder each time that all of it was built."""
        return self._built.site

    @property
    def warning(self) -> str:
        """What is wrong with the document that the site shows, if anything."""
        return warning(self.spec)

    def stamps(self) -> Stamps:
        """Give the times and the sizes of the files that the site is made of."""
        return {path: (status.st_mtime_ns, status.st_size) for path, status in self._files()}

    def writes(self, path: Path) -> bool:
        """Whether a file is one that building the site writes, and not its author."""
        return is_exported(path, self.spec, self._built.docs)

    def refresh(self, changed: Collection[Path]) -> None:
        """Build what changed files change. Raises as building does; then all stays as it was."""
        try:
            self._refresh(changed)
        except SpecError as error:
            named = {Path(problem.path) for problem in error.problems}
            self._sought = named | named_files(self.spec.node.source.path)
            raise
        self._sought.clear()

    def _refresh(self, changed: Collection[Path]) -> None:
        document = self.spec.node.source
        pages = {one for one in changed if one.suffix == ".md" and one.is_file()}
        known = {self._built.docs / name for name in self._prints}
        if not (pages <= known and {*changed} <= {*pages, *document.files}):
            self._build()
            return
        spec = self.spec if pages.issuperset(changed) else valid(document.path)
        written = export(spec, self._built.docs, self._built.wanted)
        if {page.path for page in written} == {page.path for page in self._built.pages}:
            self._rebuild(spec, written, pages)
        else:
            self._build()

    def _build(self) -> None:
        forget_templates()
        version = str(time_ns())
        new = self._folder / version
        self._built = self._built_into(site_dir=new / "site")
        self._prints = dict(self._fingerprints(self._built.spec))
        self.version = version
        self._folders.append(new)
        for outdated in self._folders[:-2]:  # the one before may still be read
            shutil.rmtree(outdated, ignore_errors=True)
        del self._folders[:-2]

    def _rebuild(
        self, spec: Spec, written: tuple[GeneratedPage, ...], saved: Collection[Path]
    ) -> None:
        hold(spec.node.source.path, spec)
        prints = dict(self._fingerprints(spec))
        changed = {name for name, one in prints.items() if one != self._prints.get(name)}
        # One that was saved while it was built may have the fingerprint of now.
        changed |= {page.relative_to(self._built.docs).as_posix() for page in saved}
        with mkdocs_problems(self._config_file):
            pages = dict(self._page(self._built, name) for name in changed)
        for path, html in pages.items():
            whole.write(path, html)
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
        files = {one for one in self.spec.node.source.files if one.is_relative_to(docs)}
        for path in files.union(docs / name for name in CONTRACTS):
            beside = site / path.relative_to(docs)
            if path.exists():
                whole.write(beside, path.read_text("utf-8"))
            else:
                beside.unlink(missing_ok=True)
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

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        yield from _existing({self._config_file, *self.spec.node.source.files, *self._sought})
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
