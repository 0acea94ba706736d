"""Holds an XML answer against its shape, element for element."""

from scalars import text_scalar


def local(tag):
    """Name of an element without its namespace."""
    return tag.rsplit("}", 1)[-1]


def name_of(shape, member):
    """Name on the wire of a structure's member."""
    flattened = shape.type_name == "list" and shape.serialization.get("flattened")
    named = shape.member.serialization.get("name") if flattened else None
    return named or shape.serialization.get("name") or member


def walk(shape, elements, path):
    """Yields (kind, where, detail) for all that is not as the shape says. Only flattened lists and maps have several elements."""
    repeats = shape.type_name in ("list", "map") and shape.serialization.get("flattened")
    if len(elements) > 1 and not repeats:
        yield "repeated", path, shape.type_name
        return
    element = elements[0]
    if shape.type_name == "structure":
        yield from walk_structure(shape, list(element), path, element.attrib)
    elif shape.type_name == "list":
        yield from walk_list(shape, elements if repeats else list(element), path, repeats)
    elif shape.type_name == "map":
        yield from walk_map(shape, elements if repeats else list(element), path)
    elif len(element):
        yield "type", path, f"elements for {shape.type_name}"
    else:
        complaint = text_scalar(shape, element.text or "")
        if complaint:
            yield complaint[0], path, complaint[1]


def walk_list(shape, items, path, flattened):
    """The same for the items of a list."""
    wanted = shape.member.serialization.get("name", "member")
    for index, item in enumerate(items):
        if not flattened and local(item.tag) != wanted:
            yield "unknown", f"{path}/{local(item.tag)}", f"{wanted} is the name of items"
        yield from walk(shape.member, [item], f"{path}[{index}]")


def walk_map(shape, entries, path):
    """The same for the entries of a map."""
    key_name = shape.key.serialization.get("name", "key")
    value_name = shape.value.serialization.get("name", "value")
    for entry in entries:
        parts = {local(part.tag): part for part in entry}
        if set(parts) != {key_name, value_name}:
            yield "type", f"{path}{{}}", f"{sorted(parts)} for an entry of a map"
            continue
        yield from walk(shape.key, [parts[key_name]], f"{path}{{}}")
        yield from walk(shape.value, [parts[value_name]], f"{path}{{}}")


def walk_structure(shape, children, path, attributes=None, ignored=()):
    """The same for the children of a structure's element."""
    found = {}
    for child in children:
        found.setdefault(local(child.tag), []).append(child)
    attributes = {local(name): value for name, value in (attributes or {}).items()}
    for member, member_shape in shape.members.items():
        if member_shape.serialization.get("location"):
            continue
        name = name_of(member_shape, member)
        if member_shape.serialization.get("xmlAttribute"):
            present = name.rsplit(":", 1)[-1] in attributes
        else:
            elements = found.pop(name, None)
            present = elements is not None
            if present:
                yield from walk(member_shape, elements, f"{path}.{member}")
        # An empty list is often left out altogether.
        if member in shape.required_members and not present and not member_shape.serialization.get("flattened"):
            yield "missing", f"{path}.{member}", "required"
    for name in found:
        if name not in ignored:
            yield "unknown", f"{path}.{name}", "not in the model"
