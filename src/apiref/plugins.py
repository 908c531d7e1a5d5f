"""Plugins of MkDocs that building needs: for the search, safe texts, and what is kept."""

from collections.abc import Callable
from html import unescape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

Tell = Callable[[int, int], None]


class _NoOptions(Config):  # type: ignore[no-untyped-call] # MkDocs' own form
    pass


class SearchText(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Hides the text of each page from the theme's search, which takes long to read it."""

    @event_priority(100)
    def _hide(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        self._content, page.content = page.content, "<h1></h1>"
        return context

    @event_priority(-100)
    def _show(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        page.content = self._content
        return context

    on_page_context = CombinedEvent(_hide, _show)


def read_less(config: MkDocsConfig) -> None:
    """Let the plugins of a site that read its pages for the search read no text."""
    config.plugins["apiref/search-text"] = SearchText()


class WithoutHtml(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Lets what a page says of itself be text in the theme, which writes it as HTML."""

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: Any) -> str:
        texts = {key: _text(value) for key, value in page.meta.items() if isinstance(value, str)}
        page.meta = {**page.meta, **texts}
        return markdown


def _text(value: str) -> Markup:
    return escape(unescape(value))


def without_html(config: MkDocsConfig) -> None:
    """Let the name of a site, what it says of itself, and what its pages do, be text."""
    config.site_name = _text(config.site_name)
    config.site_description = _text(config.site_description or "")
    config.plugins["apiref/without-html"] = WithoutHtml()


class Kept(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Keeps the files, the navigation and the templates of a build, to build a page again.

    `tell` is called with how many steps are done, and of how many: each page takes two.
    """

    nav: Navigation
    env: Environment
    files: Files

    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell
        self._done = 0
        self._steps = 1

    def on_files(self, files: Files, /, **_: Any) -> Files:
        self._steps = 2 * len(files.documentation_pages())
        return files

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        self.nav = nav
        return nav

    def on_env(self, env: Environment, /, *, files: Files, **_: Any) -> Environment:
        self.env, self.files = env, files
        return env

    def on_page_content(self, html: str, /, **_: Any) -> str:
        self._step()
        return html

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        self._step()
        # It is written, and there may be thousands. Without any text it would have no title.
        page.content = page.markdown = ""
        return output

    def _step(self) -> None:
        self._done += 1
        self._tell(self._done, self._steps)


def keep(config: MkDocsConfig, tell: Tell) -> Kept:
    """Let what a site is built with be kept, and give where."""
    config.plugins["apiref/kept"] = kept = Kept(tell)
    return kept
