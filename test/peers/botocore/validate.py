"""Holds recorded exchanges against AWS's models, as botocore ships them.

    python validate.py FOLDER

reads the folder's files of JSON lines, and prints all that breaks the models as a JSON list, and how much was judged.
"""

import base64
import collections
import json
import pathlib
import sys

import answers
import asked
import refusals
from findings import Findings
from models import operation_model, protocol_of
from botocore.exceptions import UnknownServiceError

# Part of the user agent of every call of the program.
PROGRAM = "app/ecs-bluegreen"


def read(folder):
    """The recorded exchanges, with bodies as bytes."""
    for file in sorted(pathlib.Path(folder).rglob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                exchange = json.loads(line)
                for part in ("request", "response"):
                    exchange[part]["body"] = base64.b64decode(exchange[part]["body"])
                yield exchange


def judge(exchange):
    """Yields (kind, where, detail) for all that is wrong with an exchange."""
    request, response = exchange["request"], exchange["response"]
    try:
        operation = operation_model(exchange)
    except UnknownServiceError:
        yield "model", "", "no such service"
        return
    if operation is None:
        # The sandbox says so itself.
        if response["status"] != 501:
            yield "model", "", "no such operation"
        return
    protocol = protocol_of(exchange)
    if protocol is None:
        yield "model", "", "a protocol that the service does not speak"
        return
    if response["status"] == 501:
        return
    if response["status"] < 300:
        yield from answers.judge(operation, protocol, response)
    else:
        yield from refusals.judge(operation, protocol, request, response)
    if PROGRAM in request["headers"].get("user-agent", ""):
        yield from asked.judge(operation, protocol, request)


def main():
    """Judges all that a folder holds."""
    findings = Findings()
    judged = collections.Counter()
    of_program = 0
    for exchange in read(sys.argv[1]):
        call = f"{exchange['service']}:{exchange['operation']}"
        judged[call] += 1
        of_program += PROGRAM in exchange["request"]["headers"].get("user-agent", "")
        try:
            for kind, where, detail in judge(exchange):
                findings.add(call, kind, where, detail)
        except Exception as error:  # What cannot be judged is wrong too.
            findings.add(call, "unreadable", "", f"{type(error).__name__}: {error}")
    table = {"findings": findings.table(), "judged": judged, "ofProgram": of_program}
    json.dump(table, sys.stdout)


main()
