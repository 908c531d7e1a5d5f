"""What goes in comes out: text to the character, JSON to the value."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from contract_tests.account import Account, at_once, example, expect_same, expect_status, found
from contract_tests.contract import Contract, Operation
from contract_tests.places import full_body
from contract_tests.rules import rule

INSTRUCTION = "/components/schemas/Instruction"
METADATA = "/components/schemas/Metadata"
PROPERTIES = "requestBody/content/application~1json/schema/properties"
DEEPEST = 60  # levels that no server may refuse, with room for another way of counting them

TEXTS = {
    "white space": "  \t two before, one   two    three, line breaks \nLF\rCR\r\nCRLF\u0085NEL"
    "\u2028LS\u2029PS and \u000bVT\u000cFF\u00a0NBSP\u3000ideographic, two after  \n",
    "Unicode": "e\u0301 is not \u00e9; \u212b is not \u00c5; \u1e9b\u0323; Straße STRASSE ıİ; "
    "\U0001f469\u200d\U0001f52c \U0001d11e \U00020000 \U0010fffd; "
    "\u05e9\u05dc \u202e\u0645\u202c \u2066x\u2069; "
    "\ufeffBOM\u200bZWSP\u00adSHY\u2060WJ; \ufffe\uffff\ufdd0\U0001ffff",
    "control characters": "\x01\x02\x07\x08\x1b[31m\x7f\x80, and a null: before\x00after",
    "markup and quotes": "'single' \"double\" `back` \\n \\u0041 \\\\ "
    "<b>&amp; <!-- --> </script> &#65; ]]> "
    "{{7*7}} ${x} %s %00 %7B '; DROP TABLE tasks; -- # *one* **two**",
    "a word of JSON": "null",
    "a number": "007",
}


def nested(levels: int, *, in_arrays: bool = False) -> Any:
    value: Any = "the innermost"
    for _ in range(levels):
        value = [value] if in_arrays else {"in": value}
    return value


VALUES: dict[str, Any] = {
    "numbers": {
        "integers": [0, -1, 1, 2**31, -(2**31) - 1, 2**53 - 1, -(2**53) + 1],
        "beyond a double": [2**53 + 1, 2**63, 2**64 + 1, 12345678901234567890123],
        "fractions": [0.1, -0.5, 1 / 3, 123456789.12345679, 1.0000000000000002],
        "the edges": [1.7976931348623157e308, 2.2250738585072014e-308, 5e-324, -5e-324],
    },
    "types": {
        "booleans and numbers": [True, 1, False, 0, 1.0, "true", "1"],
        "nulls": {"null": None, "in an array": [None, [None]], "in an object": {"null": None}},
        "like other types": ["2026-03-02T09:14:07.412Z", "1e3", "0x1F", "false", "NaN", "[]"],
    },
    "structure": {
        "empty values": {"object": {}, "array": [], "string": "", "inside": [{}, [], [[]], ""]},
        "order": [3, 1, 2, "b", "a", [2, 1], {"z": 1, "a": 2}],
        "repeated items": [1, 1, 1, "a", "a", None, None],
    },
    "keys": {
        "": {"": {"": ""}}, "a.b": 1, "$where": 2, "__proto__": {"x": 3}, "constructor": 4,
        "a b": 5, "A": 6, "a": 7, "é": 8, "e\u0301": 9, "\U0001f511": 10, '"': 11, "\\": 12,
        "length": 13, "task_id": 14, "k" * 5000: 15, " padded ": 16, "007": 17,
    },
    "many keys": {f"key {number}": number for number in range(500)},
    "deep objects": nested(DEEPEST - 3),
    "deep arrays": nested(DEEPEST - 3, in_arrays=True),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Named:
    """A value with the name of what makes it hard."""

    name: str
    value: Any

    def __str__(self) -> str:
        return self.name


def texts(contract: Contract) -> Iterator[Named]:
    del contract
    yield from (Named(name, value) for name, value in TEXTS.items())


def creations(contract: Contract) -> Iterator[Operation]:
    yield from contract.creations


def check(api: Account, operation: Operation, body: dict[str, Any], *names: str) -> None:
    """Create, retrieve, and compare properties of the task with what was sent, both times."""
    exchange = expect_status(api.create(operation, body), 200)
    again = expect_status(api.retrieve(exchange.json["task_id"]), 200)
    for name in names:
        sent = api.target.tagged(body)[name]
        expect_same(found(exchange.json, name), sent, name, exchange)
        expect_same(found(again.json, name), sent, f"{name}, retrieved", again)


@rule("instruction-kept-to-the-character", clause=INSTRUCTION, cases=texts)
def test_instruction(api: Account, case: Named) -> None:
    """An instruction comes back to the character: nothing trimmed, normalized or escaped."""
    operation = api.target.contract.creations[0]
    check(
        api, operation, {**example(api.target, operation), "instruction": case.value}, "instruction"
    )


@rule("metadata-text-kept", clause=METADATA)
def test_metadata_text(api: Account) -> None:
    """Strings and keys in metadata come back to the character."""
    operation = api.target.contract.creations[0]
    metadata = {
        "values": list(TEXTS.values()),
        "keys": {text: name for name, text in TEXTS.items()},
    }
    check(api, operation, {**example(api.target, operation), "metadata": metadata}, "metadata")


@rule("metadata-values-kept", clause=METADATA)
def test_metadata_values(api: Account) -> None:
    """JSON values in metadata come back equal: numbers to a double, nulls, empty keys, order."""
    operation = api.target.contract.creations[-1]

    def kept(*names: str) -> None:
        metadata = {name: VALUES[name] for name in names}
        check(api, operation, {**example(api.target, operation), "metadata": metadata}, "metadata")

    at_once(partial(kept, *VALUES), (partial(kept, name) for name in VALUES))


def free_texts(contract: Contract, operation: Operation) -> Iterator[str]:
    """Yield the properties of a request body that hold text with no pattern or enum."""
    for name in full_body(contract, operation):
        schema = contract.at(f"{operation.id}/{PROPERTIES}/{name}")
        if name not in {"instruction", "metadata"} and _is_free(contract, schema):
            yield name


def _is_free(contract: Contract, schema: dict[str, Any]) -> bool:
    schema = contract.resolved(schema)
    inner = schema.get("items") or schema.get("additionalProperties") or {}
    properties = map(contract.resolved, schema.get("properties", {}).values())
    return (
        (schema.get("type") == "string" and not {"pattern", "enum"} & set(schema))
        or (isinstance(inner, dict) and inner.get("type") == "string")
        or any(_is_free(contract, inside) for inside in properties)
    )


@rule("params-text-kept", clause="/components/schemas/Task/description", cases=creations)
def test_params_text(api: Account, case: Operation) -> None:
    """The texts and keys in `params` come back to the character, and arrays in their order."""
    contract = api.target.contract
    body, free = full_body(contract, case), tuple(free_texts(contract, case))

    def kept(*names: str) -> None:
        hard = {name: hardened(contract, case, name, body[name]) for name in names}
        check(api, case, {**body, **hard}, *names)

    at_once(partial(kept, *free), (partial(kept, name) for name in free))


HARD = "  e\u0301 \U0001f469\u200d\U0001f52c <b>&amp; \"x\" \\ \u2028 'y'  "


def hardened(contract: Contract, operation: Operation, name: str, value: Any) -> Any:
    """Return the value with hard text in it wherever the contract takes any text."""
    if isinstance(value, str):
        return HARD
    if isinstance(value, list):
        return [f"{text}{HARD}" for text in reversed(value)]
    properties = contract.at(f"{operation.id}/{PROPERTIES}/{name}").get("properties")
    if properties is None:
        return {f"{key}{HARD}": f"{text}{HARD}" for key, text in value.items()}
    free = {name for name, schema in properties.items() if _is_free(contract, schema)}
    return {name: f"{text}{HARD}" if name in free else text for name, text in value.items()}


def callback_urls(contract: Contract) -> Iterator[str]:
    del contract
    yield "https://example.com/a/../b/./c//d?x=%7e%2F&y=a+b&y=&=z#part"
    yield "http://user:pass@example.com:8080/callback"
    yield "https://EXAMPLE.com:443/%E2%82%AC/;p=1?q"
    yield "http://127.0.0.1"


@rule("callback-url-kept", clause="/components/schemas/CallbackUrl", cases=callback_urls)
def test_callback_url(api: Account, case: str) -> None:
    """A callback URL comes back as sent, not in a normal form."""
    operation = api.target.contract.creations[0]
    check(api, operation, {**example(api.target, operation), "callback_url": case}, "callback_url")
