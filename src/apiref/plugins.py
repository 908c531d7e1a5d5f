"""Two plugins of MkDocs that building needs: to let the search be, and to keep what was built."""

from typing import Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


class _NoOptions(Config):  # type: ignore[no-untyped-call] # MkDocs' own form
    pass


class SearchText(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Hides the text of each page from the theme's search, which takes long to read it."""

    @event_priority(100)
    def _hide(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        self._content, page.content = page.content, "<h1>.</h1>"
        return context

    @event_priority(-100)
    def _show(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        page.content = self._content
        return context

    on_page_context = CombinedEvent(_hide, _show)


def read_less(config: MkDocsConfig) -> None:
    """Let the plugins of a site that read its pages for the search read no text."""
    config.plugins["apiref/search-text"] = SearchText()


class Kept(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Keeps the files, the navigation and the templates of a build, to build a page again."""

    nav: Navigation
    env: Environment
    files: Files

    def on_nav(self, nav: Navigation, /, **_: Any) -> Navigation:
        self.nav = nav
        return nav

    def on_env(self, env: Environment, /, *, files: Files, **_: Any) -> Environment:
        self.env, self.files = env, files
        return env

    def on_post_page(self, output: str, /, *, page: Page, **_: Any) -> str:
        page.content = page.markdown = None  # it is written, and there may be thousands
        return output


def keep(config: MkDocsConfig) -> Kept:
    """Let what a site is built with be kept, and give where."""
    config.plugins["apiref/kept"] = kept = Kept()
    return kept
