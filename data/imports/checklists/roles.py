"""Which of our roles a checklist means by the name of a role, a function or a department."""

from __future__ import annotations

from checklists import refs
from data.imports.words import plain

_WORDS = {
    "TM": "top management | management | senior management | executive management | executives | ceo | board"
    " | leadership | managing director | geschäftsführung | geschäftsleitung | vorstand | oberste leitung"
    " | direction | direction générale",
    "ISMS": "isms | isms manager | ciso | iso | isb | security | information security"
    " | information security officer | information security manager | security officer | security manager"
    " | informationssicherheit | informationssicherheitsbeauftragter | informationssicherheitsbeauftragte | smsi"
    " | rssi",
    "HR": "hr | human resources | people | personnel department | personal | personalabteilung | personalwesen"
    " | ressources humaines | rh | drh",
    "ITOPS": "it | devops | it operations | operations | it manager | it department | system administrator"
    " | system administrators | sysadmin | administrators | it abteilung | it betrieb | it leiter | it leitung"
    " | administratoren | informatique | dsi | service informatique",
    "DEV": "developers | developer | development | software development | engineering | entwicklung | entwickler"
    " | softwareentwicklung | développement | développeurs",
    "OWNER": "asset owner | asset owners | risk owner | risk owners | process owner | process owners"
    " | information owner | system owner | risikoeigner | risikoeigentümer | prozesseigner"
    " | prozessverantwortlicher | asset eigentümer | propriétaire | propriétaires",
    "FAC": "facilities | facility | facility management | facility manager | physical security | gebäudemanagement"
    " | haustechnik | gebäude | services généraux",
    "PROC": "procurement | purchasing | supplier management | vendor management | suppliers | supplier | einkauf"
    " | beschaffung | lieferanten | achats | fournisseurs",
    "LEGAL": "legal | privacy | legal department | dpo | data protection officer | data protection | compliance"
    " | recht | rechtsabteilung | datenschutz | datenschutzbeauftragter | datenschutzbeauftragte | juridique | dpd",
    "STAFF": "staff | all staff | employees | all employees | users | personnel | mitarbeiter | mitarbeitende"
    " | mitarbeiterinnen | beschäftigte | employés | collaborateurs | utilisateurs",
    "IA": "internal audit | internal auditor | internal auditors | audit programme manager | auditor"
    " | interne revision | revision | interner auditor | audit interne | auditeur interne",
}
_ROLE_OF = {plain(word): refs.ROLES[code] for code, line in _WORDS.items() for word in line.split("|")}
_ROLE_OF |= {plain(role): role for role in refs.ROLES.values()}
_LONGEST = 60


def role_of(cell: str) -> str:
    """The role of `checklists.refs.ROLES` that a cell means; empty where it means another, several or none."""
    return _ROLE_OF.get(plain(cell), "") if len(cell) <= _LONGEST else ""
