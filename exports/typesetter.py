"""Runs Typst; started as a program of its own by `tools.typst`, with a job as JSON on standard input.

Ends with 0 when the target is written, with 2 and Typst's words on standard output when it refuses the document.
Imports nothing of Auditbook.
"""

from __future__ import annotations

import json
import sys

MEMORY = 6 << 30  # bytes of address space, several times what a report with a thousand findings needs


def main() -> int:
    """Do the job. Sets this process's limit of memory where the system has one."""
    job = json.load(sys.stdin)
    try:
        import resource
    except ImportError:  # Windows has no such limit
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import typst

    try:
        typst.compile(job["source"], output=job["target"], root=job["root"], **job["options"])
    except typst.TypstError as error:
        sys.stdout.buffer.write(" ".join((str(error), *getattr(error, "hints", ()))).encode())
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
