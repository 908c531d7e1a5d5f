"""The table of rules, for the command line and for the site's page "What is tested"."""

import sys
from collections.abc import Iterator
from itertools import groupby

from apiref.bundled import contract_path
from contract_tests.contract import Contract
from contract_tests.rules import Rule, table

HEAD = """\
---
description: Every rule that a server is tested by, with its sentence and its place in the contract.
---

# What is tested

Each rule stands on a clause of the contract; the line is where that begins in `openapi.yaml`. A
broken MUST fails a run, a broken SHOULD warns. `apiref test --rule ID` tests one rule alone, and
`apiref test --list-rules` prints this table.

The rules under *Responses* look at every response of every other test. Those under *Fuzzing* are
schemathesis, which reads the contract by itself. [Power](power.md) measures how much of what can be
wrong with a server is found.

<!-- `make rules` writes this page from the rules. -->

"""


def text(contract: Contract) -> str:
    """Return the table in plain text: a rule on a line, with its level, clause and sentence."""
    return "\n".join(_line(contract, rule) for rule in table())


def _line(contract: Contract, rule: Rule) -> str:
    clause = contract.clause(rule.clause)
    return f"{rule.id:38} {rule.level:6} line {clause.line:<5} {clause.pointer}\n    {rule.says}"


def markdown(contract: Contract) -> str:
    """Return the table as a page in Markdown: a heading and a definition list for each section."""
    return HEAD + "\n".join(_markdown(contract))


def _markdown(contract: Contract) -> Iterator[str]:
    for section, rules in groupby(table(), lambda rule: rule.section):
        yield f"## {section.replace('_', ' ').capitalize()}\n"
        for rule in rules:
            line = contract.clause(rule.clause).line
            yield f"`{rule.id}`{{ #{rule.id} }} {rule.level}, line {line}"
            yield f":   {rule.says}\n"


if __name__ == "__main__":
    sys.stdout.write(markdown(Contract(contract_path())))
