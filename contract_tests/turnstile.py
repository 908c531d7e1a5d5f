"""Between the processes of a run: while one makes a window of the list, no other creates tasks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Turnstile:
    """A lock on a file that all processes know; without a file there is one process, no lock."""

    path: str = ""
    _is_alone: bool = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Hold as one of many."""
        if self._is_alone:
            yield
            return
        with self._locked(exclusive=False):
            yield

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold as the only one."""
        with self._locked(exclusive=True):
            self._is_alone = True
            try:
                yield
            finally:
                self._is_alone = False

    @contextmanager
    def _locked(self, *, exclusive: bool) -> Iterator[None]:
        if not self.path:
            yield
            return
        import fcntl  # noqa: PLC0415 - not everywhere, and several processes are no must

        with open(self.path, "rb") as file:  # noqa: PTH123 - a path is all there is
            fcntl.flock(file, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
            yield
