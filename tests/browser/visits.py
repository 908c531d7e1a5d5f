"""Visits to the site: pages in one browser context, with all that went wrong on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

Scheme = Literal["light", "dark"]
WIDE, MIDDLE, NARROW = 1440, 1024, 390


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, locator: Locator) -> Self:
        box = locator.bounding_box()
        assert box, f"{locator} is not shown"
        return cls(box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])


@dataclass
class Visits:
    """A reader's visits. `problems` holds console errors and requests to any other host."""

    site: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def to(cls, site: str, browser: Browser) -> Iterator[Self]:
        visits = cls(site, browser)
        yield visits
        for context in visits.contexts:
            context.close()

    def open(
        self,
        path: str,
        width: int = WIDE,
        scheme: Scheme = "light",
        **options: Any,
    ) -> Page:
        """Open a page in a context of its own, as a reader who comes for the first time."""
        page = self.arrive(width, scheme, **options)
        page.goto(self.site + path)
        return page

    def arrive(self, width: int = WIDE, scheme: Scheme = "light", **options: Any) -> Page:
        """Give a blank page in a context of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        self.contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type == "error", _told(message)))
        page.on("pageerror", lambda error: self._note(True, str(error)))  # noqa: FBT003 -- a callback
        page.on("request", lambda request: self._note(self._foreign(request.url), request.url))
        return page

    def _foreign(self, url: str) -> bool:
        return not url.startswith((self.site, "data:", "blob:"))

    def _note(self, wrong: bool, what: str) -> None:  # noqa: FBT001 -- a callback's
        if wrong:
            self.problems.append(what)


def _told(message: ConsoleMessage) -> str:
    return f"{message.location['url']}: {message.text}"
