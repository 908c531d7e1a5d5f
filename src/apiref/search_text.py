"""What the theme's search reads: which pages there are. Their words are for `apiref.search`."""

from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
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
