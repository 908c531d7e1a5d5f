import json
from pathlib import Path
from typing import Any

import pytest

from tests.pages.parsed import Parsed, html_of, parse
from tests.pages.specs import document

PAGE = (
    "::: base-url\n\n::: authentication\n\n::: operations\n\n::: schema Book\n\n"
    "::: errors\n\n::: callback lend\n"
)
HOSTILE = {
    "script": '<script>alert(1)</script><img src="https://other.example/x" onerror="alert(1)">',
    "closing": '</code></p></div></section><iframe src="//other.example"></iframe>',
    "link": "[a](javascript:alert(1)) ![a](https://other.example/x.png) <https://other.example>",
    "attributes": "x {: onclick=alert(1) style=position:fixed } {#book}",
    "templates": "{{ 7919 * 7 }} {% include 'x' %} ${7919*7}",
    "directives": "::: errors\n\n::: operation lend\n\n```\n::: errors",
    "blocks": '=== "x"\n\n    y\n\n!!! note\n\n    z\n\n??? note\n\n[TOC]\n\n[^1]: n\n\n*[a]: b',
    "comments": "<!-- html -->\n<b>x</b>\n<!-- /html --> <!-- x",
    "placeholders": "\x02wzxhzdk:0\x03 &lt;script&gt; &#60;script&#62; \x00\x1b",
    "snippets": "--8<-- 'openapi.yaml'\n\n:smile: ~~~\n\n    code\n\n1. one\n\n# H\n\nS\n===",
    "quotes": "\"'` ' \" > ` ``` ~~~~ | \\ \\",
}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    return _shown(tmp_path_factory.mktemp("harmless"), "words")


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_text_of_the_contract_never_runs_nor_expands(
    tmp_path: Path, harmless: Parsed, hostile: str
) -> None:
    page = _shown(tmp_path, hostile)
    assert not {one.tag for one in page.elements} & {"script", "iframe", "img", "b", "hr", "form"}
    assert [name for one in page.elements for name in one.attributes if name[:2] == "on"] == []
    assert [link for link in page.links if link.lower().startswith("javascript")] == []
    assert _outline(page) == _outline(harmless)
    assert len(page.anchors) == len(set(page.anchors))
    assert str(7919 * 7) not in page.text


def _outline(page: Parsed) -> list[tuple[str, str]]:
    """Give what makes up a page's structure, which no text may change."""
    tags = {"h1", "h2", "h3", "h4", "h5", "h6", "section", "details", "summary", "label", "input"}
    return [(one.tag, one.attributes.get("class", "")) for one in page.elements if one.tag in tags]


def _shown(folder: Path, words: str) -> Parsed:
    path = folder / "openapi.json"
    path.write_text(json.dumps(hostile_document(words)))
    return parse(html_of(PAGE, spec=str(path)))


def hostile_document(words: str) -> dict[str, Any]:
    """Give a document in which the words stand wherever words can."""
    book = {
        "title": words,
        "description": words,
        "type": "object",
        "properties": {
            words: {"description": words, "type": "string", "examples": [words]},
            "state": {"enum": ["in", words], "default": words, "format": words, "pattern": words},
            "parts": {"type": "object", "additionalProperties": {"description": words}},
            "kind": {"oneOf": [_kind(words), {"title": "other", **_kind("other")}]},
        },
    }
    parameter = {"name": words, "description": words, "schema": {"type": "string"}}
    content = {
        "application/json": {
            "schema": {"$ref": "#/components/schemas/Book"},
            "examples": {
                words: {"summary": words, "description": words, "value": {words: words}},
                "plain": {"summary": words, "value": words},
            },
        }
    }
    answers = {
        status: {
            "description": words,
            "headers": {words: {"description": words, "schema": {"type": "string"}}},
            "content": content,
        }
        for status in ("200", "404")
    }
    answers["200"]["links"] = {words: {"operationId": "lend", "description": words}}
    event = {"summary": words, "requestBody": {"content": content}, "responses": answers}
    lend = {
        "operationId": "lend",
        "summary": words,
        "description": words,
        "parameters": [
            {"in": "query", **parameter},
            {"in": "header", **parameter, "name": "X-A", "example": words},
        ],
        "requestBody": {"description": words, "content": content},
        "responses": answers,
        "callbacks": {words: {words: {"post": event}}},
    }
    scheme = {"type": "http", "scheme": "basic", "description": words}
    return document(
        {"/books": {"x-former-paths": [f"/{words}"], "post": lend}},
        {"schemas": {"Book": book}, "securitySchemes": {words: scheme}},
        servers=[{"url": "https://example.com", "description": words}],
        security=[{words: []}],
    )


def _kind(words: str) -> dict[str, Any]:
    return {"title": words, "description": words, "properties": {words: {"enum": [words]}}}
