"""What plain pytest needs: the options, the suite as a plugin, and the accounts as fixtures."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from contract_tests import options, rules
from contract_tests.account import Account
from contract_tests.contract import Contract
from contract_tests.life import Life, begin
from contract_tests.options import UsageError, options_from_values
from contract_tests.plugin import PROPERTY, Suite
from contract_tests.preflight import CannotStart
from contract_tests.receiver import is_local, receiving
from contract_tests.start import started, suite_for

NAME = "contract-suite"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("contract suite")
    for option in options.TABLE:
        # pytest has a --strict of its own, which we share, and pytest-xdist has -n.
        if option.name not in {"strict", "workers"}:
            action = {"flag": "store_true", "texts": "append"}.get(option.kind, "store")
            group.addoption(option.flag, action=action, help=option.help, dest=option.name)


def pytest_configure(config: pytest.Config) -> None:
    """Put the suite in place; `apiref test` has done so already, and a worker has its own way."""
    for rule in rules.table():
        config.addinivalue_line("markers", f"{rule.id}: {rule.says}")
    config.addinivalue_line("markers", "later: waits for something that was begun at the start")
    if config.pluginmanager.hasplugin(NAME):
        return
    given = getattr(config, "workerinput", {}).get(PROPERTY)
    try:
        if given:
            suite = suite_for(options.Options(**given["options"]), given["run_id"])
        else:
            suite = suite_for(_started(config))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    except CannotStart as error:
        pytest.exit(str(error), returncode=3)
    config.pluginmanager.register(suite, NAME)


def _started(config: pytest.Config) -> options.Options:
    chosen = options_from_values({o.name: config.getoption(o.name, None) for o in options.TABLE})
    stack = ExitStack()
    config.add_cleanup(stack.close)
    return stack.enter_context(started(chosen))


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
def life(tester: Account, suite: Suite) -> Iterator[Life]:
    """Tasks that complete by themselves."""
    host = suite.options.callback_host or ("127.0.0.1" if suite.options.is_loopback else "")
    with ExitStack() as stack:
        receiver = stack.enter_context(receiving(host, is_local=is_local(host))) if host else None
        yield begin(tester, receiver)


@pytest.fixture(scope="session", autouse=True)
def _begun(request: pytest.FixtureRequest, suite: Suite) -> None:
    """Begin at once what some tests look at in the end."""
    if suite.target.keys["test"] and any(
        "later" in item.keywords for item in request.session.items
    ):
        request.getfixturevalue("life")
