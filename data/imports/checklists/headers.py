"""Which column of a checklist is which field: guessed from the headers, or as a person said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from data.errors import BadInput
from data.imports.checklists import numbers
from data.imports.checklists.results import is_result, lists_results
from data.imports.checklists.sheet import Part, Sheet
from data.imports.words import listed, plain, shown

WORDS = {
    "ref": "control id | control no | control number | control ref | control reference | annex a control"
    " | iso control | iso 27001 control | clause no | clause number | clause id | clause ref | clause reference"
    " | iso clause | iso 27001 clause | clause control | control clause | iso ref | iso reference | requirement id"
    " | requirement no | requirement number | requirement ref | standard reference | clause | clauses | section"
    " | ref | ref no | reference | control | controls | annex a | iso 27001 | iso iec 27001 | iso 27001 2022"
    " | iso iec 27001 2022 | id | no | n | number | # | norm | normkapitel | normabschnitt | normreferenz | kapitel"
    " | abschnitt | klausel | ziffer | anhang a | maßnahme nr | maßnahmen nr | referenz | maßnahme | maßnahmen | nr"
    " | nummer | lfd nr | chapitre | article | clause n | référence | réf | mesure | mesures | mesure n | n°"
    " | numéro | standard",
    "question": "question | questions | audit question | audit questions | checklist question | control question"
    " | question text | question requirement | requirement question | key question | key questions"
    " | requirement summary | audit check | check | checks | checkpoint | check point | what to check"
    " | what to look for | audit test | test | test procedure | requirement | requirements | control requirement"
    " | requirement description | audit criteria | audit criterion | criteria | criterion | control description"
    " | description | control text | statement | item | checklist item | text | points | prüffrage | prüffragen"
    " | auditfrage | auditfragen | kontrollfrage | frage | fragen | prüfpunkt | prüfpunkte | prüfung | anforderung"
    " | anforderungen | anforderungstext | kriterium | kriterien | beschreibung | question d'audit"
    " | questions d'audit | point de contrôle | points de contrôle | point à vérifier | vérification | exigence"
    " | exigences | critère | critères",
    "title": "control title | control name | clause title | clause name | requirement title | requirement name"
    " | title | name | topic | subject | heading | control | controls | titel | bezeichnung | überschrift | thema"
    " | maßnahmentitel | maßnahme | titre | intitulé | nom | sujet | thème | mesure",
    "evidence": "expected evidence | evidence to look for | evidence required | required evidence | evidence needed"
    " | typical evidence | evidence examples | examples of evidence | audit evidence | objective evidence"
    " | evidence | evidences | records | documents | documentation | erwartete nachweise | erwarteter nachweis"
    " | nachweis | nachweise | auditnachweis | belege | dokumente | dokumentation | preuves attendues"
    " | éléments de preuve | preuve | preuves | justificatifs",
    "role": "role | roles | who to ask | whom to ask | interviewee | interviewees | auditee | auditees | asked of"
    " | responsible | responsible role | responsibility | owner | control owner | process owner | function"
    " | department | rolle | rollen | gesprächspartner | befragte | befragter | ansprechpartner | verantwortlich"
    " | verantwortlicher | verantwortung | zuständig | funktion | abteilung | rôle | rôles | interlocuteur"
    " | interlocuteurs | audité | responsable | fonction | service",
    "result": "result | results | audit result | compliance | compliance status | compliant | conformity"
    " | conforming | conformance | conformity status | verdict | rating | assessment | status | finding | findings"
    " | score | implemented | implementation status | ergebnis | auditergebnis | bewertung | konformität | konform"
    " | erfüllt | erfüllungsgrad | umsetzungsstatus | feststellung | résultat | résultats | conformité | conforme"
    " | évaluation | constat | statut | état",
    "notes": "notes | note | comments | comment | remarks | remark | auditor notes | auditor comments"
    " | observations | observation | bemerkung | bemerkungen | anmerkung | anmerkungen | kommentar | kommentare"
    " | notiz | notizen | hinweis | hinweise | remarque | remarques | commentaire | commentaires",
}
"""The headers that mean a field, separated by bars, the surest first; in English, German and French."""

LOOSE = {
    "evidence": "evidence | nachweis | nachweise | preuve | preuves",
    "notes": "notes | comment | comments | remarks | bemerkung | bemerkungen | anmerkungen | commentaires | remarques",
    "result": "result | results | status | rating | compliant | conformity | konform | conforme | ergebnis | résultat",
    "role": "interviewee | responsible | owner | verantwortlich | responsable",
    "question": "question | questions | requirement | requirements | frage | fragen | anforderung | anforderungen"
    " | exigence | exigences",
    "title": "title | titel | titre",
    "ref": "clause | control | ref | reference | annex | klausel | kapitel | anhang | maßnahme | chapitre | mesure",
}
"""Words inside a longer header that mean a field, where no header means it as a whole; in this order."""


_LONGEST = 200
_SOME = 200


def _words(line: str) -> list[str]:
    return [_plain(word) for word in line.split("|")]


def _plain(header: str) -> str:
    """A header as we compare it; one of signs alone (`#`) is itself."""
    return plain(header[:_LONGEST]) or header.strip()[:_LONGEST]


def _unbracketed(header: str) -> str:
    return _plain(re.sub(r"\(.*?\)|\[.*?\]", " ", header))


_EXACT = {field: _words(line) for field, line in WORDS.items()}
_INSIDE = {field: _words(line) for field, line in LOOSE.items()}
_FIELD_OF = {word: field for field in reversed(_EXACT) for word in _EXACT[field]}
TEXTS = ("question", "title")


def field_of(header: str) -> str:
    """The field that a header means as a whole; empty where it means none."""
    return _FIELD_OF.get(_plain(header), "")


def is_header(cells: Iterable[str]) -> bool:
    """Whether a row names the columns of a checklist: two or more, half of its cells, one of them a ref or a text."""
    found = [field_of(cell) for cell in cells if cell.strip()]
    known = set(found) - {""}
    return len(known) > 1 and 2 * found.count("") <= len(found) and not known.isdisjoint({"ref", *TEXTS})


def check(sheet: Sheet, given: Mapping[str, str]) -> None:
    """Raises BadInput where a mapping names a field that there is not, or a column that the file does not have."""
    for field, column in given.items():
        if field not in WORDS:
            raise BadInput(f"«{shown(field)}» is no field of a checklist; its fields are: {', '.join(WORDS)}.")
        if column and column not in sheet.columns:
            there = listed(sheet.columns)
            raise BadInput(f"{sheet.name} has no column «{shown(column)}»; its columns are: {there}.")


def guess(part: Part, given: Mapping[str, str]) -> dict[str, str]:
    """Field to column of a table. What is `given` counts where the table has the column; an empty column means none."""
    said = {field: column for field, column in given.items() if not column or column in part.columns}
    mapping = {field: column for field, column in said.items() if column}
    for name_of in (_plain, _unbracketed):
        free = {name_of(column): column for column in reversed(part.columns) if column not in mapping.values()}
        for field, words in _EXACT.items():
            found = [word for word in words if word in free]
            if field == "ref":  # neither a running number nor the name of a control says what a row is about
                found.sort(key=lambda word: -_numbered(part, free[word]))
            if found and field not in said and field not in mapping:
                mapping[field] = free.pop(found[0])
    left = [column for column in part.columns if column not in mapping.values()]
    if "result" not in said and "result" not in mapping and (column := _results(part, left)):
        mapping["result"] = column
        left.remove(column)
    for field, words in _INSIDE.items():
        inside = (column for column in left if any(f" {word} " in f" {_plain(column)} " for word in words))
        if field not in said and field not in mapping and (column := next(inside, "")):
            mapping[field] = column
            left.remove(column)
    return {field: mapping[field] for field in WORDS if field in mapping}


def _numbered(part: Part, column: str) -> int:
    """How many of a column's first cells begin with a number such as 4.1."""
    place = part.columns.index(column)
    return sum(bool(numbers.leading(row.cells[place])[0]) for row in part.rows[:_SOME] if row.cells)


def _results(part: Part, columns: list[str]) -> str:
    """The column of a drop-down: its header lists the values (`C/NC/OFI/NA`), or all of its cells hold such."""
    for column in columns:
        place = part.columns.index(column)
        cells = [row.cells[place] for row in part.rows if row.cells and row.cells[place].strip()]
        if lists_results(column) or (len(cells) > 1 and all(map(is_result, cells))):
            return column
    return ""
