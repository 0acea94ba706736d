"""A table of what is wrong: each thing once, with how often it was seen."""

import re


class Findings:
    """Collects findings; the same thing seen again counts up."""

    def __init__(self):
        self.rows = {}

    def add(self, call, kind, where, detail):
        """Notes that something about a call breaks the model. Positions in lists do not make a finding another one."""
        key = (call, kind, re.sub(r"\[\d+\]", "[]", where), str(detail))
        self.rows[key] = self.rows.get(key, 0) + 1

    def table(self):
        """The findings as records, in order."""
        names = ("call", "kind", "where", "detail")
        return [{**dict(zip(names, key)), "count": count} for key, count in sorted(self.rows.items())]
