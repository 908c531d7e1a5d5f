"""The site for a reader who has a keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.xdist_group("browser")

OPERATION = "create/buy-product/"
# The element that has the focus, whether it is in sight, and whether its look says so.
FOCUSED = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const shown = one.matches(".md-option") ? one.nextElementSibling
        : one.matches(".tabbed-set > input") ? one.labels[0] : one;
    const box = shown.getBoundingClientRect();
    const style = getComputedStyle(shown);
    one.dataset.met = String(Number(one.dataset.met ?? 0) + 1);
    return {
        name: one.outerHTML.slice(0, 160),
        met: Number(one.dataset.met),
        inSight: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    };
}"""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_keyboard_goes_through_a_page_and_out(visits: Visits, width: int) -> None:
    page = visits.open(OPERATION, width)
    stops = _walk(page)
    assert len(stops) > 60
    assert [one["name"] for one in stops if one["met"] > 1] == []
    assert [one["name"] for one in stops if not one["inSight"]] == []
    assert [one["name"] for one in stops if not one["outlined"]] == []
    reached = " ".join(one["name"] for one in stops)
    for part in ("md-skip", "md-option", "<summary", "headerlink", "ar-trial__open"):
        assert part in reached


def test_the_menu_is_opened_walked_and_left(visits: Visits) -> None:
    page = visits.open(OPERATION, NARROW)
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    sidebar = page.locator(".md-sidebar--primary")
    expect(sidebar.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(sidebar.get_by_role("link").first).to_be_hidden()


def test_a_trial_is_opened_and_left(visits: Visits) -> None:
    page = visits.open(OPERATION)
    button = page.locator(".ar-trial__open").first
    button.focus()
    page.keyboard.press("Enter")
    dialog = page.locator(".ar-trial__dialog")
    expect(dialog.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_the_colours_are_switched(visits: Visits) -> None:
    page = visits.open("")
    page.locator("input[name=__palette]:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(visits.site + OPERATION)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def _walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has left the page; give each stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"the focus does not leave the page: {stops[-3:]}")
