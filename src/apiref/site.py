"""A whole site: what is written beside the pages, then MkDocs, then the new site for the old."""

import logging
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from apiref import UserError, copies, policy, search
from apiref.bundled import theme_path
from apiref.check import valid
from apiref.export import export
from apiref.generated import GeneratedPage, Wanted, navigation
from apiref.markdown import DirectiveError, hold, settings_from_options
from apiref.plugins import Kept, Tell, keep, read_less, without_html
from apiref.spec import Spec, UnknownName
from apiref.weight import lighten

EXTENSION = "apiref.markdown"


class SiteError(UserError):
    """A site that cannot be built; the message says what to mend."""


@dataclass(frozen=True)
class Built:
    """A site that was built: what of, with which settings, and where; `kept` is of MkDocs' own."""

    site: Path
    docs: Path
    config: MkDocsConfig
    options: dict[str, Any]
    spec: Spec
    wanted: Wanted
    pages: tuple[GeneratedPage, ...]
    renamed: dict[str, str]
    copied: tuple[copies.Copy, ...]
    kept: Kept


def build(config_file: Path, *, base_url: str = "", tell: Tell = lambda _done, _all: None) -> Path:
    """Build the site of a mkdocs.yml, strictly, and give its folder. Raises as `built` does."""
    return built(config_file, base_url=base_url, tell=tell).site


def built(
    config_file: Path,
    *,
    base_url: str = "",
    api_key: str = "",
    site_dir: Path | None = None,
    tell: Tell = lambda _done, _all: None,
) -> Built:
    """Build the site of a mkdocs.yml, strictly, into `site_dir`, or the config's folder.

    `base_url` and `api_key`, where given, stand in every sample instead of the contract's first
    server and the stand-in for a key. `tell` is called with the steps done, and with how many there
    are. Any error leaves the site that was there before untouched.

    Raises SiteError for what is wrong with the site, SpecError for what is wrong with the contract.
    """
    with mkdocs_problems(config_file):
        config = _config(config_file)
        options = _extension_options(config)
        spec = _read_spec(options)
        options |= {key: value for key, value in _shown(base_url, api_key) if value}
        docs, site = Path(config.docs_dir), site_dir or Path(config.site_dir)
        wanted = wanted_by(options)
        pages = export(spec, docs, wanted)
        hold(Path(options["spec"]), spec)
        _add_to_navigation(config, pages)
        config.extra["copies"] = True
        read_less(config)
        without_html(config)
        kept = keep(config, tell)
        with _instead_of(site) as new:
            config.site_dir = str(new)
            mkdocs_build(config)
            search.write(new)
            renamed = lighten(new)
            policy.write(new)
            copied = copies.copies_of(docs, spec, settings_from_options(options))
            copies.write(copied, new)
            copies.write_lists(copied, spec, new, config.site_description or "")
    return Built(site, docs, config, options, spec, wanted, pages, renamed, copied, kept)


def settled(config_file: Path) -> tuple[Path, Path, Wanted]:
    """Give the paths of a site's OpenAPI document and of its pages, and which pages it wants.

    Raises SiteError.
    """
    with mkdocs_problems(config_file):
        config = _config(config_file)
        options = _extension_options(config)
        return Path(options["spec"]), Path(config.docs_dir), wanted_by(options)


def _config(config_file: Path) -> MkDocsConfig:
    if not config_file.exists():
        remedy = "`apiref new FOLDER --spec FILE` begins a site that has one."
        raise SiteError(f"{config_file}: there is no such file\n  {remedy}")
    config = load_config(str(config_file), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    if config.theme.name == "material":
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(theme_path()))
    return config


def _extension_options(config: MkDocsConfig) -> dict[str, Any]:
    """Give the options of the Markdown extension, its paths made absolute."""
    if EXTENSION not in config.markdown_extensions:
        raise SiteError(
            f"{config.config_file_path}: the Markdown extension {EXTENSION} is not there\n"
            f"  Add it under `markdown_extensions`, with the option `spec: openapi.yaml`."
        )
    options: dict[str, Any] = config.mdx_configs.setdefault(EXTENSION, {})
    _require_known(config, options)
    folder = Path(str(config.config_file_path)).parent
    options["spec"] = str(folder / options.get("spec", "openapi.yaml"))
    if options.get("templates"):
        options["templates"] = str(folder / options["templates"])
    options["languages"] = [
        str(folder / one) if one.endswith(".py") else one for one in options.get("languages", ())
    ]
    return options


def _require_known(config: MkDocsConfig, options: dict[str, Any]) -> None:
    for name, value in options.items():
        if name not in _OPTIONS or not _OPTIONS[name][0](value):
            known = "".join(f"\n    {one}: {what}" for one, (_, what) in _OPTIONS.items())
            raise SiteError(
                f"{config.config_file_path}: the option {name} of {EXTENSION} is not understood\n"
                f"  The options are:{known}"
            )


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_OPTIONS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "spec": (_is_text, "the path of the OpenAPI document"),
    "base_url": (_is_text, "the server that samples show"),
    "api_key": (_is_text, "the key that samples show"),
    "languages": (_is_texts, "a list of the samples' languages"),
    "templates": (_is_text, "a folder of templates"),
    "pages": (("operation", "tag").__contains__, "operation or tag"),
    "webhooks": (("none", "list", "pages").__contains__, "none, list or pages"),
    "schemas": (("none", "all", "shared").__contains__, "none, all or shared"),
}


def wanted_by(options: dict[str, Any]) -> Wanted:
    """Give the pages that the options of the extension want written."""
    by, schemas = options.get("pages", "operation"), options.get("schemas", "none")
    return Wanted(by, schemas, options.get("webhooks", "none"))


def _read_spec(options: dict[str, Any]) -> Spec:
    return valid(Path(options["spec"]))


def _shown(base_url: str, api_key: str) -> Iterator[tuple[str, str]]:
    yield from (("base_url", base_url), ("api_key", api_key))


def _add_to_navigation(config: MkDocsConfig, pages: Collection[GeneratedPage]) -> None:
    """List the generated pages, each under the section that has the name of its operation's tag.

    A page that is all of its section stands for it, unless the user has one of that name.
    """
    if config.nav is None:
        return
    sections = {title: entry[title] for entry in config.nav for title in _titles(entry)}
    whole = {page.section for page in pages if page.whole}
    for title, entries in navigation(pages).items():
        if isinstance(sections.get(title), list):
            sections[title].extend(entries)
        elif title in whole:
            config.nav.extend(entries)
        else:
            config.nav.append({escape(title): entries})


def _titles(entry: Any) -> tuple[str, ...]:
    return tuple(entry) if isinstance(entry, dict) else ()


class _Gatherer(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def mkdocs_problems(config_file: Path) -> Iterator[None]:
    """Gather what MkDocs warns of; raise it as a SiteError when MkDocs gives up."""
    gatherer = _Gatherer()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(gatherer)
    try:
        yield
    except (Abort, ConfigurationError, DirectiveError, UnknownName) as error:
        raise SiteError("\n".join(gatherer.messages) or str(error)) from None
    except UnicodeDecodeError as error:
        told = "\n".join(gatherer.messages) or f"a page is not UTF-8: {error}"
        raise SiteError(f"{told}\n  Save every page as UTF-8.") from None
    except OSError as error:
        place = error.filename or config_file
        raise SiteError(f"{place}: {(error.strerror or str(error)).lower()}") from None
    finally:
        logger.removeHandler(gatherer)


@contextmanager
def _instead_of(site: Path) -> Iterator[Path]:
    """Give a folder to build in; it takes the place of the site if nothing is raised."""
    if site.exists() and not site.is_dir():
        raise SiteError(f"{site}: this is no folder, and is not replaced by one")
    new, old = (site.with_name(f".{site.name}.{age}") for age in ("new", "old"))
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        yield new
        if site.exists():
            site.replace(old)
        new.replace(site)
    finally:
        for folder in (new, old):
            shutil.rmtree(folder, ignore_errors=True)
