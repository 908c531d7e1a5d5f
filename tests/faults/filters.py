"""The filters of the list: status, type, and the two bounds of time."""

from apiref.sandbox.errors import ApiError
from apiref.sandbox.reading import Call
from apiref.sandbox.rules import Rules
from apiref.sandbox.store import Filters
from apiref.sandbox.task import JsonObject

from .fault import caught_by
from .paging import asked
from .parts import Statement

BOUNDS = ("start_time", "end_time")


@caught_by("list-filter-kept")
class StatusIsIgnored(Statement):
    """The list holds tasks of any status."""

    meant = "(:status IS NULL OR status = :status)"
    but = "(:status IS NULL OR :status <> '')"


@caught_by("list-filter-kept")
class TypeIsIgnored(Statement):
    """The list holds tasks of any type."""

    meant = "(:type IS NULL OR type = :type)"
    but = "(:type IS NULL OR :type <> '')"


@caught_by("list-filter-kept", "cancel-shows-in-list")
class CanceledTasksCountAsPending(Statement):
    """`status=pending` holds the canceled tasks too."""

    meant = "status = :status"
    but = "(status = :status OR :status = 'pending' AND status = 'canceled')"


@caught_by("list-filters-combine")
class StatusOrTypeIsEnough(Statement):
    """A task is listed if one of the filters holds."""

    meant = "(:status IS NULL OR status = :status) AND (:type IS NULL OR type = :type)"
    but = (
        "(:status IS NULL AND :type IS NULL OR status = :status AND :type IS NULL"
        " OR type = :type AND :status IS NULL OR status = :status OR type = :type)"
    )


@caught_by("list-filters-combine")
class TypeHidesTheStatus(Statement):
    """With `type`, `status` is ignored."""

    meant = "(:status IS NULL OR status = :status)"
    but = "(:status IS NULL OR status = :status OR :type IS NOT NULL)"


@caught_by("list-filters-combine")
class StatusHidesTheTime(Statement):
    """With `status`, the bounds of time are ignored."""

    meant = "created_at BETWEEN :start AND :end"
    but = "(created_at BETWEEN :start AND :end OR :status IS NOT NULL)"


@caught_by("list-filters-combine")
class PageIsCutBeforeItIsFiltered(Rules):
    """A filter leaves out tasks of a page and does not fill it up."""

    def list(self, call: Call) -> JsonObject:
        answer = super().list(asked(call, status=None))
        status = call.parameters["status"]
        docs = [doc for doc in answer["docs"] if status in (None, doc["status"])]
        return answer | {"docs": docs, "total": super().list(call)["total"]}


@caught_by("list-window-inclusive")
class StartIsExclusive(Statement):
    """A task created at `start_time` is left out."""

    meant = "created_at BETWEEN :start AND :end"
    but = "created_at > :start AND created_at <= :end"


@caught_by("list-window-inclusive")
class EndIsExclusive(Statement):
    """A task created at `end_time` is left out."""

    meant = "created_at BETWEEN :start AND :end"
    but = "created_at >= :start AND created_at < :end"


@caught_by("list-window-exact")
class StartIsIgnored(Statement):
    """`start_time` is ignored."""

    meant = "created_at BETWEEN :start AND :end"
    but = "(:start IS NULL OR created_at <= :end)"


@caught_by("list-window-exact")
class BoundsAreOfASecond(Statement):
    """The bounds of time are those of whole seconds."""

    meant = "created_at BETWEEN :start AND :end"
    but = "created_at / 1000 BETWEEN :start / 1000 AND :end / 1000"


@caught_by("list-window-inclusive")
class EndIsCutToASecond(Statement):
    """The fraction of a second of `end_time` is dropped."""

    meant = "created_at BETWEEN :start AND :end"
    but = "created_at BETWEEN :start AND :end - :end % 1000"


@caught_by("list-window-reversed-empty")
class WindowIsTurnedRound(Statement):
    """A window that ends before it starts is turned round."""

    meant = "created_at BETWEEN :start AND :end"
    but = "created_at BETWEEN min(:start, :end) AND max(:start, :end)"


@caught_by("list-window-reversed-empty")
class ReversedWindowIsRefused(Rules):
    """A window that ends before it starts is refused."""

    def filters(self, call: Call) -> Filters:
        filters = super().filters(call)
        if filters.start > filters.end:
            raise ApiError(400, "The window ends before it starts.")
        return filters


class Reread(Rules):
    """Reads a bound of time as another text than the one that was given."""

    def reread(self, text: str) -> str:
        raise NotImplementedError

    def filters(self, call: Call) -> Filters:
        times = {name: call.parameters[name] for name in BOUNDS if call.parameters[name]}
        return super().filters(asked(call, **{name: self.reread(times[name]) for name in times}))


@caught_by("list-window-in-any-offset")
class OffsetOfATimeIsIgnored(Reread):
    """A bound of time is taken for UTC whatever its offset."""

    def reread(self, text: str) -> str:
        return text if text.endswith(("Z", "z")) else text[:-6] + "Z"


@caught_by("list-window-in-any-offset")
class OffsetOfATimeIsTurnedRound(Reread):
    """The offset of a bound of time counts in the wrong direction."""

    def reread(self, text: str) -> str:
        return (
            text if text.endswith(("Z", "z")) else text[:-6] + text[-6:].translate({43: 45, 45: 43})
        )


@caught_by("list-window-in-any-offset")
class MinutesOfAnOffsetAreIgnored(Reread):
    """Of the offset of a bound of time only the hours count."""

    def reread(self, text: str) -> str:
        return text if text.endswith(("Z", "z")) else text[:-2] + "00"


@caught_by("example-parameter-accepted")
class TimeWithoutMillisecondsIsRefused(Reread):
    """A bound of time without a fraction is refused."""

    def reread(self, text: str) -> str:
        if "." not in text:
            raise ApiError(400, "A time needs milliseconds.")
        return text


@caught_by("list-window-of-any-precision")
class FinerTimeIsRefused(Reread):
    """A bound of time with microseconds is refused."""

    def reread(self, text: str) -> str:
        if len(text.partition(".")[2].rstrip("Zz")) > 3 and "+" not in text:
            raise ApiError(400, "A time may have three digits behind the point.")
        return text


@caught_by("list-window-of-any-precision")
class TimeInSmallLettersIsRefused(Reread):
    """A bound of time with `t` or `z` is refused."""

    def reread(self, text: str) -> str:
        if text != text.upper():
            raise ApiError(400, "Write T and Z in capitals.")
        return text


@caught_by("list-window-in-any-offset")
class OnlyUtcIsTaken(Reread):
    """A bound of time with another offset than `Z` is refused."""

    def reread(self, text: str) -> str:
        if text[-1] not in "Zz":
            raise ApiError(400, "Give times in UTC.")
        return text
