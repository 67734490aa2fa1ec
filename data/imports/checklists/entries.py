"""What the rows of a checklist say, put together by ref: the entries of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checklists import refs
from checklists.pack import Entry, Question
from checklists.shown import shortened
from checklists.writing import cleaned
from data.imports.checklists.results import chosen, meaning
from data.imports.checklists.roles import role_of
from data.imports.checklists.rows import Point
from data.imports.words import shown

_BULLET = re.compile(r"(?:[-*+•–·▪●◦]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s+")
_METHODS = {
    "record sample": r"samples?|sampled|sampling|stichproben?|échantillons?|échantillonner",
    "re-performance": r"re-?perform|recalculate|recompute|nachrechnen|nachvollziehen|recalculer",
    "observation": r"show|see|observe|watch|demonstrate|walk|zeigen|zeig|vorführen|beobachten|begehen|montrer|montrez"
    r"|observer|observez|constater|visiter",
    "document": r"inspect|examine|read|einsehen|sichten|durchsehen|inspecter|inspectez|examiner|examinez|consulter",
}
_METHOD = {method: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for method, words in _METHODS.items()}
_TITLE_LENGTH = 80


def entries(points: Iterable[Point], source: str) -> tuple[dict[str, Entry], dict[int, list[str]]]:
    """An entry for each ref, in the refs' order, and notes on rows by their number. `source` names the file.

    A question without a role of ours is asked of the one that leads in its ref. Questions of a role stand together.
    """
    by_ref: dict[str, list[Point]] = {}
    for point in points:
        for ref in point.refs:
            by_ref.setdefault(ref, []).append(point)
    notes: dict[int, list[str]] = {}
    made = {ref: _entry(ref, by_ref[ref], source, notes) for ref in sorted(by_ref, key=refs.order)}
    return made, notes


def _entry(ref: str, points: list[Point], source: str, notes: dict[int, list[str]]) -> Entry:
    asked = _asked(ref, points, notes)
    known = refs.all_refs().get(ref)
    first = shortened(asked[0][1].text, _TITLE_LENGTH) if asked else ""
    title = next((point.texts["title"] for point in points if point.texts["title"]), refs.title(ref) or first)
    places: dict[int, int] = {}
    for place, (point, _) in enumerate(asked, 1):
        places.setdefault(point.row, place)
    remarks = {"source": source}
    for point in sorted(points, key=lambda point: places.get(point.row, 0)):
        if remark := _remark(point, ref):
            name = f"question {places[point.row]}" if point.row in places else "in general"
            remarks[name] = f"{remarks[name]}; {remark}" if name in remarks else remark
    return Entry(
        ref=ref,
        title=cleaned(title),
        document_required=known.document_required if known else False,
        questions=tuple(question for _, question in asked),
        evidence=tuple(dict.fromkeys(item for point in points for item in _evidence(point.texts["evidence"]))),
        notes=remarks,
    )


def _asked(ref: str, points: list[Point], notes: dict[int, list[str]]) -> list[tuple[Point, Question]]:
    """The questions about a ref with their rows, those of a role together; what is asked twice is asked once."""
    known = refs.asked().get(ref)
    lead = known.lead if known else refs.ROLES["ISMS"]
    found: dict[tuple[str, str], tuple[Point, Question]] = {}
    for point in points:
        role = role_of(point.texts["role"]) or lead
        if point.texts["role"] and not role_of(point.texts["role"]):
            note = f"the role «{shown(point.texts['role'])}» is none of ours: {role} is asked about {ref}"
            notes.setdefault(point.row, []).append(note)
        for asked in _questions(point.texts["question"]):
            key = (role, asked.casefold())
            if key in found:
                notes.setdefault(point.row, []).append(f"asks of {ref} what row {found[key][0].row} asks: asked once")
            found.setdefault(key, (point, Question(role, _method(asked), False, asked, 0)))
    order = {role: place for place, role in enumerate(dict.fromkeys(role for role, _ in found))}
    return sorted(found.values(), key=lambda pair: order[pair[1].role])


def _questions(cell: str) -> Iterator[str]:
    """The questions of a cell: one, unless every line of it is an item of a list or ends with a question mark."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if not (all(map(_BULLET.match, lines)) or all(line.endswith("?") for line in lines)):
        lines = [" ".join(lines)]
    return (asked for line in lines if (asked := _item(line)))


def _evidence(cell: str) -> Iterator[str]:
    """The items of a cell: one a line, or between semicolons."""
    return (item for line in re.split(r"[\n;]", cell) if (item := _item(line.strip())))


def _item(line: str) -> str:
    """A line on its own, without the sign of a list before it."""
    bullet = _BULLET.match(line)
    return cleaned(line[bullet.end() :] if bullet else line)


def _method(question: str) -> str:
    """How a question is answered, by its words; an interview where they do not tell."""
    return next((method for method, words in _METHOD.items() if words.search(question)), "interview")


def _remark(point: Point, ref: str) -> str:
    """What the file says about a row beside question and evidence, for the entry's notes."""
    result, role = cleaned(chosen(point.texts["result"])), cleaned(point.texts["role"])
    meant = meaning(result)
    plain_number = ref in {spelt for number in point.number.split(", ") for spelt in (number, f"A.{number}")}
    parts = (
        f"{point.number} in the file" if point.number and not plain_number else "",
        f"result there: {result}{f' ({meant})' if meant and meant != result.lower() else ''}" if result else "",
        f"asked there: {role}" if role and not role_of(role) else "",
        cleaned(point.texts["notes"]),
    )
    return "; ".join(part for part in parts if part)
