"""Which refs an activity of a RACI matrix is about.

A matrix says "Manage Access Rights", the auditor's independence is judged by A.5.15 to A.5.18. Refs that stand in the
activity's own words count first; else every line of `ACTIVITIES` counts whose words occur and whose exceptions do not.
What no line knows has no refs: the auditor adds them by hand. The refs follow the titles of ISO/IEC 27001:2022.
"""

from __future__ import annotations

import re
from functools import cache

from checklists import refs

ACTIVITIES = (
    # words (beginnings of words; `+` both, in this order)                          refs                         except
    ("context of the org", "4.1", ""),
    ("interested part|stakeholder", "4.2", ""),
    ("isms scope|scope statement|geltungsbereich", "4.3", ""),
    ("security polic|sicherheitsleitlinie|sicherheitspolitik", "5.2, A.5.1", ""),
    ("risk regist|risk assess|risk analy|risikoregister|risikobeurteilung|analyse de risque", "6.1.2, 8.2", ""),
    ("risk treat|treatment plan|risikobehandlung|traitement des risques", "6.1.3, 8.3", ""),
    ("statement of applicab|soa|anwendbarkeitserkl", "6.1.3", ""),
    ("security objective|sicherheitsziele", "6.2", ""),
    ("competence|training|schulung|formation", "7.2, A.6.3", "awareness|sensibili"),
    ("awareness|sensibili", "7.3, A.6.3", ""),
    ("document + control|dokumentenlenkung", "7.5.1-7.5.3", ""),
    ("metric|kpi|measurement|kennzahl", "9.1", ""),
    ("internal audit|interne audit|audit interne|audits internes", "9.2.1, 9.2.2", ""),
    ("management review|managementbewertung|revue de direction", "9.3.1-9.3.3", ""),
    ("corrective act|nonconform|non conform|korrekturma|capa", "10.2", ""),
    ("segregation", "A.5.3", ""),
    ("threat intel", "A.5.7", ""),
    ("asset + regist|asset + invent|inventory|asset + manag|inventar", "A.5.9", ""),
    ("classif|label|klassifizier", "A.5.12, A.5.13", ""),
    ("information transfer|informations.bertragung", "A.5.14", ""),
    ("access + right|access control|access manag|access review|identit|zugriff|berechtigung|droits d acc.s",
     "A.5.15-A.5.18", "subject access|physical|source code|privileged"),
    ("privileged|privilegiert", "A.8.2", ""),
    ("supplier|vendor|third part|lieferant|dienstleister|fournisseur", "A.5.19-A.5.22", ""),
    ("cloud", "A.5.23", ""),
    ("incident|vorf.ll|sicherheitsvorf", "A.5.24-A.5.28", "report + incident|incident report|meld|signal"),
    ("report + incident|report + event|incident report|meldung + vorf|signal + incident", "A.6.8", ""),
    ("business contin|continuity plan|notfall|continuit", "A.5.29, A.5.30", ""),
    ("disaster recov|wiederanlauf", "A.5.30", ""),
    ("legal regist|legal requirement|compliance obligation|rechtskataster", "A.5.31", ""),
    ("subject access|subject request|data protect|privacy|gdpr|dpia|datenschutz|protection des donn", "A.5.34", ""),
    ("screening|background check|sicherheits.berpr", "A.6.1", ""),
    ("onboarding|joiner", "A.6.1, A.6.2, A.5.16, A.5.18", ""),
    ("offboarding|leaver|terminat", "A.6.5, A.5.11, A.5.18", ""),
    ("remote work|mobiles arbeiten|t.l.travail", "A.6.7", ""),
    ("physical|visitor|zutritt", "A.7.1-A.7.6", ""),
    ("dispos", "A.7.14", ""),
    ("endpoint", "A.8.1", ""),
    ("source code", "A.8.4", ""),
    ("capacity", "A.8.6", ""),
    ("malware|antivirus|virenschutz", "A.8.7", ""),
    ("vulnerab|patch|schwachstell", "A.8.8", ""),
    ("configuration + manag|hardening|konfiguration", "A.8.9", ""),
    ("deletion", "A.8.10", ""),
    ("backup|datensicherung|sauvegarde", "A.8.13", ""),
    ("logging|log review|log manag|protokollierung|journalis", "A.8.15", ""),
    ("siem|security monitoring|monitor + network|monitor + system", "A.8.16", ""),
    ("network|firewall|netzwerk", "A.8.20-A.8.22", "monitor"),
    ("cryptograph|key manag|encrypt|kryptograph|verschl.ssel|chiffrement", "A.8.24", ""),
    ("secure develop|secure coding|software develop|softwareentwicklung", "A.8.25-A.8.29", ""),
    ("outsourced develop", "A.8.30", ""),
    ("change manag|approve change|change approv|cab", "A.8.32", ""),
)  # fmt: skip
"""Words that name an activity, the refs it is about, and words with which it is something else."""


def refs_of(activity: str) -> list[str]:
    """The auditable refs that an activity is about, in order; empty where its words are not known."""
    written = [ref for ref in refs.REF.findall(activity) if ref in refs.auditable()]
    if written:
        return sorted(set(written), key=refs.order)
    found: set[str] = set()
    for words, about, unless in ACTIVITIES:
        if _pattern(words).search(activity) and not (unless and _pattern(unless).search(activity)):
            found.update(refs.expand(about))
    return sorted(found, key=refs.order)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """Each word as the beginning of a word, whatever stands between the two sides of a `+`."""

    def side(part: str) -> str:
        return r"\b" + part.strip().replace(" ", r"\W+")

    either = "|".join(".*".join(side(part) for part in word.split("+")) for word in words.split("|"))
    return re.compile(either, re.IGNORECASE)
