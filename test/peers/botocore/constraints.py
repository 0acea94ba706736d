"""What botocore's own validator leaves to AWS: patterns, enums and upper limits, and lower ones of everything."""

import re


def walk(shape, value, path):
    """Yields (path, detail) for each constraint that a value breaks."""
    for detail in own(shape, value):
        yield path, detail
    if shape.type_name == "structure" and isinstance(value, dict):
        for member, item in value.items():
            if member in shape.members:
                yield from walk(shape.members[member], item, f"{path}.{member}")
    elif shape.type_name == "list" and isinstance(value, list):
        for item in value:
            yield from walk(shape.member, item, f"{path}[]")
    elif shape.type_name == "map" and isinstance(value, dict):
        for key, item in value.items():
            yield from walk(shape.key, key, f"{path}{{key}}")
            yield from walk(shape.value, item, f"{path}{{}}")


def own(shape, value):
    """What a value breaks of its own shape, apart from what is in it."""
    metadata = shape.metadata
    if isinstance(value, str):
        if metadata.get("enum") and value not in metadata["enum"]:
            yield f"{value} is not of the enum"
        pattern = metadata.get("pattern")
        if pattern and not re.search(f"^(?:{java(pattern)})$", value, re.DOTALL):
            yield f"{value[:60]} does not match {pattern}"
    if isinstance(value, bool):
        return
    size = value if isinstance(value, (int, float)) else len(value) if hasattr(value, "__len__") else None
    if size is None or shape.type_name == "structure":
        return
    if "max" in metadata and size > metadata["max"]:
        yield f"{size} is more than {metadata['max']}"
    if "min" in metadata and size < metadata["min"]:
        yield f"{size} is less than {metadata['min']}"


def java(pattern):
    """A pattern of the models, which are Java's, in Python's words."""
    pattern = pattern.replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF")
    pattern = re.sub(r"^\\p\{Print\}", r"[\\x20-\\x7e]", pattern)
    classes = {r"\p{L}": r"\w", r"\p{Z}": r"\s", r"\p{N}": r"\d", r"\p{ASCII}": r"\x00-\x7f", r"\p{Print}": r"\x20-\x7e"}
    for name, meaning in classes.items():
        pattern = pattern.replace(name, meaning)
    return pattern
