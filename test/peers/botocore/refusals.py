"""Judges an answer that says no: its envelope, its code, and the status that belongs to the code."""

import json
from xml.etree import ElementTree

import cbor
import codes
import json_answers
import xml_answers
from xml_answers import local

# HEAD has no body: the SDKs tell by the status alone.
BODILESS = {400, 403, 404, 412, 304, 301}

# Protocols that tell an error by the name of its shape.
NAMING_SHAPES = {"json", "smithy-rpc-v2-cbor"}


def judge(operation, protocol, request, response):
    """Yields (kind, where, detail) for whatever breaks the model."""
    if request["method"] == "HEAD":
        if response["body"]:
            yield "unknown", "", "a body in the answer to HEAD"
        if response["status"] not in BODILESS:
            yield "status", "HEAD", response["status"]
        return
    if response["status"] == 304:
        return
    code, content, complaints = READERS[protocol](operation, response)
    yield from complaints
    if request["headers"].get("x-amzn-query-mode") == "true":
        yield from judge_query_error(response)
    if code is None:
        return
    shape = error_shape(operation.error_shapes, code, protocol)
    if shape is None:
        shape = error_shape(operation.service_model.error_shapes, code, protocol)
        documented = {**codes.COMMON, **codes.OF_SERVICE.get(operation.service_model.service_name, {})}
        if code in documented:
            if response["status"] != documented[code]:
                yield "error-status", code, f"{response['status']} instead of {documented[code]}"
            return
        yield ("error-of-others" if shape else "error-unknown"), code, "not among the errors of the operation"
        if shape is None:
            return
    wanted = status_of(shape)
    # S3's model has neither status nor members of its errors.
    if protocol == "rest-xml":
        return
    if response["status"] != wanted:
        yield "error-status", code, f"{response['status']} instead of {wanted}"
    yield from judge_members(shape, content, code)


def error_shape(shapes, code, protocol):
    """The error shape of that code. XML has codes of its own; JSON and CBOR tell the name of the shape."""
    if protocol in NAMING_SHAPES:
        return next((shape for shape in shapes if code == shape.name), None)
    return next((shape for shape in shapes if code == shape.metadata.get("error", {}).get("code", shape.name)), None)


def judge_query_error(response):
    """Services that once spoke Query tell its code in a header, to clients that ask for it."""
    query_code = response["headers"].get("x-amzn-query-error", "")
    if not query_code.endswith((";Sender", ";Receiver")):
        yield "header", "x-amzn-query-error", query_code or "missing"


def status_of(shape):
    """The status that the model gives an error."""
    error = shape.metadata.get("error", {})
    return error.get("httpStatusCode", 500 if shape.metadata.get("fault") else 400)


def judge_members(shape, content, where):
    """Members of an error beyond its message."""
    if isinstance(content, dict):
        members = {name: value for name, value in content.items() if name != "__type"}
        renamed = {("message" if name.lower() == "message" else name): value for name, value in members.items()}
        # The message is there whether the model has it or not.
        for kind, place, detail in json_answers.walk(shape, renamed, where):
            if not place.lower().endswith(".message"):
                yield kind, place, detail
    elif content is not None:
        children = [child for child in content if local(child.tag) not in ("Type", "Code", "Message", "RequestId", "HostId", "Resource")]
        for kind, place, detail in xml_answers.walk_structure(shape, children, where):
            if not place.lower().endswith(".message"):
                yield kind, place, detail


def read_json(_operation, response):
    """Code and members of a JSON error."""
    return read_members(json.loads(response["body"]))


def read_cbor(_operation, response):
    """Code and members of a CBOR error."""
    return read_members(cbor.loads(response["body"]))


def read_members(content):
    """Code and members of an error that was JSON or CBOR."""
    complaints = []
    code = content.get("__type", "").split("#")[-1]
    if not isinstance(content.get("message", content.get("Message")), str):
        complaints.append(("missing", "message", "no text"))
    return code, content, complaints


def read_query(operation, response):
    """Code and members of an error in AWS Query."""
    root = ElementTree.fromstring(response["body"])
    complaints = []
    namespace = operation.service_model.metadata["xmlNamespace"]
    if root.tag != f"{{{namespace}}}ErrorResponse":
        complaints.append(("envelope", "ErrorResponse", root.tag))
    parts = {local(child.tag): child for child in root}
    if set(parts) != {"Error", "RequestId"}:
        complaints.append(("envelope", "ErrorResponse", sorted(parts)))
    fields = {local(child.tag): child.text for child in parts.get("Error", ())}
    if fields.get("Type") not in ("Sender", "Receiver") or not fields.get("Message"):
        complaints.append(("envelope", "Error", "no type or message"))
    return fields.get("Code"), parts.get("Error"), complaints


def read_ec2(_operation, response):
    """Code of an error of EC2; it has no members."""
    root = ElementTree.fromstring(response["body"])
    parts = {local(child.tag): child for child in root}
    complaints = []
    if root.tag != "Response" or set(parts) != {"Errors", "RequestID"}:
        complaints.append(("envelope", root.tag, sorted(parts)))
    fields = {local(child.tag): child.text for child in root.iterfind("Errors/Error/*")}
    if set(fields) != {"Code", "Message"}:
        complaints.append(("envelope", "Error", sorted(fields)))
    return fields.get("Code"), None, complaints


def read_rest_xml(_operation, response):
    """Code of an error of S3."""
    root = ElementTree.fromstring(response["body"])
    fields = {local(child.tag): child.text for child in root}
    complaints = []
    if root.tag != "Error" or not fields.get("Message") or not fields.get("RequestId"):
        complaints.append(("envelope", root.tag, sorted(fields)))
    return fields.get("Code"), root, complaints


READERS = {
    "json": read_json,
    "smithy-rpc-v2-cbor": read_cbor,
    "query": read_query,
    "ec2": read_ec2,
    "rest-xml": read_rest_xml,
}
