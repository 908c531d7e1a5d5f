"""Times as the contract writes them (RFC 3339), and inside as milliseconds since 1970."""

import calendar
import re
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)


def rfc3339(milliseconds: int) -> str:
    """Write a time in UTC with `Z` and milliseconds."""
    time = _EPOCH + timedelta(milliseconds=milliseconds)
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def floor(text: str) -> int:
    """Read a time, finer parts than a millisecond dropped. Raises ValueError for no RFC 3339."""
    return _read(text)[0]


def ceiling(text: str) -> int:
    """Read a time, finer parts than a millisecond rounded up. Raises ValueError for no RFC 3339."""
    whole, rest = _read(text)
    return whole + rest


def _read(text: str) -> tuple[int, bool]:
    """Give whole milliseconds, and whether something finer is left.

    Python's own parser knows no leap second, no year 0 and no more than six digits.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError("not a time by RFC 3339")
    *date_and_time, fraction, sign, hours, minutes = match.groups()
    year, *others = map(int, date_and_time)
    seconds = calendar.timegm((max(year, 1), *others))
    if sign:
        offset = int(hours) * 3600 + int(minutes) * 60
        seconds -= offset if sign == "+" else -offset
    digits = fraction or ""
    return seconds * 1000 + int(digits[:3].ljust(3, "0")), digits[3:].strip("0") != ""
