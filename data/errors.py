"""What can go wrong, as one small tree.

AuditbookError
├── StoreError          the file cannot serve as our store
│   ├── StoreTooNew     written by a later Auditbook
│   └── NotAStore       a file of another kind, or a damaged one
├── Conflict            the row was changed elsewhere since it was read
├── NotFound            no such audit, finding, meeting ...
├── Refused             a rule of auditing forbids it (the message says which)
└── BadInput            a file, an option or a value that cannot be read

Every message is one line for a person: what, where, and how to mend it.
The command line prints it and ends with 2; a screen shows it and goes on.
"""

from __future__ import annotations


class AuditbookError(Exception):
    """The root: anything the program itself has an answer for."""


class StoreError(AuditbookError):
    """The store file cannot be used."""


class StoreTooNew(StoreError):
    """The store was written by a later version of the program."""


class NotAStore(StoreError):
    """The file is not an Auditbook store, or it is damaged."""


class Conflict(AuditbookError):
    """The row was changed in another window since it was read here."""


class NotFound(AuditbookError):
    """Nothing in the record carries this id."""


class Refused(AuditbookError):
    """A rule of auditing forbids the change."""


class BadInput(AuditbookError):
    """A file, an option or a value that cannot be understood."""
