"""Progress on a terminal: a bar that moves with each test."""

from typing import TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import Progress as RichProgress

from contract_tests.ledger import Ledger
from contract_tests.progress import Progress
from contract_tests.results import Verdict


class Bar(Progress):
    """Tells of the progress in a bar, above which the broken rules are listed."""

    def __init__(self, ledger: Ledger, stream: TextIO) -> None:
        super().__init__(ledger, stream)
        self.progress = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=stream),
            transient=True,
        )
        self.task = self.progress.add_task("Collecting the rules", total=None)

    def pytest_sessionstart(self) -> None:
        self.progress.start()

    def begin(self, total: int) -> None:
        self.progress.update(self.task, total=total)

    def advance(self, rule_id: str) -> None:
        self.progress.update(self.task, advance=1, description=f"{rule_id:36.36}")

    def tell(self, rule_id: str) -> None:
        verdict = self.ledger.if_broken(rule_id)
        style = "red" if verdict is Verdict.BROKEN else "yellow"
        self.progress.console.print(f"[{style}]{verdict}[/] {rule_id}", highlight=False)

    def pytest_sessionfinish(self) -> None:
        self.progress.update(self.task, description="Canceling what was created")

    def pytest_unconfigure(self) -> None:
        self.progress.stop()
