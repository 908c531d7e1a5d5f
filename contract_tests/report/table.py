"""The table of rules, for the command line and for the site's page "What is tested"."""

from collections.abc import Iterator
from itertools import groupby

from contract_tests.contract import Contract
from contract_tests.rules import Rule, table


def text(contract: Contract) -> str:
    """Return the table in plain text: a rule on a line, with its level, clause and sentence."""
    return "\n".join(_line(contract, rule) for rule in table())


def _line(contract: Contract, rule: Rule) -> str:
    clause = contract.clause(rule.clause)
    return f"{rule.id:38} {rule.level:6} line {clause.line:<5} {clause.pointer}\n    {rule.says}"


def markdown(contract: Contract) -> str:
    """Return the table in Markdown: a heading and a table for each section."""
    return "\n".join(_markdown(contract))


def _markdown(contract: Contract) -> Iterator[str]:
    for section, rules in groupby(table(), lambda rule: rule.section):
        yield f"## {section.replace('_', ' ').capitalize()}\n"
        yield "| Rule | | What it says | openapi.yaml |\n| --- | --- | --- | --- |"
        for rule in rules:
            line = contract.clause(rule.clause).line
            yield f"| `{rule.id}` | {rule.level} | {rule.says} | line {line} |"
        yield ""
