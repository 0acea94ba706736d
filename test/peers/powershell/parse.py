"""Reads PowerShell from stdin and prints what is no PowerShell, a line each: where, and the text."""

import sys

import tree_sitter_powershell
from tree_sitter import Language, Node, Parser


def wrong_in(node: Node) -> list[str]:
    own = [f"{node.start_point.row + 1}: {(node.text or b'').decode()}"] if node.is_error or node.is_missing else []
    return own + [line for child in node.children for line in wrong_in(child)]


tree = Parser(Language(tree_sitter_powershell.language())).parse(sys.stdin.buffer.read())
print("\n".join(wrong_in(tree.root_node)))
