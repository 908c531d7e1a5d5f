"""Operation -> Markdown, through the templates: what a page shows of a contract."""

from apiref.pages.anchors import slug
from apiref.pages.environment import TemplateFault, forget_templates
from apiref.pages.fields import Href
from apiref.pages.page import Page, PlainPage
from apiref.pages.settings import Settings

__all__ = ["Href", "Page", "PlainPage", "Settings", "TemplateFault", "forget_templates", "slug"]
