"""The options of a run: one table for the command line, pytest, the environment and TOML."""

import ipaddress
import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PRODUCTION = "api.scaleapi.com"


class UsageError(Exception):
    """An option that cannot be used as given; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option; `kind` is text, number, count, path, flag, or texts if it may be repeated."""

    name: str
    kind: str
    help: str

    @property
    def flag(self) -> str:
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        return "APIREF_" + self.name.upper()


TABLE = (
    Option(
        "base_url",
        "text",
        "The base URL of the server, such as https://host/v1; without it, the sandbox.",
    ),
    Option("api_key", "text", "A live key of the account that the rules work in."),
    Option("second_api_key", "text", "A key of another account, to see that the two are apart."),
    Option("test_api_key", "text", "A test key of the first account, to see tasks completed."),
    Option(
        "callback_host", "text", "HOST or HOST:PORT at which the server can reach this machine."
    ),
    Option(
        "callback_auth_key",
        "text",
        "The callback key of the account, to compare with what arrives.",
    ),
    Option(
        "yes_create_tasks",
        "flag",
        "Run on a server that is not on this machine, and create tasks there.",
    ),
    Option(
        "production_host",
        "text",
        f"Spell out {PRODUCTION} to run on it: people are paid for its tasks.",
    ),
    Option("rule", "texts", "Run this rule only; may be given more than once."),
    Option(
        "known_failures",
        "path",
        "A file with the ids of rules whose failure is accepted, one on a line.",
    ),
    Option("strict", "flag", "Let a broken SHOULD fail the run as a MUST does."),
    Option("rules_only", "flag", "Leave out what schemathesis generates."),
    Option("fail_fast", "flag", "Stop at the first broken rule."),
    Option("max_rate", "number", "Send at most so many requests a second."),
    Option(
        "timeout", "number", "The seconds that a response may take, the whole of it; 10 by default."
    ),
    Option("max_time", "number", "The seconds that the run may take; 900 by default."),
    Option("workers", "count", "Share the rules between so many processes."),
    Option("junit", "path", "Write the results as JUnit XML to this file."),
    Option("json", "path", "Write the results as JSON to this file."),
    Option("html", "path", "Write the results as one HTML page to this file."),
    Option(
        "config",
        "path",
        "A TOML file with these options; the command line and APIREF_… come before it.",
    ),
    Option("contract", "path", "Another openapi.yaml than the one that comes with the suite."),
)


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a run, checked."""

    base_url: str = ""
    api_key: str = ""
    second_api_key: str = ""
    test_api_key: str = ""
    callback_host: str = ""
    callback_auth_key: str = ""
    yes_create_tasks: bool = False
    production_host: str = ""
    rule: tuple[str, ...] = ()
    known_failures: str = ""
    strict: bool = False
    rules_only: bool = False
    fail_fast: bool = False
    max_rate: float = 0.0
    timeout: float = 10.0
    max_time: float = 900.0
    workers: int = 0
    junit: str = ""
    json: str = ""
    html: str = ""
    config: str = ""
    contract: str = ""

    @property
    def is_loopback(self) -> bool:
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    @property
    def secrets(self) -> dict[str, str]:
        """The secret values, by the name that a reader is shown instead."""
        names = ("api_key", "second_api_key", "test_api_key", "callback_auth_key")
        return {f"${name.upper()}": getattr(self, name) for name in names if getattr(self, name)}


def options_from_values(
    given: Mapping[str, Any], environment: Mapping[str, str] = os.environ
) -> Options:
    """Return the options out of what was given, then the environment, then the TOML file.

    Raises UsageError where one of them cannot be used.
    """
    config = given.get("config") or environment.get("APIREF_CONFIG")
    below = {**_from_file(config), **_from_environment(environment)}
    values = {
        **below,
        **{name: value for name, value in given.items() if value not in (None, "", False, ())},
    }
    options = Options(
        **{
            option.name: _converted(option, values[option.name])
            for option in TABLE
            if option.name in values
        }
    )
    _check(options)
    return options


def _from_file(config: str | None) -> dict[str, Any]:
    if not config:
        return {}
    try:
        values = tomllib.loads(Path(config).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{config}: cannot be read: {error.strerror}") from None
    except ValueError as error:  # UnicodeDecodeError too
        raise UsageError(f"{config}: is not TOML: {error}") from None
    given = {name.replace("-", "_"): value for name, value in values.items()}
    known = [option.name for option in TABLE]
    unknown = sorted(given.keys() - set(known))
    if unknown:
        raise UsageError(f"{config}: there is no option {unknown[0]}; there are {', '.join(known)}")
    for option in (one for one in TABLE if one.name in given):
        _require_kind(option, given[option.name], config)
    return given


def _require_kind(option: Option, value: Any, config: str) -> None:
    kinds: dict[str, tuple[type, ...]] = {"flag": (bool,), "number": (int, float), "count": (int,)}
    values = value if option.kind == "texts" and isinstance(value, list) else [value]
    wanted = kinds.get(option.kind, (str,))
    if not all(type(one) in wanted for one in values):
        raise UsageError(f"{config}: {option.name} = {value!r} is no {option.kind}")


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found = {o: environment[o.variable] for o in TABLE if environment.get(o.variable)}
    return {
        option.name: value.split(",") if option.kind == "texts" else value
        for option, value in found.items()
    }


def _converted(option: Option, value: Any) -> Any:
    if option.kind == "texts":
        return (value,) if isinstance(value, str) else tuple(value)
    if option.kind == "flag":
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true", "yes"}
    if option.kind not in {"number", "count"}:
        return str(value)
    try:
        number = int(value) if option.kind == "count" else float(value)
    except (TypeError, ValueError):
        kind = "whole number" if option.kind == "count" else "number"
        raise UsageError(f"{option.flag}: {value!r} is not a {kind}") from None
    if not 0 < number < math.inf:
        raise UsageError(f"{option.flag}: {value} is not a number of more than 0")
    return number


def _check(options: Options) -> None:
    for report in (options.junit, options.json, options.html):
        if report and not Path(report).absolute().parent.is_dir():
            raise UsageError(f"{report}: the folder of this report does not exist; make it first")
    if not options.base_url:
        return
    _check_url(options.base_url)
    if not options.api_key:
        raise UsageError("a server needs a key: --api-key, or better the variable APIREF_API_KEY")
    if options.api_key in {options.second_api_key, options.test_api_key}:
        raise UsageError("two of the keys are the same")
    for name, value in options.secrets.items():
        if not value.isascii() or not value.isprintable() or ":" in value:
            raise UsageError(f"the value of {name} is no key: it must be ASCII, without a colon")
    if options.test_api_key and not options.test_api_key.startswith("test_"):
        raise UsageError("--test-api-key: a test key begins with test_")


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{url!r}: {error}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError(f"{url!r} is no URL of a server; give one like https://host/v1")
    if parts.username or parts.query or parts.fragment:
        raise UsageError(
            "the base URL holds neither credentials nor a query: --api-key has the key"
        )
    if not url.isascii():
        raise UsageError(f"{url!r}: write the host in its ASCII form (xn--…)")


def required_consent(options: Options, requests: int, tasks: int) -> str | None:
    """Return why the run may not begin without the reader's word, or None if it may."""
    if options.is_loopback:
        return None
    host = (urlsplit(options.base_url).hostname or "").rstrip(".")
    counts = f"A run sends about {requests} requests to {host} and creates about {tasks} tasks"
    if not options.yes_create_tasks:
        return (
            f"{counts}, which people may be paid for. "
            "It cancels them at the end as far as it can.\n"
            "Add --yes-create-tasks if that is what you want."
        )
    if host == PRODUCTION and options.production_host != PRODUCTION:
        return (
            f"{counts}. That is the production API: people are paid for its tasks.\n"
            f"Add --production-host {PRODUCTION} if that is what you want."
        )
    return None


assert [f.name for f in fields(Options)] == [option.name for option in TABLE]  # one table
