"""Looking again and again at the files of a site, to build what has changed."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from apiref import UserError
from apiref.live import Live, Stamps

_PAUSE = 0.3  # seconds between two looks at the files
_REST = 0.1  # seconds without a change, after which a save has come to its end
_PARTING = 3  # seconds that a build may still take at the end
_LOOKS = 30  # at what does not come to rest


@contextmanager
def watching(
    live: Live, changed: Callable[[], None], tell: Callable[[str], None]
) -> Iterator[None]:
    """Keep a site up to date in a thread, for as long as a block runs.

    `changed` is called after each change, `tell` with what is wrong with one.
    """
    stop = Event()
    thread = Thread(target=_watch, args=(live, changed, tell, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_PARTING)


def _watch(
    live: Live, changed: Callable[[], None], tell: Callable[[str], None], stop: Event
) -> None:
    seen = _without_saves(live)
    waiting = set[Path]()  # what has changed since the site was last built
    while not stop.wait(_PAUSE):
        if live.stamps() == seen:
            continue
        now = _at_rest(live, stop)
        waiting |= _differing(seen, now)
        problem = _problem(live, waiting, changed)
        seen = _with_written(live, now)
        if problem and (stop.wait(_PAUSE) or live.stamps() != seen):
            continue  # it was seen before it was saved to its end
        live.problem = problem
        if problem:
            tell(problem)
        else:
            waiting.clear()


def _without_saves(live: Live) -> Stamps:
    """Give what the first build has seen: not what was saved while it ran."""
    return {
        path: (time, size)
        for path, (time, size) in live.stamps().items()
        if time < live.began or live.writes(path)
    }


def _at_rest(live: Live, stop: Event) -> Stamps:
    """Give the stamps of the files when no save of one is under way."""
    now = live.stamps()
    for _ in range(_LOOKS):
        before = now
        stop.wait(_REST)
        now = live.stamps()
        if now == before:
            break
    return now


def _with_written(live: Live, built: Stamps) -> Stamps:
    """Give the stamps that were built, with those of what building has written meanwhile."""
    now = live.stamps()
    written = {path for path in _differing(built, now) if live.writes(path)}
    kept = {path: stamp for path, stamp in built.items() if path not in written}
    return kept | {path: now[path] for path in written & now.keys()}


def _differing(before: Stamps, after: Stamps) -> set[Path]:
    return {path for path, _ in before.items() ^ after.items()}


def _problem(live: Live, files: Collection[Path], changed: Callable[[], None]) -> str:
    """Build what changed files change; give what is wrong with it."""
    try:
        live.refresh(files)
        changed()
    except UserError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 -- a broken save must not end the server
        return f"the site stays as it was: {type(error).__name__}: {error}"
    return ""
