"""What pytest needs: the options, the marks, and the suite as a plugin.

In a checkout conftest.py brings it; for an installed package, `-p contract_tests.plugin` does.
"""

from contextlib import ExitStack

import pytest

from contract_tests import options, rules
from contract_tests.options import UsageError, options_from_values
from contract_tests.preflight import CannotStart
from contract_tests.start import plan_for, started
from contract_tests.suite import NAME, PROPERTY, Suite


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
    config.addinivalue_line("markers", "large: makes tasks that are slow to list")
    config.addinivalue_line("markers", "later: waits for something that was begun at the start")
    if config.pluginmanager.hasplugin(NAME):
        return
    try:
        config.pluginmanager.register(_suite(config), NAME)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    except CannotStart as error:
        pytest.exit(str(error), returncode=3)


def _suite(config: pytest.Config) -> Suite:
    given = getattr(config, "workerinput", {}).get(PROPERTY)
    if given:
        chosen = options.Options(**given["options"])
        suite = plan_for(chosen).suite(chosen, given["run_id"])
        suite.target.turnstile.path = given["turnstile"]
        return suite
    chosen = options_from_values({o.name: config.getoption(o.name, None) for o in options.TABLE})
    stack = ExitStack()
    config.add_cleanup(stack.close)
    return stack.enter_context(started(chosen))
