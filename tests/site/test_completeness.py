"""The contract's names against the site's: each is on it, and no other is."""

import pytest

from tests.site.contract_names import ContractNames
from tests.site.reference_names import ReferencePage
from tests.site.site_folder import ROOT, SiteFolder

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def contract() -> ContractNames:
    return ContractNames(ROOT / "openapi.yaml")


@pytest.fixture(scope="module")
def reference(site: SiteFolder) -> list[ReferencePage]:
    return [ReferencePage.read(page.path) for page in site.pages.values()]


def test_the_reference_names_what_the_contract_names(
    contract: ContractNames, reference: list[ReferencePage]
) -> None:
    """Every operation, parameter, property, value, response, header, link and callback is there."""
    named = {row for page in reference for row in page.operations()}
    assert len(named) > 100
    assert contract.operations() - named == set()
    assert named - contract.operations() == set()


def test_a_schema_names_what_the_contract_names(
    contract: ContractNames, reference: list[ReferencePage]
) -> None:
    schemas = {anchor: rows for page in reference for anchor, rows in page.schemas().items()}
    assert schemas == {"schema-task": contract.schema("Task")}


def test_the_errors_are_those_of_the_contract(
    contract: ContractNames, reference: list[ReferencePage]
) -> None:
    assert set().union(*(page.errors() for page in reference)) == contract.errors()
