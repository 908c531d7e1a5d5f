"""What the search reads of a page: its words, not its code, and no mark of a heading."""

import re
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.pages import Page

_UNREAD = re.compile(
    r'<section class="ar-panel".*?</section>|<a class="headerlink".*?</a>'
    r'|<ul class="ar-facts">.*?</ul>',
    re.DOTALL,
)


class SearchText(BasePlugin[Config]):  # type: ignore[no-untyped-call] # MkDocs' own form
    """Hides from the theme's search what nobody looks for, as reading it takes most of its time."""

    @event_priority(100)
    def _hide(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        self._content = page.content
        page.content = _UNREAD.sub("", page.content or "")
        return context

    @event_priority(-100)
    def _show(self, context: Any, /, *, page: Page, **_: Any) -> Any:
        page.content = self._content
        return context

    on_page_context = CombinedEvent(_hide, _show)


def read_less(config: MkDocsConfig) -> None:
    """Let the plugins of a site that read its pages for the search read less."""
    config.plugins["apiref/search-text"] = SearchText()
