"""What a checklist's drop-down says: it is kept as a note, and never becomes a verdict of ours."""

from __future__ import annotations

import re

from data.imports.words import plain

_WORDS = {
    "conforming": "c | conforming | conformity | conform | compliant | comply | complies | ok | pass | passed | yes"
    " | y | met | fulfilled | fully compliant | fully implemented | implemented | ja | konform | erfüllt"
    " | umgesetzt | oui | conforme | satisfait | ✓ | ✔ | ☑",
    "nonconforming": "nc | nonconforming | non conforming | nonconformity | non conformity | non compliant"
    " | noncompliant | not compliant | fail | failed | no | not met | not fulfilled | not implemented | nein"
    " | nicht konform | nicht erfüllt | nicht umgesetzt | abweichung | non | non conforme | non conformité | nok"
    " | ✗ | ✘ | ☒",
    "major nonconformity": "major | maj | major nc | major nonconformity | major non conformity | hauptabweichung"
    " | non conformité majeure | majeure",
    "minor nonconformity": "minor | min | minor nc | minor nonconformity | minor non conformity | nebenabweichung"
    " | non conformité mineure | mineure",
    "partly conforming": "partial | partially | partly | pc | partially compliant | partially implemented"
    " | partially met | in progress | teilweise | teilweise erfüllt | teilweise umgesetzt | partiel | partielle"
    " | partiellement",
    "opportunity for improvement": "ofi | opportunity for improvement | improvement | verbesserungspotenzial"
    " | verbesserungspotential | verbesserungsvorschlag | empfehlung | recommendation | recommandation"
    " | piste de progrès | opportunité d'amélioration",
    "observation": "obs | observation | beobachtung | remarque",
    "good practice": "gp | good practice | strength | positive | stärke | bonne pratique | point fort",
    "not applicable": "na | n a | not applicable | nicht anwendbar | entfällt | non applicable | sans objet | so",
    "not tested": "nt | not tested | not audited | not assessed | nicht geprüft | non évalué | non audité | tbd | open",
}
_MEANING = {plain(word) or word.strip(): meaning for meaning, line in _WORDS.items() for word in line.split("|")}
_LONGEST = 60
_EMPTY_BOXES, _TICKED = set("☐⬜□"), set("☑☒✅✓✔❌✗✘")


def chosen(cell: str) -> str:
    """What a result says; empty where its boxes wait to be ticked: `☐ Yes ☐ No`."""
    return "" if _EMPTY_BOXES & set(cell) and not _TICKED & set(cell) else cell


def meaning(cell: str) -> str:
    """What a value of a drop-down means in our words (`NC`: nonconforming); empty where it is no such value."""
    return _MEANING.get(plain(cell) or cell.strip(), "") if len(cell) <= _LONGEST else ""


def is_result(cell: str) -> bool:
    """Whether a cell holds a value of a drop-down."""
    return meaning(cell) != ""


def lists_results(header: str) -> bool:
    """Whether a header lists the values that are allowed below it: `C/NC/OFI/NA`, `Yes / No / N/A`."""
    values = [
        value for value in re.split(r"[/|,;]", re.sub(r"\bn/a\b", "na", header, flags=re.IGNORECASE)) if value.strip()
    ]
    return len(values) > 1 and len(header) <= 2 * _LONGEST and all(map(is_result, values))
