import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from apiref.cli import main
from apiref.new import NewSiteError, new_site, pages_for
from apiref.site import SiteError, build
from apiref.spec import SpecError, load
from tests.browser.serving import served
from tests.pages.specs import PETSTORE
from tests.scale.documents import large

BIN = Path(sys.executable).parent


@pytest.fixture
def site(tmp_path: Path) -> Path:
    new_site(tmp_path / "site", str(PETSTORE))
    return tmp_path / "site"


def test_a_new_site_is_built_as_it_is(site: Path) -> None:
    built = build(site / "mkdocs.yml")
    for page in ("", "authentication/", "errors/", "schemas/", "schemas/pet/", "operations/pets/"):
        html = (built / page / "index.html").read_text("utf-8")
        assert re.search(r"[>\"]None[<\"]|: None\"", html) is None, page
    schema = (built / "schemas/pet/index.html").read_text("utf-8")
    assert '<p><a href="../">Schemas</a> /</p>' in schema
    assert 'Used by <a href="../../operations/pets/#listpets">List all pets</a>' in schema
    assert "apiref build" in (site / "README.md").read_text()
    assert "apiref serve" in (site / "README.md").read_text()


def test_the_operations_of_a_page_are_in_the_navigation(site: Path) -> None:
    page = (build(site / "mkdocs.yml") / "operations/pets/index.html").read_text("utf-8")
    navigation = page.partition("<article")[0]
    assert '<a href="./" class="md-nav__link md-nav__link--active">' in navigation
    assert '<a href="#listpets" class="md-nav__link">' in navigation


def test_a_page_of_a_tag_says_what_the_document_says_of_it(tmp_path: Path) -> None:
    document = large(3) | {"tags": [{"name": "tag 1", "description": "All that is odd."}]}
    document["info"]["description"] = "Things & more."
    tmp_path.joinpath("api.json").write_text(json.dumps(document))
    new_site(tmp_path / "site", str(tmp_path / "api.json"), "tag")
    built = build(tmp_path / "site/mkdocs.yml")
    listed = (built / "llms.txt").read_text("utf-8")
    assert "\n> Things & more.\n" in listed
    assert "- [tag 1](operations/tag-1.md): All that is odd.\n" in listed
    assert "- [tag 2](operations/tag-2.md)\n" in listed
    assert "<p>All that is odd.</p>" in (built / "operations/tag-1/index.html").read_text("utf-8")
    assert "All that" not in (built / "operations/tag-2/index.html").read_text("utf-8")


def test_a_page_without_a_title_has_that_of_its_operation(site: Path) -> None:
    (site / "docs/guide.md").write_text("::: operation listPets\n")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("nav:\n", "nav:\n  - guide.md\n"))
    page = (build(settings) / "guide/index.html").read_text("utf-8")
    assert "<title>List all pets - Swagger Petstore</title>" in page
    assert ">Guide<" not in page


def test_every_page_of_a_new_site_is_listed_with_what_it_is_about(site: Path) -> None:
    listed = (build(site / "mkdocs.yml") / "llms.txt").read_text("utf-8")
    assert "- [Errors](errors.md): The statuses" in listed
    assert "- [Authentication](authentication.md): What a request" in listed


def test_the_remedy_for_no_settings_is_a_new_site(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="apiref new"):
        build(tmp_path / "mkdocs.yml")


def test_files_that_become_one_are_told(tmp_path: Path) -> None:
    split = Path(__file__).parents[1] / "spec/split/openapi.yaml"
    said = CliRunner().invoke(main, ["new", str(tmp_path / "site"), "--spec", str(split)])
    assert "became one" in said.output
    whole = CliRunner().invoke(main, ["new", str(tmp_path / "pets"), "--spec", str(PETSTORE)])
    assert "became one" not in whole.output


def test_pages_of_the_users_own_stay_beside_the_written_ones(site: Path) -> None:
    own = site / "docs/operations/pets.md"
    own.parent.mkdir()
    own.write_text("# Our pets\n")
    build(site / "mkdocs.yml")
    build(site / "mkdocs.yml")
    assert own.read_text() == "# Our pets\n"
    assert (site / "site/operations/pets-2/index.html").is_file()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    tmp_path.joinpath("mine.txt").write_text("mine")
    with pytest.raises(NewSiteError, match="there is something already"):
        new_site(tmp_path, str(PETSTORE))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_document_that_is_wrong_leaves_nothing(tmp_path: Path) -> None:
    tmp_path.joinpath("wrong.json").write_text('{"openapi": "3.1.0"}')
    with pytest.raises(SpecError):
        new_site(tmp_path / "site", str(tmp_path / "wrong.json"))
    assert not (tmp_path / "site").exists()


def test_a_document_may_be_named_by_its_address(tmp_path: Path) -> None:
    host = tmp_path / "host"
    host.mkdir()
    host.joinpath("_headers").write_text("/*\n")
    host.joinpath("api.json").write_text(json.dumps(large(3)))
    with served(host) as address:
        new_site(tmp_path / "site", f"{address}api.json")
    assert load(tmp_path / "site/openapi.json").title == "Large"


@pytest.mark.parametrize(
    "title",
    [
        'a "b": {c} # d',
        "e\nf",
        "<b>x</b> `y`",
        "\N{SNOWMAN}",
        "\N{PARTY POPPER} :material-home:",
        "{{ x }}",
    ],
)
def test_a_title_is_only_text(tmp_path: Path, title: str) -> None:
    document = large(1)
    document["info"]["title"] = title
    tmp_path.joinpath("api.json").write_text(json.dumps(document))
    new_site(tmp_path / "site", str(tmp_path / "api.json"))
    settings = yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text("utf-8"))
    assert settings["site_name"] == " ".join(title.split())


def test_no_text_of_a_document_becomes_html_of_the_theme(tmp_path: Path) -> None:
    document = large(51)
    hostile = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    document["info"] |= {"title": hostile, "description": hostile}
    document["components"]["schemas"]["Team"] |= {"title": hostile, "description": hostile}
    for number, (path, item) in enumerate([*document["paths"].items()]):
        item["get"] |= {"summary": hostile, "description": hostile, "tags": [hostile]}
        document["paths"][f"/v1/{hostile}{number % 2}/{number}{path}"] = document["paths"].pop(path)
    tmp_path.joinpath("api.json").write_text(json.dumps(document))
    new_site(tmp_path / "site", str(tmp_path / "api.json"), "operation")
    for page in build(tmp_path / "site/mkdocs.yml").rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<script>alert" not in html, page
        assert "<img src=x" not in html, page
        assert "&lt;/title&gt;" in html, page


@pytest.mark.parametrize("tags", [[""], [" "], ["\t", "Things"]])
def test_a_tag_without_a_name_is_none(tmp_path: Path, tags: list[str]) -> None:
    document = large(1)
    document["paths"]["/things0/{id}"]["get"]["tags"] = tags
    tmp_path.joinpath("api.json").write_text(json.dumps(document))
    new_site(tmp_path / "site", str(tmp_path / "api.json"))
    section = "things" if "Things" in tags else "operations"
    assert (build(tmp_path / "site/mkdocs.yml") / f"operations/{section}/index.html").is_file()


@pytest.mark.parametrize(("count", "pages"), [(24, "tag"), (25, "operation")])
def test_tags_of_many_operations_have_a_page_for_each(
    tmp_path: Path, count: int, pages: str
) -> None:
    tmp_path.joinpath("api.json").write_text(json.dumps(large(count)))
    assert pages_for(load(tmp_path / "api.json")) == pages


@pytest.mark.parametrize(
    ("program", "path", "named"),
    [
        ([f"{BIN}/apiref"], f"{BIN}:/usr/bin:/bin", "apiref"),
        ([f"{BIN}/apiref"], "/usr/bin:/bin", f"{BIN}/apiref"),
        ([sys.executable, "-m", "apiref"], "/usr/bin:/bin", f"{sys.executable} -m apiref"),
    ],
)
def test_what_is_to_be_done_next_works_as_it_is_pasted(
    tmp_path: Path, program: list[str], path: str, named: str
) -> None:
    run = partial(subprocess.run, cwd=tmp_path, env={"PATH": path}, capture_output=True, text=True)
    told = run([*program, "new", "my pets", "--spec", str(PETSTORE)]).stdout.splitlines()[-1]
    assert told == f"  cd 'my pets' && {named} serve"
    assert "mkdocs.yml" in run(["sh", "-c", f"{told} --help"]).stdout


def test_one_operation_is_not_told_as_many(tmp_path: Path) -> None:
    tmp_path.joinpath("api.json").write_text(json.dumps(large(1)))
    begin = ["new", str(tmp_path / "site"), "--spec", str(tmp_path / "api.json")]
    assert CliRunner().invoke(main, begin).output.splitlines()[0].endswith(", 1 operation")
