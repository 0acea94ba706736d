"""Reads CBOR with botocore's own reader, into what JSON would have been."""

import base64
import datetime

from botocore.parsers import create_parser

PARSER = create_parser("smithy-rpc-v2-cbor")


def loads(body):
    """The value of a body; nothing is an empty structure."""
    return plain(PARSER.parse_data_item(PARSER.get_peekable_stream_from_bytes(body))) if body else {}


def plain(value):
    """Dates as seconds and bytes as base64, all the way down."""
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, list):
        return [plain(item) for item in value]
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value
