"""What each register is: one declaration a kind, with the header words that mean a field in English, German and French.

A kind may have several layouts; the first whose needed columns are all there is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from checklists import refs
from data.imports import values
from data.imports.layout import Field, Layout
from data.models import (
    Action,
    Asset,
    CompetenceNeed,
    CompetenceRecord,
    Document,
    Occasion,
    Person,
    Responsibility,
    Risk,
    SoaEntry,
    Supplier,
)
from data.rules import activities

OWNER = "owner | responsible | responsible person | accountable | verantwortlich | verantwortlicher | verantwortung"
OWNER += " | eigentümer | inhaber | propriétaire | responsable"
STATUS = "status | state | stand | zustand | statut | état"
NOTE = "description | details | beschreibung | bemerkung"
CLASS = "classification | confidentiality | klassifizierung | vertraulichkeit | schutzklasse | confidentialité"
CRITICALITY = "criticality | kritikalität | criticité | importance | tier"


def _day(name: str, words: str) -> Field:
    return Field(name, words, dated=True)


def _entitled(record: dict[str, Any]) -> None:
    record["title"] = record.get("title") or refs.title(record["ref"])


def _about(record: dict[str, Any]) -> None:
    record["refs"] = record.get("refs") or activities.refs_of(record["activity"])


def _occasioned(record: dict[str, Any]) -> None:
    record["kind"] = record.get("kind") or "incident"
    record["refs"] = record.get("refs") or activities.refs_of(record["title"])


SOA = Layout(
    "statement of applicability", SoaEntry, ("ref",), (("ref",), ("applicable",)),
    (
        Field("ref", "control id | control no | control number | control ref | control reference | annex a control"
              " | iso control | ref | id | no | clause | control | nr | maßnahme nr | maßnahmen id | maßnahme"
              " | mesure | numéro | réf | n", values.control),
        Field("title", "control name | control title | name | title | control description | titel | bezeichnung"
              " | maßnahmentitel | titre | intitulé | nom | control | maßnahme | mesure"),
        Field("theme", "theme | domain | category | section | group | thema | bereich | kategorie | thème"
              " | catégorie"),
        Field("applicable", "applicable | applicability | applies | applicable y n | applicable yes no | in scope"
              " | anwendbar | anwendbarkeit | zutreffend | applicabilité", values.applicable),
        Field("reason", "justification | reason | rationale | justification for inclusion"
              " | justification for inclusion exclusion | reason for selection | begründung | raison | motif"),
        Field("status", f"implementation status | implemented | implementation | {STATUS} | umsetzungsstatus"
              " | umsetzungsstand | état de mise en œuvre"),
        Field("description", "implementation description | how implemented | implementation details"
              f" | description of implementation | {NOTE} | umsetzung | mise en œuvre"),
        Field("reference", "reference | references | document | documents | evidence | policy | related documents"
              " | referenz | dokument | nachweis | référence"),
    ),
    fill=_entitled,
)  # fmt: skip

PEOPLE = Layout(
    "people", Person, ("name", "role"), (("name", "role"),),
    (
        Field("name", "name | full name | person | employee | employee name | mitarbeiter | mitarbeiterin"
              " | vollständiger name | nom | nom complet | personne"),
        Field("role", "role | role title | job title | position | function | rolle | funktion | stelle"
              " | rôle | fonction | poste"),
        Field("external", "external | is external | internal external | extern | externe", values.outside),
    ),
    handle=("name",),
)  # fmt: skip

OWNERSHIP = Layout(
    "list of responsibilities", Responsibility, ("activity", "holder", "duty"), (("activity",), ("holder",)),
    (
        Field("activity", "activity | task | process | area | responsibility | what | aktivität | tätigkeit"
              " | aufgabe | prozess | bereich | activité | tâche | processus | control | control id | clause | ref"
              " | reference | maßnahme | mesure | réf"),
        Field("refs", "refs | ref | reference | references | controls | control | control id | clause | clauses"
              " | iso ref | normkapitel | maßnahme | maßnahmen | réf | mesure | mesures", values.ref_list),
        Field("holder", f"holder | person or role | person | role | who | name | assigned to | {OWNER} | rolle | wer"
              " | träger | rôle | qui"),
        Field("duty", "duty | raci | letter | kind | type | relation | kind of responsibility | pflicht | art"
              " | buchstabe | devoir | lettre", values.duty),
        _day("since", "since | from | start | start date | valid from | seit | von | gültig ab | depuis | début"),
        _day("until", "until | to | end | end date | valid until | bis | gültig bis | jusqu à | fin"),
    ),
    handle=("activity", "holder"),
    fill=_about,
)  # fmt: skip

RACI = Layout(
    "RACI matrix", Responsibility, ("activity", "holder"), (("activity",),),
    tuple(OWNERSHIP.field(name) for name in ("activity", "refs")),
    fill=_about,
    matrix="roles",
)  # fmt: skip

LETTERS = replace(RACI, name="RACI table", matrix="letters")

RECORDS = Layout(
    "competence records", CompetenceRecord, ("person", "subject", "due/done"), (("person",), ("subject",)),
    (
        Field("person", "person | name | employee | employee name | participant | attendee | full name | mitarbeiter"
              " | teilnehmer | teilnehmerin | personne | nom | participante"),
        Field("role", "role | job title | position | function | rolle | funktion | stelle | rôle | fonction"
              " | poste"),
        Field("subject", "training | course | subject | topic | competence | certificate | certification"
              " | qualification | skill | training title | schulung | kurs | thema | kompetenz | qualifikation"
              " | formation | cours | sujet | compétence"),
        Field("kind", "type | kind | method | delivery | art | typ | methode | genre"),
        _day("due", "due date | due | deadline | planned date | target date | fällig | fällig am | frist | termin"
             " | échéance"),
        _day("done", "completion date | completed on | completed | date completed | done | date | abschlussdatum"
             " | abgeschlossen am | datum | date de fin | réalisé le"),
        Field("status", STATUS),
        Field("evidence", "evidence | proof | record | certificate no | certificate number | nachweis | beleg"
              " | preuve | justificatif"),
        _day("expires", "next refresh | expires | expiry | expiry date | valid until | next due | gültig bis"
             " | ablaufdatum | nächste auffrischung | expiration | valable jusqu au"),
    ),
    handle=("person", "subject"),
)  # fmt: skip

NEEDS = Layout(
    "competence needs", CompetenceNeed, ("role", "subject"), (("role",), ("subject",)),
    (
        Field("role", "role | job title | position | function | rolle | funktion | stelle | rôle | fonction"
              " | poste"),
        Field("subject", "required competence | competence | required skill | skill | requirement | training"
              " | required training | subject | topic | geforderte kompetenz | kompetenz | anforderung | schulung"
              " | compétence | compétence requise | exigence | formation"),
        Field("level", "proficiency level | level | proficiency | required level | niveau | stufe | kompetenzstufe"),
        Field("how", "source | how | method | how acquired | means | quelle | methode | wie | moyen"),
        Field("mandatory", "mandatory | required | compulsory | pflicht | verpflichtend"
              " | obligatoire", values.yes_no),
        Field("refresh_months", "refresh interval | refresh interval months | refresh | refresh months | interval"
              " | renewal | auffrischung | intervall | auffrischung monate | intervalle"
              " | périodicité", values.months),
    ),
)  # fmt: skip

DOCUMENTS = Layout(
    "document register", Document, ("number",), (("number",), ("title",)),
    (
        Field("number", "doc id | document id | document number | document no | doc no | doc number | id | number"
              " | no | code | ref | reference | dokument nr | dokumentennummer | nummer | nr | kennung | numéro"
              " | référence | réf"),
        Field("title", "title | document title | name | document name | document | titel | bezeichnung | dokument"
              " | titre | nom | intitulé"),
        Field("kind", "type | document type | doc type | kind | category | art | typ | dokumentart | genre"
              " | catégorie"),
        Field("owner", f"document owner | author | {OWNER} | dokumentenverantwortlicher | autor | auteur"),
        Field("approver", "approver | approved by | approval | freigeber | freigegeben von | freigabe | approbateur"
              " | approuvé par"),
        Field("edition", "version | revision | edition | rev | ausgabe | fassung | révision | édition"),
        _day("effective", "effective date | effective | valid from | issue date | issued | date of issue"
             " | approval date | gültig ab | freigabedatum | ausgabedatum | date d effet | en vigueur le"),
        _day("last_review", "last review | last reviewed | review date | reviewed on | letzte prüfung"
             " | letzte überprüfung | dernière révision | dernière revue"),
        _day("next_review", "next review | next review date | review due | due for review | nächste prüfung"
             " | nächste überprüfung | prochaine révision | prochaine revue"),
        Field("classification", CLASS),
        Field("distribution", "distribution | distribution list | audience | verteiler | zielgruppe | diffusion"
              " | destinataires"),
        Field("status", STATUS),
    ),
)  # fmt: skip

ASSETS = Layout(
    "asset register", Asset, ("number",), (("number",), ("name",)),
    (
        Field("number", "id | asset id | asset no | asset number | asset tag | number | no | inventory number"
              " | inventarnummer | nummer | nr | numéro | réf"),
        Field("name", "asset name | asset | name | title | bezeichnung | wert | nom | actif | désignation"),
        Field("kind", "type | asset type | kind | art | typ | genre"),
        Field("category", "category | sub type | kategorie | catégorie"),
        Field("owner", f"asset owner | {OWNER}"),
        Field("custodian", "custodian | administrator | operator | verwalter | betreiber | gardien"
              " | administrateur"),
        Field("place", "location | place | site | standort | ort | emplacement | lieu"),
        Field("classification", CLASS),
        Field("criticality", CRITICALITY),
        Field("environment", "environment | umgebung | environnement"),
        Field("description", NOTE),
        Field("status", STATUS),
    ),
)  # fmt: skip

SUPPLIERS = Layout(
    "supplier register", Supplier, ("name",), (("name",),),
    (
        Field("name", "supplier name | supplier | vendor name | vendor | provider | company | third party | name"
              " | lieferant | dienstleister | firma | fournisseur | prestataire | nom"),
        Field("service", f"service | services | product | service provided | goods or services | scope | {NOTE}"
              " | leistung | dienstleistung | prestation"),
        Field("owner", f"contract owner | relationship owner | supplier owner | {OWNER}"),
        Field("criticality", f"{CRITICALITY} | risk level | risk | risk rating | risiko | risque"),
        _day("last_review", "last review | last reviewed | last assessment | review date | letzte prüfung"
             " | letzte bewertung | dernière revue | dernière évaluation"),
        Field("status", STATUS),
    ),
)  # fmt: skip

RISKS = Layout(
    "risk register", Risk, ("number",), (("number",), ("title",)),
    (
        Field("number", "id | risk id | risk no | risk number | number | no | ref | risiko nr | risiko id | nummer"
              " | nr | numéro | réf"),
        Field("title", "risk title | risk | title | name | risk name | scenario | risiko | titel | bezeichnung"
              " | risque | titre | scénario"),
        Field("description", f"risk description | {NOTE}"),
        Field("asset", "asset process | asset | assets | process | affected asset | wert | prozess | actif"
              " | processus"),
        Field("threat", "threat | threat source | bedrohung | gefährdung | menace"),
        Field("vulnerability", "vulnerability | weakness | schwachstelle | vulnérabilité"),
        Field("owner", f"risk owner | risikoeigner | risikoeigentümer | {OWNER}"),
        Field("likelihood", "likelihood 1 5 | inherent likelihood | likelihood | probability"
              " | eintrittswahrscheinlichkeit | wahrscheinlichkeit | vraisemblance | probabilité"),
        Field("impact", "max impact | inherent impact | impact | impact 1 5 | consequence | severity | auswirkung"
              " | schadenshöhe | conséquence | gravité"),
        Field("score", "inherent score | inherent risk score | risk score | score | inherent risk | risikowert"
              " | risikozahl | score brut"),
        Field("level", "inherent risk level | inherent level | risk level | level | rating | risikostufe"
              " | risikoklasse | niveau de risque | niveau"),
        Field("controls", "existing controls | current controls | controls | bestehende maßnahmen | maßnahmen"
              " | mesures existantes | mesures"),
        Field("residual_likelihood", "residual likelihood | residual probability | restwahrscheinlichkeit"
              " | vraisemblance résiduelle"),
        Field("residual_impact", "residual max impact | residual impact | restauswirkung | impact résiduel"),
        Field("residual_score", "residual score | residual risk score | residual risk | restrisiko | risque résiduel"
              " | score résiduel"),
        Field("residual_level", "residual risk level | residual level | restrisikostufe | niveau résiduel"),
        Field("treatment", "treatment decision | treatment | risk treatment | treatment option | response"
              " | behandlung | risikobehandlung | traitement"),
        Field("status", STATUS),
    ),
)  # fmt: skip

ACTIONS = Layout(
    "register of corrective actions", Action, ("external",), (("external",), ("text", "statement")),
    (
        Field("external", "id | capa id | action id | number | no | capa no | action no | ref | nummer | nr"
              " | maßnahmen id | maßnahme nr | numéro | réf"),
        Field("origin", "source | origin | raised from | quelle | herkunft | origine"),
        Field("audit", "audit | audit id | audit no | audit number | numéro d audit"),
        Field("finding", "finding id | finding no | finding ref | finding number | feststellung nr"),
        _day("raised", "date raised | raised | raised on | date opened | opened | created | erfasst am"
             " | festgestellt am | date | datum | ouvert le"),
        Field("statement", "finding nonconformity | nonconformity | non conformity | finding | issue | problem"
              f" | {NOTE} | abweichung | feststellung | problème | écart | non conformité | constat"),
        Field("cause", "root cause | cause | root cause analysis | ursache | grundursache | cause racine"),
        Field("correction", "correction immediate | correction | immediate action | immediate correction"
              " | containment | korrektur | sofortmaßnahme | correction immédiate"),
        Field("text", "corrective action | action | corrective actions | action plan | planned action | measure"
              " | korrekturmaßnahme | maßnahme | action corrective | plan d action"),
        Field("owner", f"action owner | {OWNER} | assigned to | zuständig"),
        _day("due", "due date | due | deadline | target date | fällig | fällig am | frist | termin | échéance"
             " | délai"),
        Field("status", STATUS, values.state),
        _day("done", "done | done on | completion date | completed on | implemented on | date implemented"
             " | umgesetzt am | erledigt am | réalisé le"),
        Field("effectiveness", "effectiveness check | effectiveness | effectiveness review | effectiveness criterion"
              " | wirksamkeitsprüfung | wirksamkeit | efficacité"),
        Field("verifier", "verifier | verified by | checked by | geprüft von | vérifié par"),
        _day("verified", "verified | verified on | verification date | date verified | geprüft am | vérifié le"),
        Field("result", "result | verification result | outcome | ergebnis | résultat"),
        _day("closed", "closure date | closed | closed on | date closed | closing date | geschlossen am"
             " | abgeschlossen am | clos le | date de clôture"),
    ),
)  # fmt: skip

INCIDENTS = Layout(
    "list of incidents and changes", Occasion, ("number/title",), (("title",), ("day",)),
    (
        Field("number", "id | incident id | incident no | change id | change no | ticket | ticket id | number | no"
              " | nummer | nr | vorfall nr | numéro | réf"),
        Field("kind", "kind | type | category | art | typ | genre", values.occasion),
        _day("day", "date | day | occurred | occurred on | detected | detected on | reported | opened | implemented"
             " | date detected | datum | erkannt am | date de survenue"),
        Field("title", "title | summary | incident | change | subject | short description | what happened"
              f" | {NOTE} | titel | betreff | vorfall | änderung | titre | objet"),
        Field("refs", "refs | ref | references | controls | control | clause | clauses | maßnahme | maßnahmen"
              " | mesures", values.ref_list),
    ),
    fill=_occasioned,
)  # fmt: skip

KINDS: dict[str, tuple[Layout, ...]] = {
    "soa": (SOA,),
    "responsibilities": (LETTERS, OWNERSHIP, RACI),
    "people": (PEOPLE,),
    "competence": (RECORDS, NEEDS),
    "documents": (DOCUMENTS,),
    "assets": (ASSETS,),
    "suppliers": (SUPPLIERS,),
    "risks": (RISKS,),
    "actions": (ACTIONS,),
    "incidents": (INCIDENTS,),
}
