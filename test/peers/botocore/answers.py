"""Judges an answer that says yes: the envelope of its protocol, the status, and all of its content."""

import json
from xml.etree import ElementTree

from botocore.parsers import create_parser

import cbor
import json_answers
import xml_answers
from scalars import text_scalar
from xml_answers import local


def judge(operation, protocol, response):
    """Yields (kind, where, detail) for whatever breaks the model."""
    wanted = operation.http.get("responseCode", 200)
    ranged = "content-range" in response["headers"]
    if response["status"] != (206 if ranged else wanted):
        yield "status", "", f"{response['status']} instead of {wanted}"
    found = list(JUDGES[protocol](operation, response))
    # What is known to be wrong need not be readable as well.
    yield from found or parse(operation, protocol, response)


def parse(operation, protocol, response):
    """Lets botocore itself read the answer, unless that is a stream."""
    if operation.has_streaming_output:
        return
    try:
        create_parser(protocol).parse({"status_code": response["status"], "headers": response["headers"], "body": response["body"]}, operation.output_shape)
    except Exception as error:  # Whatever it throws is a finding.
        yield "unreadable", "", f"{type(error).__name__}: {error}"


def judge_json(operation, response):
    """AWS JSON: the body is the output; no output is an empty object or an empty body."""
    version = operation.service_model.metadata["jsonVersion"]
    wanted = f"application/x-amz-json-{version}"
    if response["headers"].get("content-type") != wanted:
        yield "header", "content-type", f"{response['headers'].get('content-type')} instead of {wanted}"
    yield from judge_members(operation, json.loads(response["body"] or b"{}"))


def judge_cbor(operation, response):
    """Smithy RPC v2 CBOR: the body is the output."""
    for name, wanted in (("smithy-protocol", "rpc-v2-cbor"), ("content-type", "application/cbor")):
        # No output at all has no type either.
        if response["headers"].get(name) != wanted and (name != "content-type" or response["body"]):
            yield "header", name, f"{response['headers'].get(name)} instead of {wanted}"
    yield from judge_members(operation, cbor.loads(response["body"]))


def judge_members(operation, value):
    """Members of an output that was JSON or CBOR."""
    if operation.output_shape is not None:
        yield from json_answers.walk(operation.output_shape, value, "")
    elif value != {}:
        yield "unknown", "", "content where there is no output"


def judge_query(operation, response):
    """AWS Query: <XResponse><XResult>…</XResult><ResponseMetadata>…."""
    root = ElementTree.fromstring(response["body"])
    namespace = operation.service_model.metadata["xmlNamespace"]
    if root.tag != f"{{{namespace}}}{operation.name}Response":
        yield "envelope", "", f"{root.tag} instead of {{{namespace}}}{operation.name}Response"
    parts = {local(child.tag): child for child in root}
    metadata = parts.pop("ResponseMetadata", None)
    if metadata is None or [local(child.tag) for child in metadata] != ["RequestId"]:
        yield "envelope", "ResponseMetadata", "no RequestId"
    shape = operation.output_shape
    wrapper = shape.serialization.get("resultWrapper") if shape is not None else f"{operation.name}Result"
    result = parts.pop(wrapper, None)
    if shape is not None and result is None:
        yield "envelope", wrapper, "missing"
    if parts:
        yield "envelope", ", ".join(parts), "unknown"
    if shape is not None and result is not None:
        yield from xml_answers.walk_structure(shape, list(result), "")


def judge_ec2(operation, response):
    """EC2: <XResponse>, the request's id and the members side by side."""
    root = ElementTree.fromstring(response["body"])
    metadata = operation.service_model.metadata
    if root.tag != f"{{{metadata['xmlNamespace']}/}}{operation.name}Response":
        yield "envelope", "", f"{root.tag} instead of {metadata['xmlNamespace']}/ {operation.name}Response"
    parts = [local(child.tag) for child in root]
    if "requestId" not in parts:
        yield "envelope", "requestId", "missing"
    if operation.output_shape is not None:
        yield from xml_answers.walk_structure(operation.output_shape, list(root), "", ignored=("requestId",))
    elif set(parts) - {"requestId", "return"}:
        yield "unknown", "", f"{parts} where there is no output"


def judge_rest_xml(operation, response):
    """REST XML: members in headers, and one payload or the rest of them as the body."""
    shape, body = operation.output_shape, response["body"]
    if shape is None:
        if body:
            yield "unknown", "", "a body where there is no output"
        return
    yield from judge_headers(shape, response["headers"])
    payload = shape.serialization.get("payload")
    in_body = [name for name, member in shape.members.items() if not member.serialization.get("location")]
    if payload and shape.members[payload].type_name != "structure":
        return
    if not in_body or operation.http["method"] == "HEAD":
        if body:
            yield "unknown", "", "a body where all members are headers"
        return
    if not body:
        yield "missing", "", "no body"
        return
    root = ElementTree.fromstring(body)
    if operation.name == "GetBucketLocation":
        # The only one whose root is the member itself.
        yield from xml_answers.walk(shape.members["LocationConstraint"], [root], ".LocationConstraint") if root.text else ()
        return
    inner = shape.members[payload] if payload else shape
    yield from xml_answers.walk_structure(inner, list(root), "")


def judge_headers(shape, headers):
    """Members that go as headers."""
    for member, member_shape in shape.members.items():
        if member_shape.serialization.get("location") != "header":
            continue
        text = headers.get(member_shape.serialization["name"].lower())
        if text is None:
            if member in shape.required_members:
                yield "missing", f".{member}", "required"
            continue
        complaint = text_scalar(member_shape, text, "rfc822")
        if complaint:
            yield complaint[0], f".{member}", complaint[1]


JUDGES = {
    "json": judge_json,
    "smithy-rpc-v2-cbor": judge_cbor,
    "query": judge_query,
    "ec2": judge_ec2,
    "rest-xml": judge_rest_xml,
}
