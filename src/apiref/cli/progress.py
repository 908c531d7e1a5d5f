"""A bar on the terminal for what takes longer than a second; elsewhere nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import Progress

_PATIENCE = 1.0  # seconds before the bar is shown


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is to be called with the steps done, and with how many there are."""
    console = Console(stderr=True)
    begun = monotonic()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, visible=False)

        def tell(done: int, steps: int) -> None:
            late = monotonic() - begun > _PATIENCE
            bar.update(task, completed=done, total=steps, visible=late)

        yield tell
