"""What a site chooses about its pages."""

from dataclasses import dataclass
from pathlib import Path

from apiref.samples import Language, language, languages


@dataclass(frozen=True)
class Settings:
    """The server and the key that samples show, their languages, own templates.

    A language is given by its id or the path of its file; without any, all are shown.
    """

    base_url: str = ""
    api_key: str = "YOUR_API_KEY"
    languages: tuple[str, ...] = ()
    templates: Path | None = None

    def chosen_languages(self) -> tuple[Language, ...]:
        """Give the languages to show, in the order chosen. Raises UnknownName, LanguageError."""
        return tuple(map(language, self.languages)) or languages()
