"""The table of rules: each has its ground in the contract and its sentence for a reader."""

import re

import pytest

from apiref.bundled import contract_path
from contract_tests.contract import Contract
from contract_tests.report.table import markdown, text
from contract_tests.rules import Rule, table
from tests.site.site_folder import ROOT


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(contract_path())


@pytest.mark.parametrize("rule", table(), ids=lambda rule: rule.id)
def test_a_rule_has_an_id_a_clause_and_a_sentence(rule: Rule, contract: Contract) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.id)
    assert re.fullmatch(r"[A-Z`].*[^.]\.", rule.says)
    assert contract.at(rule.clause) is not None
    clause = contract.clause(rule.clause)
    lines = contract.path.read_text("utf-8").splitlines()
    name = clause.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    assert name.isdecimal() or name in lines[clause.line - 1]


def test_the_table_is_shown_whole(contract: Contract) -> None:
    for written in (text(contract), markdown(contract)):
        for rule in table():
            assert rule.id in written
            assert rule.says in written


def test_the_page_is_the_table(contract: Contract) -> None:
    page = ROOT.joinpath("docs", "what-is-tested.md").read_text("utf-8")
    assert page == markdown(contract), "make rules writes it anew"
