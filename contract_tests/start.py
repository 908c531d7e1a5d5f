"""The beginning of a run: what it is of, the sandbox where no server is named, the preflight."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from apiref.bundled import contract_path
from contract_tests import preflight
from contract_tests.contract import Contract
from contract_tests.ledger import Ledger, Run
from contract_tests.options import Options, UsageError, required_consent
from contract_tests.rules import Rule, table
from contract_tests.suite import GENERATED, Suite

ABOUT_REQUESTS, ABOUT_TASKS = 2200, 380  # of a whole run; a test holds them to the truth


@dataclass(frozen=True)
class Plan:
    """What a run is of: the contract, the rules that take part, the failures that are known."""

    contract: Contract
    rules: tuple[Rule, ...]
    known: frozenset[str]

    def suite(self, options: Options, run_id: str = "") -> Suite:
        run = Run(run_id or secrets.token_hex(8), options.base_url)
        return Suite(options, Ledger(run, self.contract, self.rules, self.known, options.strict))


def plan_for(options: Options) -> Plan:
    """Raises UsageError for a contract, a rule or a list of known failures that is none."""
    contract = _contract(contract_file(options))
    rules, known = table(), _known_failures(options.known_failures)
    _require_clauses(contract, rules)
    for rule_id in (*options.rule, *known):
        if rule_id not in {rule.id for rule in rules}:
            raise UsageError(f"there is no rule {rule_id}; --list-rules prints them")
    return Plan(contract, tuple(rule for rule in rules if _takes_part(rule, options)), known)


@contextmanager
def started(options: Options) -> Iterator[Suite]:
    """Give the suite for a server that answers: the one named, or the sandbox for as long.

    Raises UsageError where the options do not fit or the reader has to consent first, CannotStart
    where nothing answers.
    """
    plan = plan_for(options)
    if options.base_url:
        problem = required_consent(options, ABOUT_REQUESTS, ABOUT_TASKS)
        if problem:
            raise UsageError(problem)
        preflight.check(options)
        yield plan.suite(options)
        return
    from apiref.local import ACCOUNT, NEIGHBOUR, local_sandbox  # noqa: PLC0415 - costs a start-up

    with local_sandbox(contract_file(options)) as base_url:
        yield plan.suite(
            replace(
                options,
                base_url=base_url,
                api_key=ACCOUNT.keys[0],
                test_api_key=ACCOUNT.keys[1],
                second_api_key=NEIGHBOUR.keys[0],
                callback_auth_key=ACCOUNT.callback_key,
            )
        )


def contract_file(options: Options) -> Path:
    return Path(options.contract) if options.contract else contract_path()


def _require_clauses(contract: Contract, rules: Iterable[Rule]) -> None:
    for rule in rules:
        try:
            contract.at(rule.clause)
        except KeyError:
            raise UsageError(
                f"{contract.path}: has no {rule.clause}, on which the rule {rule.id} stands.\n"
                "The rules are about the Scale API; give its openapi.yaml, or one that extends it."
            ) from None


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
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not text in UTF-8") from None
    return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))
