"""Cancels what a run has created, as far as the server lets it."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from contract_tests.connection import Trouble
from contract_tests.exchange import Request
from contract_tests.results import Cleanup
from contract_tests.target import HANGS, TROUBLES, Target

THREADS = 4


def tidy(target: Target) -> Cleanup:
    """Cancel every task of the run that is pending, and say what became of all of them."""
    journal = target.journal
    cleanup = Cleanup(created=len(journal.tasks))
    pending = [task_id for task_id, task in journal.tasks.items() if task.status == "pending"]
    for task in journal.tasks.values():
        if task.status == "canceled":
            cleanup.canceled += 1
        elif task.status != "pending":
            cleanup.left[task.status] += 1
    with ThreadPoolExecutor(THREADS) as pool:
        for left in pool.map(lambda task_id: _cancel(target, task_id), pending):
            if left:
                cleanup.left[left] += 1
            else:
                cleanup.canceled += 1
    return cleanup


def _cancel(target: Target, task_id: str) -> str:
    """Cancel one task; returns the empty string, or why it is left."""
    journal = target.journal
    if journal.hangs >= HANGS or journal.troubles >= TROUBLES:
        return "not tried, since the server does not answer"
    path = f"/task/{quote(task_id, safe='')}/cancel"
    request = Request("POST", path, key=journal.tasks[task_id].key)
    try:
        status = target.deliver(request).status
    except Trouble as trouble:
        journal.troubles += 1
        return f"not canceled: {trouble}"
    if status == 200:
        return ""
    return "completed" if status == 409 else f"not canceled: {status}"
