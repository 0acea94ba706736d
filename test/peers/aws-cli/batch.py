"""Runs commands of the AWS CLI whose code this interpreter has, one after the other in one process: starting it takes longer than most of them.

stdin: a list of argument lists as JSON; stdout: for each how it has ended, {code, stdout, stderr}.
"""

import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver


def run(arguments):
    texts = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    with contextlib.redirect_stdout(texts[0]), contextlib.redirect_stderr(texts[1]):
        code = create_clidriver().main(arguments)
    out, err = (text.buffer.getvalue().decode() for text in texts)
    return {"code": code, "stdout": out, "stderr": err}


json.dump([run(arguments) for arguments in json.load(sys.stdin)], sys.stdout)
