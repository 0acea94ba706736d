"""Holds a JSON answer against its shape, member for member."""

import constraints
from scalars import json_scalar


def walk(shape, value, path):
    """Yields (kind, where, detail) for all that is not as the shape says."""
    for detail in constraints.own(shape, value):
        yield "constraint", path, detail
    if value is None:
        yield "null", path, shape.type_name
    elif shape.type_name == "structure":
        yield from walk_structure(shape, value, path)
    elif shape.type_name == "list":
        if not isinstance(value, list):
            yield "type", path, f"{type(value).__name__} for list"
            return
        for index, item in enumerate(value):
            yield from walk(shape.member, item, f"{path}[{index}]")
    elif shape.type_name == "map":
        if not isinstance(value, dict):
            yield "type", path, f"{type(value).__name__} for map"
            return
        for key, item in value.items():
            yield from walk(shape.key, key, f"{path}{{}}")
            yield from walk(shape.value, item, f"{path}{{}}")
    else:
        complaint = json_scalar(shape, value)
        if complaint:
            yield complaint[0], path, complaint[1]


def walk_structure(shape, value, path):
    """The same for a structure."""
    if shape.is_document_type:
        return
    if not isinstance(value, dict):
        yield "type", path, f"{type(value).__name__} for structure"
        return
    for name in shape.required_members:
        if name not in value:
            yield "missing", f"{path}.{name}", "required"
    if shape.is_tagged_union and len(value) != 1:
        yield "union", path, f"{len(value)} members"
    for name, item in value.items():
        if name in shape.members:
            yield from walk(shape.members[name], item, f"{path}.{name}")
        else:
            yield "unknown", f"{path}.{name}", "not in the model"
