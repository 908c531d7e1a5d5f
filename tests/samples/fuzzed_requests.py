"""Documents whose every text is hypothesis's, and the requests that are made of them."""

import string
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from apiref.request import ExampleRequest, requests_from_operation
from apiref.request.credentials import Secret
from apiref.spec.node import Node
from apiref.spec.parse import spec_from_node
from apiref.spec.source import Source

_NASTY = [
    *"'\"\\`$#%{}<>&;|!?*~()[]@:/+=,.- \t\n\r\0\x1b\x7f\x85\u2028\u2029\u202e\ufeff",
    *["$(id)", "${X}", "#{x}", "%s", "%0a", "\\n", "\\u0041", "'''", '"""', "\\'", "</script>"],
    *["EOF\n", "\nEOF\n", "{{x}}", "{% x %}", "${{x}}", "<?= 1 ?>", "?>", "*/", "//", "\r\n"],
    *["\U0001f9fe", "\U0001f469\u200d\U0001f4bb", "ü", "שלום", "e\u0301", "null", "true", "0"],
]
texts = st.lists(st.one_of(st.sampled_from(_NASTY), st.text(max_size=4)), max_size=6).map("".join)
_json_texts = st.one_of(texts, st.just("cut \ud83e off"))
values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        _json_texts,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(_json_texts, inner, max_size=4)
    ),
    max_leaves=8,
)
_plain = st.one_of(texts, st.integers(), st.booleans())
_segments = texts.filter(lambda text: text not in ("", ".", ".."))
_keys = st.text(string.ascii_letters + string.digits + "'\"\\$`#{}%@/+=_- ", min_size=1).map(
    lambda text: f"k{text}k"
)
_media_types = {
    "application/json": values,
    "application/x-www-form-urlencoded": st.dictionaries(
        texts, st.one_of(_plain, st.lists(_plain, max_size=3)), max_size=4
    ),
    "text/plain; charset=utf-8": texts,
}
_schemes = [
    {"type": "http", "scheme": "basic"},
    {"type": "http", "scheme": "bearer"},
    *({"type": "apiKey", "in": place, "name": "X-Key"} for place in ("header", "query", "cookie")),
]


@st.composite
def requests(draw: st.DrawFn, base_url: str) -> ExampleRequest:
    """Draw a request with a path, query, header and cookie parameter, a key, and often a body."""
    method, body = draw(_bodies())
    operation = {
        "operationId": "fuzz",
        "parameters": draw(_parameters()),
        "security": [{"key": []}],
        **body,
    }
    data = {
        "openapi": "3.1.0",
        "paths": {"/v1/{segment}/end": {method: operation}},
        "components": {"securitySchemes": {"key": draw(st.sampled_from(_schemes))}},
    }
    spec = spec_from_node(Node.root(Source(Path("fuzz.yaml"), b"", data)))
    made = requests_from_operation(spec.operations[0], base_url, Secret(draw(_keys)))
    return made["example"]


@st.composite
def _bodies(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(["get", "delete", "post"])), {}
    name = draw(st.sampled_from(list(_media_types)))
    content = {name: {"example": draw(_media_types[name])}}
    return draw(st.sampled_from(["post", "put", "patch"])), {"requestBody": {"content": content}}


@st.composite
def _parameters(draw: st.DrawFn) -> list[dict[str, Any]]:
    examples = {
        ("segment", "path"): draw(_segments),
        (draw(texts), "query"): draw(st.one_of(_plain, st.lists(_plain, max_size=3))),
        ("X-Trace", "header"): draw(texts).strip(" \t"),
        ("session", "cookie"): draw(texts),
    }
    reserved = draw(st.booleans())
    return [
        {"name": name, "in": place, "example": example, "allowReserved": reserved}
        for (name, place), example in examples.items()
        if place == "path" or draw(st.booleans())
    ]
