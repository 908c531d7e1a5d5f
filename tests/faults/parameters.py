"""Values of query parameters that are taken though wrong, or refused though right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.requests import Request

from apiref.sandbox.errors import ApiError
from apiref.sandbox.parameters import ParameterReader

from .fault import caught_by
from .parts import Lax


@caught_by("list-value-out-of-bounds-refused")
class LimitZeroIsTaken(Lax):
    """`limit=0` is taken."""

    name, wrong, instead = "limit", "0", 1


@caught_by("list-value-out-of-bounds-refused")
class LargeLimitIsCapped(Lax):
    """A `limit` above 100 is taken for 100."""

    name, wrong, instead = "limit", r"\d{3,}", 100


@caught_by("list-value-out-of-bounds-refused")
class FractionForALimitIsCut(Lax):
    """`limit=1.5` is taken for 1."""

    name, wrong, instead = "limit", r"1\.5", 1


@caught_by("list-value-out-of-bounds-refused")
class EmptyLimitIsIgnored(Lax):
    """`limit=` is taken for none, though it allows no empty value."""

    name, wrong, instead = "limit", "", 100


@caught_by("list-value-out-of-bounds-refused")
class NegativeOffsetIsTaken(Lax):
    """A negative `offset` is taken for 0."""

    name, wrong, instead = "offset", r"-\d+", 0


@caught_by("list-value-out-of-bounds-refused", "response-no-server-error")
class WordForAnOffsetFails(ParameterReader):
    """An `offset` that is no number makes the server fail."""

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        if self.parameter.name == "offset":
            int(request.query_params.get("offset", "0"))
        return super().read(request, path_parameters)


@caught_by("list-value-at-bound-accepted")
class LargestLimitIsRefused(ParameterReader):
    """`limit=100` is refused."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.parameter.name == "limit" and value == 100:
            raise ApiError(400, "The limit must be below 100.")


@caught_by("list-value-at-bound-accepted")
class LargestOffsetIsRefused(ParameterReader):
    """An `offset` beyond ten thousand is refused."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.parameter.name == "offset" and value > 10_000:
            raise ApiError(400, "The offset must be at most 10000.")


@caught_by("list-unknown-query-ignored")
class UnknownQueryParameterIsRefused(ParameterReader):
    """A query parameter that is not described is refused."""

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        if self.parameter.name == "limit" and {"sort", "page"} & set(request.query_params):
            raise ApiError(400, "There is no such parameter.")
        return super().read(request, path_parameters)


@caught_by("list-value-out-of-bounds-refused")
class UnknownStatusIsIgnored(Lax):
    """A `status` that does not exist is ignored."""

    name, wrong, instead = "status", "(?!none).+", None


@caught_by("list-value-out-of-bounds-refused")
class CapitalsInATypeAreTaken(Lax):
    """A `type` in capitals is taken."""

    name, wrong, instead = "type", "[A-Z]+", "transcription"


@caught_by("list-value-out-of-bounds-refused")
class BadTimeIsIgnored(Lax):
    """A `start_time` that is no time is ignored."""

    name, wrong, instead = "start_time", "[a-z]+", None


@caught_by("list-value-out-of-bounds-refused")
class DateIsTakenForATime(Lax):
    """An `end_time` that is a date alone is taken."""

    name, wrong, instead = "end_time", r"\d{4}-\d\d-\d\d", "2026-03-01T00:00:00Z"


@caught_by("list-value-out-of-bounds-refused")
class ThirteenthMonthIsTaken(Lax):
    """A `start_time` in the thirteenth month is taken."""

    name, wrong, instead = "start_time", "2026-13-.*", "2027-01-01T00:00:00Z"


@caught_by("list-value-out-of-bounds-refused", "response-no-server-error")
class BadTimeFails(ParameterReader):
    """A bound of time that is none makes the server fail."""

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        text = request.query_params.get(self.parameter.name)
        if self.parameter.name.endswith("_time") and text:
            datetime.fromisoformat(text)
        return super().read(request, path_parameters)


@caught_by("list-filter-empty-ignored")
class EmptyStatusIsRefused(ParameterReader):
    """`status=` is refused."""

    def given(self, request: Request, path_parameters: Mapping[str, str]) -> list[str]:
        given = list(super().given(request, path_parameters))
        if self.parameter.name == "status" and "" in given:
            raise ApiError(400, "The status is empty.")
        return given


@caught_by("list-filter-empty-ignored")
class EmptyTimeIsTheStartOfTime(ParameterReader):
    """`end_time=` means 1970, so that nothing is listed."""

    def read(self, request: Request, path_parameters: Mapping[str, str]) -> Any:
        if self.parameter.name == "end_time" and request.query_params.get("end_time") == "":
            return "1970-01-01T00:00:00Z"
        return super().read(request, path_parameters)
