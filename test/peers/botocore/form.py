"""Reads the input of a Query or EC2 request back from its form."""

from scalars import NUMBERS


def read_form(shape, form, protocol):
    """The input, and the keys of the form that no member took."""
    rest = {key: value for key, value in form.items() if key not in ("Action", "Version")}
    values = structure(shape, rest, "", protocol)
    return values, sorted(rest)


def key_of(shape, member, protocol):
    """Name of a member in the form."""
    if protocol != "ec2":
        return shape.serialization.get("name", member)
    if "queryName" in shape.serialization:
        return shape.serialization["queryName"]
    name = shape.serialization.get("name")
    return name[0].upper() + name[1:] if name else member


def structure(shape, form, prefix, protocol):
    """Takes a structure's members out of the form."""
    values = {}
    for member, member_shape in shape.members.items():
        value = take(member_shape, form, f"{prefix}{key_of(member_shape, member, protocol)}", protocol)
        if value is not None:
            values[member] = value
    return values


def take(shape, form, key, protocol):
    """Takes a value out of the form; None where there is none."""
    if shape.type_name == "structure":
        return structure(shape, form, f"{key}.", protocol) or None
    if shape.type_name == "list":
        return take_list(shape, form, key, protocol)
    if shape.type_name == "map":
        return take_map(shape, form, key, protocol)
    text = form.pop(key, None)
    if text is None:
        return None
    if shape.type_name in NUMBERS:
        return float(text) if "." in text else int(text)
    return {"true": True, "false": False}[text] if shape.type_name == "boolean" else text


def take_list(shape, form, key, protocol):
    """Takes a list: KEY.1 in EC2 and where it is flattened, else KEY.member.1."""
    flat = protocol == "ec2" or shape.serialization.get("flattened")
    name = shape.member.serialization.get("name", "member")
    if flat and protocol != "ec2" and "name" in shape.member.serialization:
        key = ".".join([*key.split(".")[:-1], name])
    prefix = key if flat else f"{key}.{name}"
    items = []
    while (item := take(shape.member, form, f"{prefix}.{len(items) + 1}", protocol)) is not None:
        items.append(item)
    # An empty list goes as the bare key.
    return items or ([] if form.pop(key, None) == "" else None)


def take_map(shape, form, key, protocol):
    """Takes a map: KEY.entry.1.key and KEY.entry.1.value."""
    prefix = key if shape.serialization.get("flattened") else f"{key}.entry"
    values = {}
    while True:
        at = f"{prefix}.{len(values) + 1}"
        name = form.pop(f"{at}.{shape.key.serialization.get('name', 'key')}", None)
        if name is None:
            return values or None
        values[name] = take(shape.value, form, f"{at}.{shape.value.serialization.get('name', 'value')}", protocol)
