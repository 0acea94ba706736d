"""What a single value must be, by its shape: as JSON, or as text in XML and headers."""

import base64
import binascii
import re

NUMBERS = {"integer": int, "long": int, "float": (int, float), "double": (int, float)}
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
# From 2001 to 2286: milliseconds would be far beyond.
SECONDS = (10**9, 10**10)


def is_base64(text):
    """Whether a text is base64."""
    try:
        base64.b64decode(text, validate=True)
        return True
    except (binascii.Error, ValueError):
        return False


def of_enum(shape, value):
    """Complains of a text that is none of those that the model knows."""
    if shape.enum and value not in shape.enum:
        return "enum", value
    return None


def json_scalar(shape, value):
    """The complaint about a JSON value, or None."""
    kind = shape.type_name
    if kind in NUMBERS:
        fits = isinstance(value, NUMBERS[kind]) and not isinstance(value, bool)
    elif kind == "boolean":
        fits = isinstance(value, bool)
    elif kind == "timestamp":
        fits = isinstance(value, (int, float)) and not isinstance(value, bool) and SECONDS[0] < value < SECONDS[1]
    elif kind == "blob":
        fits = isinstance(value, str) and is_base64(value)
    else:
        fits = isinstance(value, str)
    if not fits:
        return "type", f"{type(value).__name__} for {kind}"
    # Enums are among the constraints.
    return None


def text_scalar(shape, text, default_timestamp="iso8601"):
    """The complaint about a text in XML or in a header, or None."""
    kind = shape.type_name
    if kind in ("integer", "long"):
        fits = re.fullmatch(r"-?\d+", text)
    elif kind in ("float", "double"):
        fits = re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text)
    elif kind == "boolean":
        fits = text in ("true", "false")
    elif kind == "timestamp":
        form = shape.serialization.get("timestampFormat", default_timestamp)
        fits = {"iso8601": DATE_TIME, "rfc822": HTTP_DATE}[form].fullmatch(text)
    elif kind == "blob":
        fits = is_base64(text)
    else:
        return of_enum(shape, text)
    return None if fits else ("type", f"not a {kind}")
