"""What people would do: completing the tasks of test keys."""

import asyncio

from apiref.sandbox.answers import answer
from apiref.sandbox.delivery import Delivery
from apiref.sandbox.store import Store
from apiref.sandbox.task import Task


class Completion:
    """Completes tasks in the background of the running event loop, and delivers their callbacks."""

    completes_after = 0.3  # seconds; the contract says within a second

    def __init__(self, store: Store, delivery: Delivery) -> None:
        self.store = store
        self.delivery = delivery
        self._running: set[asyncio.Task[None]] = set()

    def start(self, task: Task) -> None:
        """Begin to finish a task; the event loop's end also ends it."""
        running = asyncio.create_task(self.finish(task))
        self._running.add(running)
        running.add_done_callback(self._running.discard)

    def resume(self) -> None:
        """Take up what an earlier run on the same file left unfinished."""
        for task in self.store.unfinished():
            self.start(task)

    async def finish(self, task: Task) -> None:
        """Complete a task unless it is canceled first, call back, and keep how that ended."""
        completed: Task | None = task
        if task.status == "pending":
            await asyncio.sleep(self.completes_after)
            completed = self.store.complete(task.task_id, answer(task))
        if completed:
            succeeded = await self.delivery.deliver(completed)
            self.store.settle(completed.task_id, callback_succeeded=succeeded)
