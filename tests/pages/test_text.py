import html
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from apiref.pages.highlight import highlighted
from apiref.pages.text import fence, plain, prose, prose_line, shown, text

EXTENSIONS = [
    "attr_list",
    "md_in_html",
    "tables",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.emoji",
    "pymdownx.magiclink",
]
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b",
    "[link](javascript:alert(1))",
    "![image](https://other.example/pixel.png)",
    "word{: onclick=alert(1) }",
    "`code` *emphasis* _emphasis_ **strong** ~~gone~~",
    "| a | b |",
    "# Heading",
    "&amp; &lt;b&gt; &#60;",
    "{{ 7 * 7 }} {% raw %}",
    ":smile: ::: operation x",
    '=== "tab"',
    '!!! note "box"',
    "back\\slash \\* \\<",
    "\x02wzxhzdk:0\x03 \x00",
    "a 'quote' and a \"quote\"",
    "https://example.com/?a=1&b=2 someone@example.com",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("place", ["{}", "## {}", "- {}", "<p>{}</p>", "a `b` {}"])
def test_text_is_read_as_nothing_but_text(hostile: str, place: str) -> None:
    page = Markdown(extensions=EXTENSIONS).convert(place.format(text(hostile)))
    without = Markdown(extensions=EXTENSIONS).convert(place.format("word"))
    assert _tags(page) == _tags(without)


def test_text_shows_every_character_that_is_no_control() -> None:
    said = '<b> & "it\'s" `x` *y* _z_ [a](b) {c} #d | e\\f ^g =h !i $j +k :l @m é 漢'
    assert html.unescape(text(said)) == said


def test_text_stands_on_one_line() -> None:
    assert text("one\n\n  two\tthree\r\n") == "one two three"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_prose_has_no_markup_of_its_own(hostile: str) -> None:
    written = str(prose(hostile))
    assert not {*_tags(written)} & {"script", "img", "b"}
    assert "onclick" not in written.replace("onclick&#61;", "")
    assert 'href="javascript' not in written


@pytest.mark.parametrize("hostile", HOSTILE)
def test_prose_is_not_read_again(hostile: str) -> None:
    """A line of prose comes through Python-Markdown as it went in."""
    line = str(prose_line(hostile))
    assert Markdown(extensions=EXTENSIONS).convert(f"word {line}") == f"<p>word {line}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#115;cript:alert(1)",
        "&#x6a;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/hosts",
        " javascript:alert(1)",
    ],
)
def test_a_link_that_runs_or_reads_something_is_none(address: str) -> None:
    assert "<a" not in prose(f"[here](<{address}>)")
    assert "<a" not in prose(f"[here][1]\n\n[1]: <{address}>")


@pytest.mark.parametrize(
    "address", ["https://example.com/a_b", "mailto:a@example.com", "#part", "/page", "page?a=b:c"]
)
def test_a_link_that_leads_somewhere_is_one(address: str) -> None:
    assert "<a href=" in prose(f"[here]({address})")


def test_prose_is_commonmark() -> None:
    written = prose("One *two* `three`.\n\n- four\n\n| a |\n| - |\n| b |\n\n```json\n{}\n```\n")
    for tag in ("em", "code", "ul", "li", "table", "td", "pre"):
        assert f"<{tag}>" in written


def test_prose_adds_nothing_to_the_outline_of_a_page() -> None:
    assert prose("# Title\n\nText") == "<p><strong>Title</strong></p>\n<p>Text</p>\n"


def test_code_that_closes_fences_stays_in_its_fence() -> None:
    code = "```\n::: operation x\n````\n<script>"
    page = Markdown(extensions=EXTENSIONS).convert(str(fence(code, "text")))
    assert page.count("<pre>") == 1
    assert "<script>" not in page
    assert "````" in page


def test_plain_is_the_first_paragraph_without_marks() -> None:
    assert plain("One *two*\n`three`.\n\nFour.") == "One two three."


@pytest.mark.parametrize(
    ("value", "expected"),
    [("day", "day"), ("", '""'), (" a", '" a"'), (1, "1"), (True, "true"), (None, "null")],
)
def test_a_value_is_shown_bare_unless_that_would_hide_it(value: object, expected: str) -> None:
    assert shown(value) == expected


def _tags(page: str) -> list[str]:
    parser = _Tags()
    parser.feed(page)
    return parser.found


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.found.append(tag)


def test_very_long_code_is_text() -> None:
    short = "<span" in highlighted('{"a": 1}', "json")
    long = highlighted("[\n" + '  {"a": "<"},\n' * 5_000 + "]", "json")
    assert short
    assert "<span" not in long
    assert long.count("&lt;") == 5_000
