"""Judges what the program asks: read back from the wire, then held against every constraint of the model."""

import json
import re
import urllib.parse
from xml.etree import ElementTree

from botocore.validate import ParamValidator

import cbor
import constraints
from form import read_form
from scalars import NUMBERS
from xml_answers import local, name_of


def judge(operation, protocol, request):
    """Yields (kind, where, detail) for whatever breaks the model."""
    shape = operation.input_shape
    if shape is None:
        return
    if protocol == "json":
        values = json.loads(request["body"] or b"{}")
    elif protocol == "smithy-rpc-v2-cbor":
        values = cbor.loads(request["body"])
    elif protocol == "rest-xml":
        values = read_rest(operation, request)
    else:
        values, unknown = read_form(shape, dict(urllib.parse.parse_qsl(request["body"].decode(), keep_blank_values=True)), protocol)
        for name in unknown:
            yield "request-unknown", name, "not in the model"
    report = ParamValidator().validate(values, shape)
    if report.has_errors():
        yield "request", "", report.generate_report()
    for path, detail in constraints.walk(shape, values, ""):
        yield "request-constraint", path, detail


def read_rest(operation, request):
    """Members from the path, the query, the headers and the body."""
    shape = operation.input_shape
    url = urllib.parse.urlsplit(request["url"])
    template = operation.http["requestUri"].split("?")[0]
    pattern = re.sub(r"\{(\w+)\+\}", r"(?P<\1>.+)", template)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
    labels = re.fullmatch(pattern + "/?", url.path).groupdict()
    query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
    values = {}
    payload = shape.serialization.get("payload")
    for member, member_shape in shape.members.items():
        name = member_shape.serialization.get("name", member)
        location = member_shape.serialization.get("location")
        text = None
        if location == "uri":
            text = urllib.parse.unquote(labels[name])
        elif location == "querystring":
            text = query.get(name)
        elif location == "header":
            text = request["headers"].get(name.lower())
        elif location is None and member == payload and request["body"]:
            values[member] = read_payload(member_shape, request["body"])
        if text is not None:
            values[member] = scalar(member_shape, text)
    if payload is None and request["body"]:
        values.update(read_xml(shape, [ElementTree.fromstring(request["body"])]))
    return values


def read_payload(shape, body):
    """The member that is the whole body."""
    if shape.type_name == "blob":
        return body
    return body.decode() if shape.type_name == "string" else read_xml(shape, [ElementTree.fromstring(body)])


def read_xml(shape, elements):
    """A value out of XML."""
    element = elements[0]
    if shape.type_name == "structure":
        found = {}
        for child in element:
            found.setdefault(local(child.tag), []).append(child)
        names = {name_of(member_shape, member): member for member, member_shape in shape.members.items()}
        return {names.get(name, name): read_xml(shape.members[names[name]], children) if name in names else "" for name, children in found.items()}
    if shape.type_name == "list":
        items = elements if shape.serialization.get("flattened") else list(element)
        return [read_xml(shape.member, [item]) for item in items]
    return scalar(shape, element.text or "")


def scalar(shape, text):
    """A text as what its shape says."""
    if shape.type_name in NUMBERS:
        return float(text) if "." in text else int(text)
    if shape.type_name == "boolean":
        return {"true": True, "false": False}[text]
    if shape.type_name == "list":
        return text.split(",")
    return text
