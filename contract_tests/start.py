"""The beginning of a run: the sandbox where no server is named, and the preflight."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import yaml

from apiref.bundled import contract_path
from contract_tests import preflight
from contract_tests.contract import Contract
from contract_tests.options import Options, UsageError, required_consent
from contract_tests.results import Ledger, Run
from contract_tests.rules import Rule, table
from contract_tests.suite import GENERATED, Suite

ABOUT_REQUESTS, ABOUT_TASKS = 2000, 1000


@contextmanager
def started(options: Options) -> Iterator[Options]:
    """Give options that name a server which answers: the one given, or the sandbox for as long.

    Raises UsageError where the reader has to consent first, CannotStart where nothing answers.
    """
    if options.base_url:
        problem = required_consent(options, ABOUT_REQUESTS, ABOUT_TASKS)
        if problem:
            raise UsageError(problem)
        preflight.check(options)
        yield options
        return
    from apiref.local import ACCOUNT, NEIGHBOUR, local_sandbox  # noqa: PLC0415 - costs a start-up

    with local_sandbox(contract_file(options)) as base_url:
        yield replace(
            options,
            base_url=base_url,
            api_key=ACCOUNT.keys[0],
            test_api_key=ACCOUNT.keys[1],
            second_api_key=NEIGHBOUR.keys[0],
            callback_auth_key=ACCOUNT.callback_key,
        )


def contract_file(options: Options) -> Path:
    return Path(options.contract) if options.contract else contract_path()


def suite_for(options: Options, run_id: str = "") -> Suite:
    """Return the suite for options that name a server.

    Raises UsageError for a contract, a rule or a list of known failures that cannot be used.
    """
    contract = _contract(contract_file(options))
    rules = table()
    known = _known_failures(options.known_failures)
    for rule_id in (*options.rule, *known):
        if rule_id not in {rule.id for rule in rules}:
            raise UsageError(f"there is no rule {rule_id}; --list-rules prints them")
    chosen = tuple(rule for rule in rules if _takes_part(rule, options))
    run = Run(run_id or secrets.token_hex(8), options.base_url)
    return Suite(options, contract, Ledger(run, contract, chosen, known, options.strict))


def _takes_part(rule: Rule, options: Options) -> bool:
    if options.rule:
        return rule.id in options.rule
    return not (options.rules_only and rule.section in GENERATED)


def _contract(path: Path) -> Contract:
    try:
        return Contract(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: is no OpenAPI document that can be used: {error}") from None


def _known_failures(path: str) -> frozenset[str]:
    """Return the ids in a file, one on a line; what follows a `#` is a remark."""
    if not path:
        return frozenset()
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))
