"""Writes src/sandbox/constraints.json: what AWS's models allow as input, for the operations of the sandbox.

The schemas of the JavaScript SDK know members, types and which are required, but neither patterns nor lengths, ranges or enums.
Botocore ships AWS's models with them. Run it again after adding an operation:

    node scripts/sandbox-operations.mjs | python3 scripts/sandbox-constraints.py > src/sandbox/constraints.json

needs botocore (`pip install botocore`).
"""

import json
import sys

import botocore
from botocore.loaders import Loader

# Where botocore names a service otherwise than the credential scope does.
MODEL_OF = {"monitoring": "cloudwatch", "elasticloadbalancing": "elbv2", "tagging": "resourcegroupstaggingapi"}

INTEGERS = ("integer", "long")

# Classes of characters that Java knows and JavaScript does not.
JAVA_CLASSES = {"\\p{Print}": "[ -~]"}

# Members whose operation has a refusal of its own, so that the model must not speak first.
REFUSED_BY_OPERATION = {("CreateBucketConfiguration", "LocationConstraint")}


class Service:
    """The constraints of one service, each of them once, and where they apply."""

    def __init__(self, shapes, known):
        self.shapes = shapes
        # Members that the SDK's schemas know: botocore may be newer.
        self.known = known
        self.constraints = []
        self.position = {}
        self.structures = {}
        self.seen = set()

    def walk(self, name):
        """Collects the constraints of a shape and of all that it is made of."""
        if name in self.seen:
            return
        self.seen.add(name)
        shape = self.shapes[name]
        if shape["type"] == "structure":
            members = {}
            for member, target in shape["members"].items():
                if member not in self.known.get(name, ()):
                    continue
                self.walk(target["shape"])
                index = self.index_of(target["shape"])
                if index is not None and (name, member) not in REFUSED_BY_OPERATION:
                    members[member] = index
            if members:
                self.structures[name] = members
        for part in ("member", "key", "value"):
            if part in shape:
                self.walk(shape[part]["shape"])

    def index_of(self, name):
        """Position of a shape's own constraint in the list; None where anything goes."""
        shape = self.shapes[name]
        constraint = {key: shape[key] for key in ("enum", "pattern", "min", "max") if key in shape}
        for name, characters in JAVA_CLASSES.items():
            if "pattern" in constraint:
                constraint["pattern"] = constraint["pattern"].replace(name, characters)
        if shape["type"] in INTEGERS:
            constraint["integer"] = True
        for part in ("member", "key", "value"):
            # Structures within lists are looked up by their own names.
            if part in shape and self.shapes[shape[part]["shape"]]["type"] != "structure":
                index = self.index_of(shape[part]["shape"])
                if index is not None:
                    constraint[part] = index
        if not constraint:
            return None
        text = json.dumps(constraint, sort_keys=True)
        if text not in self.position:
            self.position[text] = len(self.constraints)
            self.constraints.append(constraint)
        return self.position[text]


def table_of(name, operations, members):
    """The table of one service."""
    model = Loader().load_service_model(MODEL_OF.get(name, name), "service-2")
    service = Service(model["shapes"], members)
    for operation in operations:
        if "input" in model["operations"][operation]:
            service.walk(model["operations"][operation]["input"]["shape"])
    return {"constraints": service.constraints, "structures": service.structures}


def main():
    operations = json.load(sys.stdin)
    tables = {name: table_of(name, **service) for name, service in sorted(operations.items())}
    document = {"source": f"botocore {botocore.__version__}", "services": tables}
    json.dump(document, sys.stdout, separators=(",", ":"), sort_keys=True)
    sys.stdout.write("\n")


main()
