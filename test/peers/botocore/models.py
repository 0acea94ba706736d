"""Finds AWS's models, as botocore ships them, for what was recorded."""

import functools

from botocore.loaders import Loader
from botocore.model import OperationNotFoundError, ServiceModel

# Where botocore names a service otherwise than the credential scope does.
MODEL_OF = {"elasticloadbalancing": "elbv2", "monitoring": "cloudwatch", "tagging": "resourcegroupstaggingapi"}

LOADER = Loader()


@functools.cache
def service_model(name):
    """The model of a service, by its name in the credential scope."""
    known = MODEL_OF.get(name, name)
    return ServiceModel(LOADER.load_service_model(known, "service-2"), known)


def operation_model(exchange):
    """The model of the operation of an exchange; None where AWS has none of that name."""
    try:
        return service_model(exchange["service"]).operation_model(exchange["operation"])
    except OperationNotFoundError:
        return None


def protocol_of(exchange):
    """The protocol that a client chose, of those that the service's model lists."""
    metadata = service_model(exchange["service"]).metadata
    offered = metadata.get("protocols", [metadata["protocol"]])
    headers = exchange["request"]["headers"]
    if "smithy-protocol" in headers:
        chosen = "smithy-rpc-v2-cbor"
    elif "x-amz-target" in headers:
        chosen = "json"
    elif "urlencoded" in headers.get("content-type", ""):
        chosen = "ec2" if "ec2" in offered else "query"
    else:
        chosen = "rest-xml"
    return chosen if chosen in offered else None
