"""The accounts of the target, as the rules see them."""

from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from contract_tests.account import Account
from contract_tests.broken import Broken, Unmet
from contract_tests.contract import Contract
from contract_tests.life import Life, begin
from contract_tests.receiver import is_local, receiving
from contract_tests.suite import NAME, Suite
from contract_tests.window import Window, window

pytest_plugins = ["contract_tests.plugin"]


@pytest.fixture(scope="session")
def suite(pytestconfig: pytest.Config) -> Suite:
    found: Suite = pytestconfig.pluginmanager.getplugin(NAME)
    return found


@pytest.fixture(scope="session")
def contract(suite: Suite) -> Contract:
    return suite.contract


@pytest.fixture(scope="session")
def api(suite: Suite) -> Account:
    """The account that the rules work in."""
    return Account(suite.target, "api")


@pytest.fixture(scope="session")
def stranger(suite: Suite) -> Account:
    """The target as it is seen without a key."""
    return Account(suite.target, "")


@pytest.fixture(scope="session")
def neighbour(suite: Suite) -> Account:
    """Another account."""
    return _account(suite, "second", "no key of a second account was given (--second-api-key)")


@pytest.fixture(scope="session")
def tester(suite: Suite) -> Account:
    """The first account with a test key."""
    return _account(suite, "test", "no test key was given (--test-api-key)")


def _account(suite: Suite, key: str, reason: str) -> Account:
    if not suite.target.keys[key]:
        pytest.skip(reason)
    return Account(suite.target, key)


@pytest.fixture(scope="session")
def known(api: Account) -> Window:
    """Tasks between which there are no others."""
    if api.is_test:
        pytest.skip("the tasks of a test key change while they are listed; give a live key")
    return window(api)


@pytest.fixture(scope="session")
def life(tester: Account, suite: Suite) -> Iterator[Life]:
    """Tasks that complete by themselves."""
    host = suite.options.callback_host or ("127.0.0.1" if suite.options.is_loopback else "")
    with ExitStack() as stack:
        receiver = stack.enter_context(receiving(host, is_local=is_local(host))) if host else None
        yield begin(tester, receiver)


@pytest.fixture(scope="session", autouse=True)
def _begun(request: pytest.FixtureRequest, suite: Suite) -> None:
    """Begin at once what some tests look at in the end."""
    if suite.target.keys["test"] and any("later" in i.keywords for i in request.session.items):
        # What goes wrong is for those tests alone, which get it again.
        with suppress(Broken, Unmet):
            request.getfixturevalue("life")


@pytest.fixture
def case() -> None:
    """Stand in for the cases of a rule, which the suite gives to the test itself."""
