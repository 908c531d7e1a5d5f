import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import MIDDLE, NARROW, WIDE, Box, Scheme, Visits

pytestmark = pytest.mark.xdist_group("browser")

OPERATION = "create/transcription/"
PAGES = ("", OPERATION, "tasks/list/", "task/", "errors/", "callbacks/", "authentication/")
LANGUAGES = ".ar-card--request > .tabbed-set > .tabbed-labels > label"
# The first lines of the code that is shown and reaches under its button.
COVERED = """() => [...document.querySelectorAll(".md-code__button")]
    .filter((button) => button.checkVisibility())
    .filter((button) => {
        const line = document.createRange();
        line.selectNodeContents(button.closest("pre").querySelector("code"));
        const box = button.getBoundingClientRect();
        return [...line.getClientRects()].some((one) =>
            one.top < box.bottom && one.bottom > box.top
            && one.right > box.left && one.left < box.right);
    }).map((button) => button.closest("pre").textContent.slice(0, 60))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_page_has_an_error_or_asks_another_host(
    visits: Visits, width: int, scheme: Scheme
) -> None:
    for path in PAGES:
        visits.open(path, width, scheme).wait_for_load_state("networkidle")
    assert visits.problems == []


def test_three_columns_on_a_wide_screen(visits: Visits) -> None:
    page = visits.open(OPERATION, WIDE)
    navigation = Box.of(page.locator(".md-sidebar--primary"))
    prose, panel = _columns(page)
    assert navigation.right <= prose.left < prose.right <= panel.left < panel.right <= WIDE
    assert abs(prose.top - panel.top) < 20


def test_two_columns_on_a_middle_screen(visits: Visits) -> None:
    page = visits.open(OPERATION, MIDDLE)
    prose, panel = _columns(page)
    assert prose.right <= panel.left < panel.right <= MIDDLE


def test_one_column_on_a_narrow_screen(visits: Visits) -> None:
    page = visits.open(OPERATION, NARROW)
    prose, panel = _columns(page)
    assert panel.top >= prose.bottom
    assert abs(prose.left - panel.left) < 20
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW


@pytest.mark.parametrize("width", [1920, WIDE, 1280, 1221, MIDDLE, 960])
def test_the_languages_stand_on_one_line(visits: Visits, width: int) -> None:
    labels = visits.open(OPERATION, width).locator(LANGUAGES)
    assert len({Box.of(label).top for label in labels.all()}) == 1


@pytest.mark.parametrize("width", [WIDE, 1280, NARROW])
@pytest.mark.parametrize("path", [OPERATION, "tasks/list/", "guides/curl/"])
def test_no_code_is_under_the_button_that_copies_it(visits: Visits, path: str, width: int) -> None:
    page = visits.open(path, width)
    page.locator(".md-code__button:visible").first.wait_for()
    assert page.evaluate(COVERED) == []


def test_code_that_goes_on_is_shaded_until_its_end(visits: Visits) -> None:
    page = visits.open(OPERATION, NARROW)
    code = page.locator(".ar-card--request pre:visible > code")
    code.scroll_into_view_if_needed()
    expect(code).to_have_attribute("tabindex", "0")
    assert "gradient" in code.evaluate("one => getComputedStyle(one).backgroundImage")
    short = visits.open("guides/curl/", NARROW).locator("pre > code").first
    assert short.evaluate("one => getComputedStyle(one).backgroundImage") == "none"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_narrow_screen(visits: Visits, path: str) -> None:
    assert visits.open(path, NARROW).evaluate("document.documentElement.scrollWidth") == NARROW


def test_the_panel_stays_in_view(visits: Visits) -> None:
    page = visits.open(OPERATION)
    page.locator("#createtranscriptiontask-body-urgency").evaluate("one => one.scrollIntoView()")
    _, panel = _columns(page)
    assert 0 <= panel.top < panel.bottom <= 900
    for kind in ("request", "response"):
        card = Box.of(page.locator(f".ar-card--{kind}").first)
        assert card.bottom - card.top > 200
        assert card.bottom <= panel.bottom


def test_the_language_is_one_choice_for_the_whole_site(visits: Visits) -> None:
    page = visits.open(OPERATION)
    _choose(page, "Python")
    assert _languages(page) == {"Python"}
    page.get_by_role("link", name="Categorization").first.click()
    page.wait_for_url("**/create/categorization/")
    assert _languages(page) == {"Python"}
    page.goto(visits.site + "authentication/")
    assert _languages(page) == {"Python"}


def test_the_choice_of_an_example_is_the_same_in_request_and_response(visits: Visits) -> None:
    page = visits.open(OPERATION)
    page.locator(".ar-card--response label", has_text="Receipt").first.click()
    _choose(page, "Ruby")
    expect(page.locator(".ar-card--request")).to_contain_text("Copy the shop")
    code = page.locator(".ar-card--request pre:visible")
    assert "Copy the shop" in code.inner_text()


def test_another_status_shows_another_response(visits: Visits) -> None:
    page = visits.open(OPERATION)
    page.locator(".ar-card--response label", has_text="415").click()
    assert (
        "application/json in UTF-8" in page.locator(".ar-card--response pre:visible").inner_text()
    )
    page.goto(visits.site + "tasks/list/")
    assert page.locator(".ar-card--response pre:visible").inner_text().startswith('{\n  "docs"')


def test_the_address_chooses_a_language(visits: Visits) -> None:
    page = visits.open(OPERATION + "?lang=ruby")
    page.wait_for_function("document.querySelector('.ar-card--request input:checked + *') !== null")
    page.wait_for_timeout(100)
    assert _languages(page) == {"Ruby"}


def test_a_link_into_a_fold_opens_it(visits: Visits) -> None:
    anchor = "createbuyproducttask-body-shipping_address-city"
    page = visits.open("create/buy-product/#" + anchor)
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


@pytest.mark.parametrize("fragment", ["#%", "#%E0%A4%A", "#no-such"])
def test_a_fragment_that_names_nothing_does_no_harm(visits: Visits, fragment: str) -> None:
    page = visits.open(f"create/transcription/{fragment}")
    page.locator(".ar-trial__open").first.wait_for()


def test_choices_that_cannot_be_kept_do_no_harm(visits: Visits) -> None:
    page = visits.arrive()
    page.add_init_script(
        "localStorage.setItem('/.__palette', '{bad');"
        "Storage.prototype.setItem = () => { throw new Error('denied'); };"
    )
    page.goto(visits.site + "create/transcription/")
    page.locator(".ar-trial__open").first.wait_for()


def test_an_anchor_shows_on_hover_and_on_focus(visits: Visits) -> None:
    page = visits.open(OPERATION)
    head = page.locator(".ar-field__head").first
    link = head.locator(".headerlink")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    link.focus()
    expect(link).to_have_css("opacity", "1")
    page.locator("body").press("Escape")
    link.blur()
    head.hover()
    expect(link).to_have_css("opacity", "1")


def test_languages_are_switched_by_keyboard(visits: Visits) -> None:
    page = visits.open(OPERATION)
    page.locator(".ar-card--request > .tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    assert _languages(page) == {"Ruby"}


def test_folds_are_opened_by_keyboard(visits: Visits) -> None:
    page = visits.open("create/buy-product/")
    fold = page.locator(".ar-nested").first
    fold.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(fold.locator(".ar-field").first).to_be_visible()


def test_all_is_readable_without_scripts(visits: Visits) -> None:
    page = visits.open(OPERATION, java_script_enabled=False)
    expect(page.get_by_role("heading", name="Create a transcription task")).to_be_visible()
    for name in ("Ruby", "Python", "JavaScript", "curl"):
        _choose(page, name)
        assert _languages(page) == {name}
    page.locator(".ar-card--response label", has_text="404").or_(
        page.locator(".ar-card--response label", has_text="400")
    ).first.click()
    assert '"status_code": 400' in page.locator(".ar-card--response pre:visible").inner_text()


def _columns(page: Page) -> tuple[Box, Box]:
    return Box.of(page.locator(".ar-prose").first), Box.of(page.locator(".ar-panel").first)


def _choose(page: Page, language: str) -> None:
    labels = page.locator(".ar-card--request > .tabbed-set > .tabbed-labels > label")
    labels.filter(has_text=language).first.click()


def _languages(page: Page) -> set[str]:
    """Give the labels of the languages that are chosen, of all samples on the page."""
    sets = page.locator(".ar-card--request > .tabbed-set")
    return {
        one.locator(f"label[for='{one.locator('> input:checked').get_attribute('id')}']")
        .inner_text()
        .strip()
        for one in sets.all()
    }


def test_the_navigation_shows_the_page_that_is_read(visits: Visits) -> None:
    page = visits.open("contract-changes/", WIDE)
    page.set_viewport_size({"width": WIDE, "height": 300})
    page.reload()
    here = page.locator(".md-nav--primary a.md-nav__link--active").first
    expect(here).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
