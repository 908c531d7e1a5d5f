import re
from pathlib import Path

import pytest

from apiref.copies import Copy, copies_of, write, write_lists
from apiref.markdown import DirectiveError
from apiref.pages import Settings
from apiref.spec import Spec, load
from tests.pages.specs import PETSTORE, ROOT


@pytest.fixture(scope="module")
def contract() -> Spec:
    return load(ROOT / "openapi.yaml")


@pytest.fixture(scope="module")
def copies(contract: Spec) -> dict[str, Copy]:
    return {copy.path: copy for copy in copies_of(ROOT / "docs", contract, Settings())}


def test_every_page_has_a_copy(copies: dict[str, Copy]) -> None:
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    assert set(copies) == pages
    assert all(copy.text.startswith("# ") and copy.title for copy in copies.values())


def test_a_copy_has_no_html_and_no_directive(copies: dict[str, Copy]) -> None:
    for copy in copies.values():
        outside = re.sub(r"```.*?```|`[^`\n]*`", "", copy.text, flags=re.DOTALL)
        assert not re.search(r"</?[a-z]+[ >]|&#|^:::|^---", outside, re.MULTILINE), copy.path


def test_a_copy_tells_what_the_page_tells(copies: dict[str, Copy]) -> None:
    text = copies["create/buy-product.md"].text
    for part in ("`POST /task/buyproduct`", "`shipping_address`", "  - `postal_code`", "#### 415"):
        assert part in text
    assert "(../tasks/cancel.md#canceltask)" in text
    assert "`task_id`" in copies["task.md"].text
    assert "### 409 Conflict" in copies["errors.md"].text
    assert "https://api.scaleapi.com/v1" in copies["index.md"].text
    assert "scale-callback-auth" in copies["callbacks.md"].text
    assert "HTTP Basic authentication" in copies["authentication.md"].text


def test_copies_are_listed(copies: dict[str, Copy], contract: Spec, tmp_path: Path) -> None:
    write(copies.values(), tmp_path)
    write_lists(copies.values(), contract, tmp_path)
    listed = tmp_path.joinpath("llms.txt").read_text()
    assert listed.startswith("# Scale API\n\n> ")
    assert [copy.path for copy in copies.values() if not copy.listed] == ["everything.md"]
    for path, title in re.findall(r"^- \[(.+)\]\((.+)\)", listed, re.MULTILINE):
        assert tmp_path.joinpath(title).read_text() == copies[title].text, path
    assert listed.count("\n- ") == sum(copy.listed for copy in copies.values())
    everything = tmp_path.joinpath("llms-full.txt").read_text()
    assert all(copy.text in everything for copy in copies.values() if copy.listed)


def test_a_list_says_what_there_is_to_say(contract: Spec, tmp_path: Path) -> None:
    copies = [Copy("a.md", "A", "", "# A\n"), Copy("b.md", "B", "The second.", "# B\n")]
    write_lists(copies, contract, tmp_path, "Tasks &amp; people.")
    listed = tmp_path.joinpath("llms.txt").read_text()
    assert listed.startswith("# Scale API\n\n> Tasks & people.\n")
    assert listed.endswith("- [A](a.md)\n- [B](b.md): The second.\n")


def test_a_list_leads_to_a_page_of_any_name(contract: Spec, tmp_path: Path) -> None:
    write_lists([Copy("a/my C#.md", "C", "", "# C\n")], contract, tmp_path)
    assert tmp_path.joinpath("llms.txt").read_text().endswith("- [C](a/my%20C%23.md)\n")


def test_a_directive_that_cannot_be_followed_is_told(tmp_path: Path) -> None:
    tmp_path.joinpath("index.md").write_text("# Pets\n\n::: operation listDogs\n")
    with pytest.raises(DirectiveError, match="line 3"):
        copies_of(tmp_path, load(PETSTORE), Settings())
