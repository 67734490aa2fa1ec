"""In which words other tools say what a finding is: the columns' headers, grades and requirements."""

from __future__ import annotations

import re

from checklists import refs
from data.imports import values
from data.imports.kinds import OWNER
from data.imports.layout import Field, Layout
from data.imports.words import plain, shown
from data.models import Finding

GRADES = {
    "major": "major | major nonconformity | major non conformity | major nc | nc major | major finding | critical"
    " | hauptabweichung | schwerwiegende abweichung | non conformite majeure | majeure",
    "minor": "minor | minor nonconformity | minor non conformity | minor nc | nc minor | minor finding"
    " | nebenabweichung | geringfuegige abweichung | non conformite mineure | mineure",
    "ofi": "ofi | opportunity for improvement | improvement | improvement opportunity | opportunity | recommendation"
    " | verbesserungspotenzial | verbesserungspotential | empfehlung | opportunite d amelioration | recommandation",
    "observation": "observation | obs | area of concern | hinweis | beobachtung | remarque | point sensible",
    "strength": "strength | good practice | positive | positive finding | best practice | commendation | staerke"
    " | point fort | bonne pratique",
    "": "open | no grade yet | nc | nonconformity | non conformity | abweichung | non conformite | tbd",
}
"""By our grade, the words that mean it, as `data.imports.words.plain` gives them; an open one is still to be graded."""
_GRADES = {word.strip(): grade for grade, line in GRADES.items() for word in line.split("|")}
_REF = re.compile(r"(?<![\w.])(?:A[.\s-]?\s?)?\d{1,2}(?:\.\d{1,2}){0,2}(?![\w])(?!\.\d)", re.IGNORECASE)
_STANDARD = re.compile(r"ISO(?:/IEC)?\s*2700\d(?:[:-]\d{4})?", re.IGNORECASE)
LABEL = re.compile(r"[Ee]-\d{3,}")


def said(cell: str) -> str | None:
    """A cell's text; None where it is empty, so that nothing here is wiped out by what a file does not say."""
    return values.text(cell) or None


def grade(cell: str) -> str | None:
    """Our grade. Raises ValueError for a word that is none: a grade is never guessed."""
    if not cell.strip():
        return None
    found = _GRADES.get(plain(cell))
    if found is None:
        raise ValueError(f"«{shown(cell)}» is no grade: write major, minor, ofi, observation, strength or open")
    return found


def requirements(cell: str) -> list[str] | None:
    """The refs that a cell names, also between titles (`A.5.18 Access rights; cl. 7.2`); None where it names none.

    Raises ValueError for a number that the 2022 edition does not have.
    """
    found: list[str] = []
    for match in _REF.findall(_STANDARD.sub(" ", values.text(cell))):
        number = re.sub(r"[\s-]", "", match).upper()
        number = number if "." in number[1:2] or not number.startswith("A") else f"A.{number[1:]}"
        if number not in refs.all_refs() and f"A.{number}" in refs.auditable():
            number = f"A.{number}"
        if number not in refs.all_refs():
            now = refs.from_2013().get(number if number.startswith("A.") else f"A.{number}")
            mend = f"in the edition of 2022 it is {' and '.join(now)}" if now else "write for example A.5.18 or 9.2.1"
            raise ValueError(f"«{shown(match)}» is no requirement of ISO/IEC 27001:2022: {mend}")
        found.append(number)
    return list(dict.fromkeys(found)) or None


def proofs(cell: str) -> list[str] | None:
    """The evidence ids that a cell names; other words of it are put before them, to be said in a note."""
    text = values.text(cell)
    rest = " ".join(LABEL.sub(" ", text).replace(",", " ").replace(";", " ").split()).strip("- ")
    labels = list(dict.fromkeys(label.upper() for label in LABEL.findall(text)))
    return ([rest] if rest else []) + labels or None


FINDINGS = Layout(
    "findings", Finding, ("label",), (("title", "condition"),),
    (
        Field("label", "id | label | finding id | finding no | finding number | number | no | nummer | nr | numéro",
              said),
        Field("title", "title | headline | finding title | finding | summary | short description | name | subject"
              " | titel | feststellung | kurzbeschreibung | titre | constat | intitulé", said),
        Field("grade", "grade | classification | finding type | rating | severity | type | category | grading"
              " | einstufung | bewertung | klassifizierung | art | gravité | niveau | classement", grade),
        Field("ref", "ref | primary ref | clause | requirement | control | iso clause | clause control | reference"
              " | iso ref | annex a control | norm | normkapitel | kapitel | anforderung | exigence | chapitre"
              " | mesure",
              requirements),
        Field("related", "related | related refs | also | other clauses | other controls | weitere | autres",
              requirements),
        Field("criteria", "criteria | criterion | audit criteria | requirement text | internal rule | policy"
              " | kriterium | auditkriterium | critère | critères", said),
        Field("condition", "condition | description | details | finding description | statement | objective evidence"
              " | observed | what was found | evidence found | beschreibung | sachverhalt | description du constat",
              said),
        Field("cause", "cause | root cause | ursache | grundursache | cause racine", said),
        Field("consequence", "consequence | effect | risk | impact | implication | potential impact | auswirkung"
              " | risiko | folge | conséquence | risque", said),
        Field("action", "action | recommendation | recommendations | suggested action | proposed action | suggestion"
              " | corrective action | empfehlung | maßnahme | recommandation | action corrective", said),
        Field("evidence", "evidence | evidence ids | evidence id | proof | nachweis | nachweise | preuve | preuves",
              proofs),
        Field("grade_reason", "grade reason | why this grade | reason for grade | reason | rationale | begründung"
              " | justification", said),
        Field("place", "place | location | site | standort | ort | lieu | emplacement", said),
        Field("role", "role | interviewee | auditee | rolle | auditierte rolle | rôle", said),
        Field("owner", f"{OWNER} | process owner | action owner", said),
        Field("due", "due | due date | deadline | target date | fällig | fällig am | frist | termin | échéance",
              said, dated=True),
        Field("repeat_of", "repeat of | repeats | previous finding | wiederholung von | répète", said),
    ),
)  # fmt: skip
