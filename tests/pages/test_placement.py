"""Where pages have the parts of a contract: a link leads to the anchor that the page gives."""

from pathlib import Path

from apiref.placement import Placement, Places
from apiref.spec import load
from tests.pages.parsed import html_of, parse

CONTRACT = """\
openapi: 3.1.0
info: {title: Tasks, version: '1'}
paths:
  /a: {get: {operationId: getX, tags: [t], responses: {'200': {description: Fine.}}}}
  /b: {get: {operationId: getx, tags: [t], responses: {'200': {description: Fine.}}}}
components: {schemas: {Task: {type: string}, TASK: {type: string}}}
"""
PAGE = "# Tasks\n\n::: operations t\n\n::: schema Task\n\n::: schema TASK\n"


def test_a_link_to_one_of_two_like_names_leads_to_it(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(CONTRACT)
    tmp_path.joinpath("all.md").write_text(PAGE)
    href = Places(tmp_path, load(document)).href_from("index.md")
    links = [href("operation", "getX"), href("operation", "getx")]
    links += [href("schema", "Task"), href("schema", "TASK")]
    headings = ["getx", "getx_2", "schema-task", "schema-task_2"]
    assert links == [f"all.md#{one}" for one in headings]
    page = parse(html_of(PAGE, spec=str(document)))
    assert set(headings) <= set(page.anchors)


def test_a_link_to_a_page_of_any_name_is_an_address(tmp_path: Path) -> None:
    document = tmp_path / "openapi.yaml"
    document.write_text(CONTRACT)
    tmp_path.joinpath("C# tasks.md").write_text("::: operation getX\n")
    href = Places(tmp_path, load(document)).href_from("index.md")("operation", "getX")
    assert href == "C%23%20tasks.md#getx"
    placement = Placement(None, tmp_path, "index.md", directory_urls=True)
    assert placement.url(href) == "C%23%20tasks/#getx"
