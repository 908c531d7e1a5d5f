"""Operation -> Markdown, through the templates: what a page shows of a contract."""

from apiref.pages.anchors import slug
from apiref.pages.environment import TemplateFault
from apiref.pages.page import Href, Page, PlainPage
from apiref.pages.settings import Settings

__all__ = ["Href", "Page", "PlainPage", "Settings", "TemplateFault", "slug"]
