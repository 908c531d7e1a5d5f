import pytest

from apiref.sandbox.times import ceiling, floor, rfc3339

NOON = 1_470_052_800_000  # 2016-08-01T12:00:00Z

READ = {
    "2016-08-01T12:00:00Z": (NOON, NOON),
    "2016-08-01t12:00:00z": (NOON, NOON),
    "2016-08-01T12:00:00.000Z": (NOON, NOON),
    "2016-08-01T12:00:00.5Z": (NOON + 500, NOON + 500),
    "2016-08-01T12:00:00.0010000Z": (NOON + 1, NOON + 1),
    "2016-08-01T12:00:00.0010001Z": (NOON + 1, NOON + 2),
    "2016-08-01T12:00:00." + "0" * 5_000 + "1Z": (NOON, NOON + 1),
    "2016-08-01T14:00:00+02:00": (NOON, NOON),
    "2016-08-01T06:30:00-05:30": (NOON, NOON),
    "2016-08-02T11:59:00+23:59": (NOON, NOON),
    "2016-08-01T11:59:60Z": (NOON, NOON),
    "1969-12-31T23:59:59.999Z": (-1, -1),
}


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_read(text: str, expected: tuple[int, int]) -> None:
    assert (floor(text), ceiling(text)) == expected


@pytest.mark.parametrize("text", ["0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_the_ends_of_the_calendar_are_read(text: str) -> None:
    assert abs(floor(text)) < 2**63


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2016-08-01",
        "2016-08-01T12:00:00",
        "2016-08-01T12:00:00Z\n",
        "\uff12016-08-01T12:00:00Z",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="RFC 3339"):
        floor(text)


def test_written_in_utc_with_milliseconds() -> None:
    assert rfc3339(NOON) == "2016-08-01T12:00:00.000Z"
    assert rfc3339(NOON + 7) == "2016-08-01T12:00:00.007Z"
