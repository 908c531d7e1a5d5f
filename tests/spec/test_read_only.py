"""A request need not have what is readOnly, wherever that is said."""

from apiref.spec.read_only import without_read_only


def test_what_is_read_only_in_a_part_of_another_schema_is_not_required() -> None:
    part = {"properties": {"id": {"readOnly": True}}}
    sent = {"required": ["id", "name"], "allOf": [{"$ref": "#/components/schemas/Task/allOf/0"}]}
    schemas = {"Task": {"allOf": [part]}, "Sent": sent}
    changed = without_read_only({"components": {"schemas": schemas}})
    assert changed["components"]["schemas"]["Sent"]["required"] == ["name"]
