"""Two accounts know nothing of each other, and a task knows what kind of key made it."""

from contract_tests.account import Account, expect_same, expect_status
from contract_tests.broken import Broken
from contract_tests.rules import rule

NOT_FOUND = "/components/responses/NotFound"


@rule("account-retrieve-apart", clause=NOT_FOUND)
def test_retrieve(api: Account, neighbour: Account) -> None:
    """The task of another account does not exist: 404, never 403."""
    expect_status(neighbour.retrieve(api.task()["task_id"]), 404)


@rule("account-cancel-apart", clause=NOT_FOUND)
def test_cancel(api: Account, neighbour: Account) -> None:
    """The task of another account cannot be canceled: 404, and nothing of it changes."""
    task = api.task()
    before = api.retrieve(task["task_id"])
    expect_status(neighbour.cancel(task["task_id"]), 404)
    after = api.retrieve(task["task_id"])
    expect_same(api.known(after.json), api.known(before.json), "the task", after)


@rule("account-list-apart", clause="listTasks/description")
def test_list(api: Account, neighbour: Account) -> None:
    """A list holds the tasks of the own account only, and counts no others."""
    mine, theirs = api.task(), neighbour.task()
    first, last = sorted((mine["created_at"], theirs["created_at"]))
    for account, own, other in ((api, mine, theirs), (neighbour, theirs, mine)):
        page = account.page(start_time=first, end_time=last)
        if other["task_id"] in page["ids"]:
            raise Broken(
                "no task of another account", f"{other['task_id']} in the list", page["exchange"]
            )
        if own["task_id"] not in page["ids"]:
            raise Broken("the own task in the list", f"only {page['ids'][:5]}", page["exchange"])
        if not page.get("has_more"):
            expect_same(page.get("total"), len(page["ids"]), "total", page["exchange"])


@rule("account-token-apart", clause="listTasks/parameters/next_token")
def test_token(api: Account, neighbour: Account) -> None:
    """A `next_token` of one account shows another account none of its tasks."""
    made = [api.task()["task_id"] for _ in range(3)]
    token = api.page(limit=1).get("next_token")
    exchange = expect_status(neighbour.list(limit=100, next_token=token), 200, 400)
    shown = [task.get("task_id") for task in (exchange.json or {}).get("docs", ())]
    if set(made) & set(shown):
        raise Broken("no task of another account", f"{set(made) & set(shown)}", exchange)


@rule("account-is-test", clause="/components/schemas/IsTest")
def test_is_test(api: Account) -> None:
    """`is_test` says whether a test key made the task."""
    exchange = api.retrieve(api.task()["task_id"])
    expect_same((exchange.json or {}).get("is_test"), api.is_test, "is_test", exchange)


@rule("account-is-test-with-test-key", clause="/components/schemas/IsTest")
def test_is_test_with_test_key(tester: Account) -> None:
    """`is_test` is true of a task that a test key made, also when it is retrieved."""
    exchange = tester.retrieve(tester.task()["task_id"])
    expect_same((exchange.json or {}).get("is_test"), True, "is_test", exchange)  # noqa: FBT003 - a JSON value
