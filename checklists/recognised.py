"""What is recognised in a line of notes by its shape: refs, ids, counts, dates, versions, addresses, tickets, roles.

Every shape is bounded, and nothing is looked for beyond the first 20,000 characters (a pasted log, not a note), so that
a line can be read anew at each key, whatever was pasted into it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from checklists import refs

Span = tuple[int, int, str]
"""Where something stands in a text, and what it is: start, end (the place behind it), kind."""

FARTHEST = 20_000
"""Beyond this place in a line nothing is recognised."""

LABEL = r"(?:[EFRAMDQ]-[0-9]{2,5}|S-[0-9]{2,5}(?:\.[0-9]{2,4})?)"
"""What the record calls an item of an audit, as a regular expression."""

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NUMBERS = r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}"
_SHAPES = {
    "url": r"(?i:(?:https?|ftps?|sftp|file|smb)://|www\.)(?=[\w/\[])[^\s|<>\"\x00-\x1f\x7f-\x9f]+",
    "date": rf"(?<!-){_DAY}(?![0-9]|-[0-9])",
    "id": rf"(?<!-)(?:{LABEL}|AUD-[0-9]{{4}}-[0-9]{{2,4}})(?![\w-]|\.[0-9])",
    "version": rf"(?:[vV]|(?i:version|revision|edition|rev\.?) ){_NUMBERS}(?!\w|\.[0-9])",
    "count": r"(?<!,)[0-9]{1,6}[ \t]{1,3}of[ \t]{1,3}[0-9]{1,6}(?!\w|[.,][0-9])",
    "ref": refs.REF.pattern + r"(?! ?%)",
    # Standards and ciphers have names of a ticket's shape; service desks number their tickets without a hyphen.
    "ticket": r"(?<!-)(?:(?!(?:AES|EN|IEC|ISO|RSA|SHA|TLS|UTF)-)[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}"
    r"|(?:INC|CHG|REQ|RITM|TASK|PRB)[0-9]{5,10})(?![\w-]|\.[0-9])",
}
# What begins inside a word or behind a dot is a part of something longer.
_SHAPE = re.compile(
    rf"(?<![\w.])(?=[0-9A-Za-z])(?:{'|'.join(f'(?P<{kind}>{shape})' for kind, shape in _SHAPES.items())})"
)

_TIME = rf"(?:{_DAY}|(?:19|20)[0-9]{{2}}(?:-[0-9]{{2}})?)"
_PART_SHAPES = {
    "date": re.compile(rf"{_TIME}(?:[T ][0-9]{{2}}:[0-9]{{2}})?(?: ?(?:–|-|/|\.\.|to|until) ?{_TIME})?"),
    "version": re.compile(
        rf"(?:(?i:v|version|revision|edition|rev\.?|ed\.?) ?)?{_NUMBERS}|[0-9]+(?:st|nd|rd|th) edition"
    ),
    "place": re.compile(rf"(?:{_SHAPES['url']}|{_SHAPES['ticket']})"),
}
_PART_OF = {"version": "version", "date": "date", "url": "place", "ticket": "place"}
_MOST_PARTS = 8
_JOINING = {"and", "as", "at", "by", "dated", "for", "from", "in", "of", "on", "since", "to", "until"}

_ROLE_END = re.compile(r"\s{2}|\t|:(?![0-9/])")
_BEHIND_ROLE = re.compile(r"[\s:,;]*")
_LONGEST_ROLE = 60
_MOST_ROLE_WORDS = 5
_SMALL_WORDS = {"of", "for", "and", "the", "in", "at", "to", "de", "des", "und", "für", "-", "–", "&", "/"}


def recognise(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """What stands between `start` and `end`, in order, without overlaps; of refs only those the standard has."""
    spans = []
    end = min(len(text) if end is None else end, FARTHEST)
    for match in _SHAPE.finditer(text, start, end):
        kind = match.lastgroup or ""
        behind = match.end()
        if kind == "url":
            behind = match.start() + len(_address(match[0]))
        elif (kind == "ref" and match[0] not in refs.all_refs()) or (kind == "date" and not _is_day(match[0])):
            continue
        spans.append((match.start(), behind, kind))
    return spans


def _address(typed: str) -> str:
    """The address without the punctuation of the sentence it stands in."""
    typed = typed.rstrip(".,;:!?'*_")
    return typed.rstrip(").,;:") if "(" not in typed else typed


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Parts:
    """What a line of evidence says about itself, each as typed and empty where it says nothing."""

    title: str = ""
    version: str = ""
    date: str = ""
    place: str = ""


def parts(text: str, spans: list[Span], start: int, end: int) -> Parts:
    """The parts of the evidence described between `start` and `end`, where `spans` were recognised.

    The title is what stands before the first `|`. A part behind it goes by its shape: a version or a bare number, a day
    or a period, a URL or a ticket id. One without such a shape is the place; but where there are three parts or more,
    the first of them is the version and the second the date. Several places are joined by commas. What no part says is
    taken from the line: its first version, date, URL or ticket; where one ends the title, it is taken off the title.
    """
    first, *rest = text[start:end].split("|", _MOST_PARTS)
    found = _by_part([part.strip() for part in rest])
    title_end = _peel(text, spans, start, start + len(first), found)
    for a, b, kind in spans:
        if kind in _PART_OF and not found[_PART_OF[kind]]:
            found[_PART_OF[kind]] = text[a:b]
    return Parts(text[start:title_end].strip(), **found)


def _by_part(rest: list[str]) -> dict[str, str]:
    """Version, date and place, as far as the parts behind the title say them."""
    found = {"version": "", "date": "", "place": ""}
    without_shape = []
    for position, part in enumerate(rest):
        field = next((name for name, shape in _PART_SHAPES.items() if shape.fullmatch(part)), "")
        if field and not found[field]:
            found[field] = part
        elif part:
            without_shape.append((position, part))
    places = [found["place"]] if found["place"] else []
    for position, part in without_shape:
        field = ("version", "date")[position] if len(rest) > 2 and position < 2 else "place"
        if field == "place" or found[field]:
            places.append(part)
        else:
            found[field] = part
    return found | {"place": ", ".join(places)}


def _peel(text: str, spans: list[Span], start: int, end: int, found: dict[str, str]) -> int:
    """Where the title ends when what is recognised at its end goes into `found`, unless the words before need it."""
    for a, b, kind in reversed([span for span in spans if span[1] <= end]):
        field = _PART_OF.get(kind, "")
        before = text[start:a].rstrip(" \t,;(")
        if not field or found[field] or text[b:end].strip(" \t,;)"):
            break
        last_word = before.rsplit(None, 1)[-1:]
        if not last_word or last_word[0].lower() in _JOINING:
            break
        found[field] = text[a:b]
        end = start + len(before)
    return end


def role(text: str, start: int, end: int, known: Collection[str] = ()) -> tuple[str, int, int]:
    """The role that begins at `start`, where it ends, and where what is said begins; a known role in its own spelling.

    A role ends at a colon or at two spaces, if what stands before them can be a role: five words at most, and no end of
    a sentence. Else the longest known role that the text begins with is meant. Else it is all of the text if that is
    written like a title (`Head of HR`), and otherwise the first word (`HR says that ...`).
    """
    rest = text[start:end].rstrip()
    length = _role_length(rest, known)
    typed = rest[:length]
    said = _BEHIND_ROLE.match(text, start + length, end)
    spelt = next((name for name in known if name.casefold() == typed.casefold()), typed)
    return spelt, start + length, said.end() if said else end


def _role_length(rest: str, known: Collection[str]) -> int:
    cut = _ROLE_END.search(rest, 0, _LONGEST_ROLE + 2)
    if cut and _can_be_role(rest[: cut.start()]):
        return cut.start()
    length = max((len(name) for name in known if _begins_with(rest, name)), default=0)
    if length:
        return length
    words = rest[: _LONGEST_ROLE + 1].split()
    if _can_be_role(rest) and all(word in _SMALL_WORDS or word[0].isupper() for word in words):
        return len(rest)
    return len(words[0].rstrip(".,;:")) if words else 0


def _can_be_role(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_ROLE and text[-1] not in ".!?;" and len(text.split()) <= _MOST_ROLE_WORDS


def _begins_with(text: str, name: str) -> bool:
    behind = text[len(name) : len(name) + 1]
    return text[: len(name)].casefold() == name.casefold() and (behind in ",;:" or behind.isspace())
