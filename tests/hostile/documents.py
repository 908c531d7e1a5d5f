"""Documents that would harm whoever reads them without care: the text of each, and how it ends."""

import json
from collections.abc import Iterator
from typing import Any

_HEAD = "openapi: 3.1.0\ninfo: {title: Orders, version: '1'}\n"
LONG = "x" * 10_000
NAMES = {
    "above": "../../etc/passwd",
    "quotes": "\"'`",
    "html": "</code><script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }}{% raw %}",
    "emoji": "\U0001f4e6\ufe0f\u200d",
    "right to left": "\u202eredro",
    "lines": "a\n\n::: operation b\n# c",
    "markdown": "**a** [b](javascript:alert(1)) | c",
    "control": "a\u0002b\u0003c\u0001",
}


def refused() -> Iterator[tuple[str, str | bytes, str]]:
    """Give documents that end in an error: name, text, and what the error says."""
    bomb = [f"x-{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)]
    yield "alias bomb", f"{_HEAD}x-0: &a0 [1]\n{''.join(bomb)}paths: {{}}\n", "more than 5000000"
    texts = "".join(f"x-{n}: *a\n" for n in range(9_000))
    long = f"{_HEAD}x-a: &a {'x' * 10_000}\n{texts}paths: {{}}\n"
    yield "an alias of a long text", long, "more than 5000000"
    yield "a text too long", f"{_HEAD}x-a: {'x' * 1_000_001}\npaths: {{}}\n", "1000001 characters"
    yield "too many members", f"{_HEAD}x-a: [{'1,' * 20_001}]\npaths: {{}}\n", "20001 members"
    yield "deep YAML", f"{_HEAD}x-deep: {'[' * 10_000}{']' * 10_000}\npaths: {{}}\n", "nesting"
    deep = f'"x-deep": {"[" * 10_000}{"]" * 10_000}'
    yield "deep JSON", f'{{"openapi": "3.1.0", {deep}}}', "nesting"
    block = "\n".join(" " * n + "a:" for n in range(1, 1500))
    yield "deep block", f"{_HEAD}x-deep:\n{block}\npaths: {{}}\n", "nesting"
    yield "circle", _component("{$ref: '#/components/schemas/A'}"), "in a circle"
    yield "circle of schemas", _component("{allOf: [{$ref: '#/components/schemas/A'}]}"), "itself"
    chain = ", ".join(f"B{n}: {{$ref: '#/components/schemas/B{n + 1}'}}" for n in range(300))
    yield "long way", f"{_HEAD}paths: {{}}\ncomponents: {{schemas: {{{chain}}}}}", "more than 50"
    yield "file of the system", _component("{$ref: 'file:///etc/passwd'}"), "absolute path"
    yield "above the folder", _component("{$ref: '../../../../../etc/passwd'}"), "out of the folder"
    yield "network", _component("{$ref: 'http://127.0.0.1:9/a.yaml'}"), "--allow-network"
    yield "nobody's scheme", _component("{$ref: 'gopher://127.0.0.1/a'}"), "leads to no file"
    yield "a key twice", f"{_HEAD}paths: {{}}\npaths: {{}}\n", "stands here twice"
    yield "a JSON key twice", '{"openapi": "3.1.0",\n "openapi": "3.1.0"}', "stands here twice"
    yield "past a double", f"{_HEAD}x-much: 1e400\npaths: {{}}\n", "the number inf"
    yield "no number", f"{_HEAD}x-much: .nan\npaths: {{}}\n", "the number nan"
    yield "300 levels", f"{_HEAD}x-deep: {'[' * 300}{']' * 300}\npaths: {{}}\n", "nested too deep"
    yield "5 000 digits", f"{_HEAD}x-much: {'9' * 5000}\npaths: {{}}\n", "4300 digits"
    yield "half a character", '{"openapi": "3.1.0", "info": {"title": "\\ud800"}}', "surrogate"
    yield "Latin-1", f"{_HEAD}x-a: é\npaths: {{}}\n".encode("latin-1"), "not UTF-8"
    yield "UTF-16", f"{_HEAD}paths: {{}}\n".encode("utf-16"), "not UTF-8"
    yield "UTF-32", f"{_HEAD}paths: {{}}\n".encode("utf-32"), "not UTF-8"
    yield "zeros", b"\x00" * 1000, "openapi"
    yield "code", f"{_HEAD}x-a: !!python/object/apply:os.system [id]\n", "not valid YAML"


def shown() -> Iterator[tuple[str, str, str]]:
    """Give documents that can be read: name, text, and what stands in the page."""
    yield "no operationId", _operations({}, {}), "/two"
    yield "two operationIds", _operations({"operationId": "a"}, {"operationId": "a"}), "/two"
    yield "endless pattern", _body({"properties": {"size": {"pattern": "(" * 500}}}), "size"
    large = {"properties": {"size": {"pattern": "^(a{1,9999}){1,9999}$"}}}
    yield "a pattern too large", _body(large), "size"
    yield "ids from paths that collide", _operations({}, {}, paths=("/a/b", "/a-b")), "/a-b"
    ids = {"operationId": "a-b"}, {"operationId": "a b"}
    yield "anchors that collide", _operations(*ids), "/two"
    yield "2 to the 70th", _body({"type": "integer", "default": 2**70}), str(2**70)
    yield (
        "tiny steps",
        _body({"type": "number", "multipleOf": 1e-308, "minimum": 1e307}),
        "at least",
    )
    patterns = {
        f"name{number}": {"type": "string", "pattern": pattern, "minLength": 40}
        for number, pattern in enumerate(_PATTERNS)
    }
    yield "patterns", _body({"type": "object", "properties": patterns}), "name0"
    yield "a long list", _body({"type": "array", "minItems": 10**9, "items": {}}), "at least"
    yield "a long text", _body({"type": "string", "minLength": 10**9}), "at least"
    yield "a wide tree", _wide_tree(), "name"
    yield "a chain of parts", _chain_of_parts(), "own29"
    yield "schemas that hold one another", _mesh(), "kind29"
    yield "60 levels of objects", _body(_levels(60)), "too deep to be shown"
    yield "many parameters in one segment", _many_parameters(), "p0"
    yield "server variables that name one another", _server_variables(), "{v1}{v1}"
    yield "names", _named(*NAMES.values()), "the end"
    yield "long names", _named(LONG), "the end"


def _levels(count: int) -> dict[str, Any]:
    inner = _levels(count - 1) if count else {"type": "string"}
    return {"type": "object", "properties": {f"level{count}": inner}}


_PATTERNS = (
    r"^(a+)+$",
    r"^(\w+\s?)+!$",
    r"^(a|a)*b$",
    r"^(?!.*(x+x+)+y$)(a|aa)+$",
    r"(.*)*\1!",
    "^[a-z]{1,9999}$",
    r"^(?=(\w+)+:)(?=.{90})[a-z]+$",
)


def document_of_paths(paths: dict[str, Any], **components: Any) -> dict[str, Any]:
    info = {"title": "Orders", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": components}


def _component(schema: str) -> str:
    return f"{_HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"


def _operations(*operations: dict[str, Any], paths: tuple[str, ...] = ("/one", "/two")) -> str:
    items = {
        path: {"get": {"responses": {"200": {"description": "All."}}, **operation}}
        for path, operation in zip(paths, operations, strict=True)
    }
    return json.dumps(document_of_paths(items))


def _body(schema: dict[str, Any]) -> str:
    return json.dumps(document_with_body(schema))


def document_with_body(schema: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    answers = {"200": {"description": "All.", "content": content}}
    post = {"operationId": "one", "requestBody": {"content": content}, "responses": answers}
    return document_of_paths({"/one": {"post": post}})


def _wide_tree() -> str:
    """Give schemas of which each has the next twice: written out, a million."""
    schemas: dict[str, Any] = {
        f"A{n}": {
            "type": "object",
            "required": ["name", "other"],
            "properties": {
                "name": {"$ref": f"#/components/schemas/A{n + 1}"},
                "other": {"$ref": f"#/components/schemas/A{n + 1}"},
            },
        }
        for n in range(20)
    }
    document = document_with_body({"$ref": "#/components/schemas/A0"})
    return json.dumps({**document, "components": {"schemas": {**schemas, "A20": {}}}})


def _chain_of_parts() -> str:
    """Give schemas of which each is all of those that follow."""
    kinds = {
        f"Kind{one}": {
            "allOf": [{"$ref": f"#/components/schemas/Kind{two}"} for two in range(one + 1, 30)]
            or [{"type": "object"}],
            "properties": {f"own{one}": {"type": "string"}},
        }
        for one in range(30)
    }
    return _held(kinds)


def _mesh() -> str:
    """Give 30 schemas of which each has the three that follow, in a circle."""
    kinds = {
        f"Kind{one}": {
            "type": "object",
            "properties": {
                f"kind{two % 30}": {"$ref": f"#/components/schemas/Kind{two % 30}"}
                for two in range(one + 1, one + 4)
            },
        }
        for one in range(30)
    }
    return _held(kinds)


def _held(kinds: dict[str, Any]) -> str:
    document = document_with_body({"$ref": "#/components/schemas/Kind0"})
    return json.dumps({**document, "components": {"schemas": kinds}})


def _server_variables() -> str:
    """Give 41 variables of which each names the next twice: put in one another, 2 to the 40th."""
    document = document_with_body({})
    variables = {f"v{n}": {"default": f"{{v{n + 1}}}" * 2} for n in range(41)}
    return json.dumps({**document, "servers": [{"url": "https://{v0}", "variables": variables}]})


def _many_parameters() -> str:
    names = [f"p{n}" for n in range(20)]
    described = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    path = "/" + "".join(f"{{{name}}}" for name in names) + "!"
    get = {"parameters": described, "responses": {"200": {"description": "All."}}}
    return json.dumps(document_of_paths({path: {"get": get}}))


def _named(*names: str) -> str:
    """Give a document in which everything that can have a name has one of these."""
    paths = {
        f"/{number}/{name.translate(_NO_BRACES)}": {"post": _named_operation(name)}
        for number, name in enumerate(names)
    }
    document = document_of_paths(paths)
    document["components"] = {
        "schemas": {f"A{number}": _named_schema(name) for number, name in enumerate(names)},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": names[0]}},
    }
    document["tags"] = [{"name": name, "description": name} for name in names]
    servers = [{"url": "https://orders.invalid/v1", "description": name} for name in names]
    together = " ".join(names)
    return json.dumps(
        {**document, "servers": servers, "info": _titled(together), "x-tagGroups": []}
    )


_NO_BRACES = dict.fromkeys(map(ord, "{}"))  # which in a path name parameters


def _titled(name: str) -> dict[str, str]:
    return {"title": name, "description": name, "version": name}


def _named_schema(name: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": name,
        "required": [name],
        "description": name,
        "properties": {name: {"enum": [name, 1]}, "end": {"description": "the end"}},
    }


def _named_operation(name: str) -> dict[str, Any]:
    media_type = {"schema": _named_schema(name), "examples": {name: {"value": {name: name}}}}
    content = {name: media_type, "application/json": media_type}
    return {
        "operationId": name,
        "summary": name,
        "tags": [name],
        "parameters": [
            {"name": name, "in": place, "description": name, "schema": {"type": "string"}}
            for place in ("query", "header", "cookie")
        ],
        "requestBody": {"content": content},
        "responses": {
            "200": {
                "description": name,
                "content": content,
                "headers": {name: {"description": name, "schema": {"type": "string"}}},
                "links": {name: {"operationId": name}},
            },
            "default": {"description": name},
        },
        "callbacks": {name: {name: {"post": {"responses": {"200": {"description": name}}}}}},
        "security": [{"key": []}],
    }
