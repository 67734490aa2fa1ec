"""The one table of keys. Bindings, footer, help screen, palette, README table and `auditbook keys` are made from it.

Only keys that arrive over SSH, tmux, screen and a plain VT (`research/textual.md`, D.2): letters, digits, Enter, Esc,
Tab, arrows, paging keys, and Ctrl+letter but C Z S H I J M [ B A. Each has an id, by which a user's `keys.toml` can
move it:

    [keys]
    "list.down" = "down,j,ctrl+e"
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Key:
    """One binding: where it works, the keys (commas between several), what it does.

    `footer` is the word shown there, if any. A key with `priority` acts before the keys typed behind it are given
    out, so that what is typed ahead never lands in the field that is being left.
    """

    id: str
    keys: str
    does: str
    footer: str = ""
    action: str = ""
    priority: bool = False

    @property
    def where(self) -> str:
        """The context: the part of the id before the dot."""
        return self.id.partition(".")[0]

    @property
    def call(self) -> str:
        """Textual's name of the action."""
        return self.action or self.id.partition(".")[2]


CONTEXTS = {
    "anywhere": "Anywhere, also while typing",
    "home": "Home",
    "retention": "Home, what is kept",
    "away": "On a screen beside an audit",
    "registers": "Registers",
    "import": "Registers, a file on its way in",
    "filerows": "Registers, a file on its way in: on a row",
    "workspace": "In an audit, while nothing is being typed",
    "list": "In any list",
    "verdict": "On a checklist item",
    "form": "In a form",
    "note": "In a note",
    "talk": "Beside a note, after Esc",
    "plan": "1 Plan",
    "team": "1 Plan, independence and competence",
    "independence": "1 Plan, independence: on refs",
    "competence": "1 Plan, competence",
    "prepare": "2 Prepare",
    "requests": "2 Prepare, requests",
    "readings": "2 Prepare, documents read",
    "opening": "3 Opening",
    "readout": "3 Opening, the plan read out",
    "keypoints": "3 Opening, services and dependencies",
    "words": "3 Opening, words to say",
    "closing": "3 Opening, findings one by one",
    "interviews": "4 Interviews",
    "questions": "4 Interviews, open questions",
    "awareness": "4 Interviews, awareness",
    "sittings": "4 Interviews, sittings",
    "sampling": "5 Sampling",
    "population": "5 Sampling, in a population",
    "design": "5 Sampling, in a planned sample",
    "grid": "5 Sampling, in a sample",
    "results": "5 Sampling, results of a sample",
    "evidence": "6 Evidence",
    "findings": "7 Findings",
    "finding": "7 Findings, in a finding",
    "report": "8 Report",
    "contents": "8 Report, what stands in it",
    "review": "8 Report, comments of the review",
    "exporting": "8 Report, what shall be exported",
    "followup": "9 Follow-up",
    "earlier": "2 Prepare, what was left open",
    "trends": "9 Follow-up, trends",
    "whys": "9 Follow-up, in the analysis of a cause",
    "presenter": "9 Follow-up, while presenting",
    "programme": "Programme",
    "coverage": "Programme, coverage",
    "alarms": "Programme, alarms",
    "year": "Programme, plan: the audits of a year",
    "planned": "Programme, plan: the refs of an audit",
    "reasons": "Programme, reasons",
    "terms": "Programme, terms",
}

KEYS: tuple[Key, ...] = (
    Key("anywhere.command_palette", "ctrl+p", "every command by its name", priority=True),
    Key("anywhere.leader", "ctrl+g", "go to a stage: then its digit, 0 for home", "stage", priority=True),
    Key("anywhere.search", "ctrl+f", "search everything", priority=True),
    Key("anywhere.new_finding", "ctrl+n", "new finding from the current line or item", priority=True),
    Key("anywhere.new_evidence", "ctrl+t", "new evidence from the current line or item", priority=True),
    Key("anywhere.repaint", "ctrl+l", "paint the screen afresh", priority=True),
    Key("anywhere.help", "f1", "the keys for where I am", priority=True),
    Key("anywhere.quit", "ctrl+q", "quit; everything is saved already", priority=True),
    Key("home.new_audit", "n", "new audit", "new audit"),
    Key("home.programme", "p", "the audit programme: coverage, the plan of the year", "programme"),
    Key("home.next_audit", "c", "the next audit out of this one: texts kept, results cleared", "copy"),
    Key("home.organisation", "o", "the organisation: its name and ISMS scope", "organisation"),
    Key("home.registers", "i", "what was imported, and how to import more", "registers"),
    Key("home.retention", "r", "what is kept until when, and what may go", "keeping"),
    Key("home.search", "slash", "search everything", "search"),
    Key("home.help", "question_mark", "the keys for where I am", "keys"),
    Key("home.leave", "q", "quit", "quit"),
    Key("away.help", "question_mark", "the keys for where I am"),
    Key("away.close", "escape,q", "back", "back"),
    Key("registers.import_file", "i", "import a file into this register", "import"),
    Key("import.take", "y", "take it in as shown", "take it in"),
    Key("import.to_other", "tab", "between columns and rows", "columns/rows", priority=True),
    Key("import.dates", "d", "how doubtful dates are meant", "dates"),
    Key("import.profile", "p", "remember the columns under a name", "remember"),
    Key("import.load", "l", "read the columns as remembered", "as remembered"),
    Key("import.help", "question_mark", "the keys for where I am"),
    Key("import.close", "escape,q", "leave everything as it is", "leave it"),
    Key("filerows.overwrite", "o", "the file's word for what was edited here, or not", "file's word"),
    *(
        Key(f"workspace.stage_{digit}", str(digit), f"stage {digit}: {name}", action=f"stage({digit})")
        for digit, name in enumerate(
            ("Plan", "Prepare", "Opening", "Interviews", "Sampling", "Evidence", "Findings", "Report", "Follow-up"), 1
        )
    ),
    Key("workspace.search", "slash", "search everything", "search"),
    Key("workspace.undo", "u,U", "take the last change back", "undo"),
    Key("workspace.help", "question_mark", "the keys for where I am", "keys"),
    Key("workspace.back", "q,escape", "back", "back"),
    Key("list.down", "j,down", "next line"),
    Key("list.up", "k,up", "line before"),
    Key("list.page_down", "pagedown,space", "a page down"),
    Key("list.page_up", "pageup", "a page up"),
    Key("list.first", "home", "first line"),
    Key("list.last", "end", "last line"),
    Key("list.open", "enter", "open", "open"),
    Key("verdict.conforming", "c", "conforming", "c m M o b g n t verdict", "judge('conforming')"),
    Key("verdict.minor", "m", "minor nonconformity", action="judge('minor')"),
    Key("verdict.major", "M", "major nonconformity", action="judge('major')"),
    Key("verdict.ofi", "o", "opportunity for improvement", action="judge('ofi')"),
    Key("verdict.observation", "b", "observation", action="judge('observation')"),
    Key("verdict.strength", "g", "good practice", action="judge('strength')"),
    Key("verdict.not_applicable", "n", "not applicable (controls only; asks why)", action="judge('not_applicable')"),
    Key("verdict.not_tested", "t", "not tested (asks why)", action="judge('not_tested')"),
    Key("verdict.clear", "x", "clear the verdict", action="judge('')"),
    Key("form.next", "tab", "next field", "next field", "app.focus_next", priority=True),
    Key("form.previous", "shift+tab", "field before", action="app.focus_previous", priority=True),
    Key("form.choose", "f2", "choose from the values that fit the field", "choose"),
    Key("form.clear", "ctrl+u", "empty the field; once more brings it back"),
    Key("form.close", "escape", "back to the list; everything is saved", "back", priority=True),
    Key("note.leave", "escape", "leave the text and keep the place", "leave text", priority=True),
    Key("note.next_prompt", "ctrl+r", "next question of this talk", "next question"),
    Key("note.undo_typing", "ctrl+u", "undo what was typed, as far back as this sitting goes", "undo"),
    Key("note.redo_typing", "ctrl+y", "do again what was undone"),
    Key("note.next_offer", "ctrl+e", "another offer in place of the grey one (→ takes it); else the end of the line"),
    Key("note.earlier", "ctrl+o", "earlier states of this note: look, and bring one back", "earlier states"),
    Key("talk.write", "i,enter", "back into the text", "write"),
    Key("talk.next_prompt", "j,down", "next question"),
    Key("talk.previous_prompt", "k,up", "question before"),
    Key("talk.asked", "a", "the question was asked", "asked", "mark('asked')"),
    Key("talk.answered", "r", "it is answered", "answered", "mark('answered')"),
    Key("talk.later", "l", "come back to it later", "later", "mark('later')"),
    Key("talk.fold", "p", "fold the questions away, or show them", "fold"),
    Key("talk.expected", "v", "the evidence to expect", "evidence"),
    Key("talk.own_question", "y", "a question of your own on this ref", "own question", 'above("own_question")'),
    Key("talk.about", "h", "everything heard, seen and sampled about this ref", "about ref", 'above("about")'),
    Key("talk.follow_ups", "f", "the open questions, those for this role first", "follow-ups", 'above("follow_ups")'),
    Key("talk.awareness", "w", "awareness: who knew what", "awareness", 'above("awareness")'),
    Key("talk.see", "s", "see what the line under the cursor names: E-021, F-03, a ref", "see", 'above("see")'),
    Key("talk.timeline", "T", "this talk as a timeline: when, who spoke, what was captured", "", 'above("timeline")'),
    Key("talk.settings", "d", "details: title, place, remote, consent, refs", "details", 'above("settings")'),
    Key("talk.end", "e", "the talk has ended", "end"),
    Key("talk.close", "escape,q", "back to the list of talks", "back"),
    Key("plan.edit", "enter,i", "back into the fields", "edit"),
    Key("plan.independence", "d", "independence and competence of the team", "independence"),
    Key("plan.check", "s", "scope and criteria against ISMS scope, SoA and register", "check scope"),
    Key("plan.export", "e", "write the plan to send out: Word, PDF, calendar", "plan to send"),
    Key("readings.add", "a", "read one document more", "read more"),
    Key("readings.questions", "p", "make questions of the lines that begin with ?", "questions"),
    Key("team.to_other", "tab", "between independence and competence", "competence", priority=True),
    Key("team.undo", "u,U", "take the last change back", "undo"),
    Key("team.help", "question_mark", "the keys for where I am"),
    Key("team.close", "escape,q", "back to the plan", "back"),
    Key("independence.left", "left,h", "auditor before"),
    Key("independence.right", "right,l", "next auditor"),
    Key("independence.split", "p", "divide the work as proposed", "divide"),
    Key("independence.safeguard", "s", "a safeguard for this conflict", "safeguard"),
    Key("independence.tests", "t", "this auditor tests it, or does not", "tests"),
    Key("independence.declare", "d", "a declaration where no register knows", "declare"),
    Key("independence.own_work", "o", "this auditor's own work there: owns, operates, wrote …", "own work"),
    Key("independence.note", "n", "draft the impartiality note of the report", "note"),
    Key("competence.record", "a", "record a certificate, course or audit of somebody", "record"),
    Key("independence.unguard", "x", "take safeguard or declaration back", "drop"),
    Key("prepare.copy_pack", "p", "bring the checklist in line with the scope", "checklist from pack"),
    Key("prepare.own_question", "a", "add a question of your own to this item", "own question"),
    Key("prepare.fit", "f", "fit the questions to the minutes there are", "fit to time"),
    Key("prepare.updates", "w", "what the pack says now that this copy does not", "pack news"),
    Key("prepare.own_pack", "e", "add the questions of a pack of your own", "own pack"),
    Key("prepare.earlier", "l", "what earlier audits left open, and what is new since", "left open"),
    Key("prepare.to_requests", "tab", "to the requests", "requests"),
    Key("prepare.known", "i", "what is known before anybody is met", "known"),
    Key("prepare.readings", "r", "documents read, and the questions they raise", "readings"),
    Key("requests.propose", "p", "ask for what the practice pack proposes for the scope", "propose"),
    Key("requests.ask", "a", "ask for something more", "ask"),
    Key("requests.sent", "s", "sent today", "sent"),
    Key("requests.received", "v", "received today, complete", "received"),
    Key("requests.chase", "c", "reminded today", "chased"),
    Key("requests.export", "e", "write the list to send out: Excel and Word", "export"),
    Key("requests.read_back", "l", "read a list that came back", "read back"),
    Key("requests.known", "i", "what is known before anybody is met"),
    Key("requests.readings", "r", "documents read, and the questions they raise"),
    Key("opening.begin", "b", "begin the meeting now", "begin"),
    Key("opening.tick", "enter,space", "tick the point with the time", "tick"),
    Key("opening.attend", "a", "somebody is there: by role", "attendance"),
    Key("opening.write", "i", "write the note", "note"),
    Key("opening.remark", "r", "a remark on this point", "remark"),
    Key("opening.read_out", "p", "what the plan says, to be read out; what is said otherwise", "read out"),
    Key("opening.key_points", "o", "outsourced services, dependencies, architecture", "services"),
    Key("opening.findings", "f", "the findings one by one: facts agreed, opinions that differ", "findings"),
    Key("opening.words", "v", "sentences to say: why we are here, what we write", "words"),
    Key("opening.own_words", "s", "say this point in your own words"),
    Key("opening.absent", "x", "somebody was not there after all"),
    Key("opening.settings", "d", "details of the meeting: place, remote, consent to screen captures"),
    Key("opening.minutes", "m", "write the minutes as Word and PDF", "minutes"),
    Key("opening.end", "e", "the meeting has ended", "end"),
    Key("opening.switch", "w", "opening meeting, closing meeting, presentation", "which meeting"),
    Key("readout.otherwise", "r", "said otherwise; Enter does the same", "said otherwise"),
    Key("readout.add", "a", "a difference about another topic: topic | said | written", "other topic"),
    Key("readout.whom", "w", "who says so: by role", "who"),
    Key("readout.ref", "f", "the ref it is about", "ref"),
    Key("readout.drop", "d", "take the difference away", "take away"),
    Key("keypoints.outsourced", "o", "an outsourced service", "outsourced", "point('outsourced')"),
    Key("keypoints.dependency", "p", "a key dependency", "dependency", "point('dependency')"),
    Key("keypoints.architecture", "a", "a part of the architecture", "architecture", "point('architecture')"),
    Key("keypoints.register", "s", "an outsourced service from the supplier register", "from register"),
    Key("keypoints.ask_about", "y", "add the supplier questions about each service to the checklist", "ask about them"),
    Key("keypoints.edit", "r", "change it; Enter does the same"),
    Key("keypoints.drop", "d", "take it away", "take away"),
    Key("words.edit", "r", "put it in your own words; Enter does the same", "own words"),
    Key(
        "closing.agreed",
        "y",
        "the facts are right: acknowledged by role and time; Enter does the same",
        "y facts right",
    ),
    Key("closing.differs", "n", "the opinion differs: write down what is said", "n differs"),
    Key("closing.settled", "x", "settled: take the opinion away", "x settled"),
    Key("closing.whom", "w", "who speaks now: by role", "who speaks"),
    Key("interviews.begin", "i", "begin an interview: choose whom", "interview"),
    Key("interviews.walk", "w", "begin a walk-through", "walk-through"),
    Key("interviews.remark", "r", "a remark on this item", "remark"),
    Key("interviews.follow_ups", "f", "the open questions: answer, drop, give to a role", "follow-ups"),
    Key("interviews.awareness", "a", "awareness: who knew what, counted across people", "awareness"),
    Key("interviews.sittings", "s", "sittings: the audit in parts, and what is left of each", "sittings"),
    Key("interviews.about", "h", "everything heard, seen and sampled about this ref", "about ref"),
    Key("interviews.own_question", "y", "a question of your own on this item", "own question"),
    Key("interviews.unjudged", "v", "only what has no verdict, or everything", "no verdict"),
    Key("interviews.settings", "d", "details of this talk: title, place, remote, consent, refs", "details"),
    Key("interviews.timeline", "T", "this talk as a timeline: when, who spoke, what was captured"),
    Key("interviews.to_other", "tab", "between talks and checklist", "talks/checklist"),
    Key("questions.answer", "r", "answer it; Enter does the same", "answer"),
    Key("questions.add", "a", "one more open question", "add"),
    Key("questions.whom", "w", "who it is for", "for whom"),
    Key("questions.drop", "d", "drop it, or open it again", "drop"),
    Key("questions.see", "s", "the line of the note in which it came up", "see"),
    Key("questions.every", "v", "only the open ones, or all", "all/open"),
    Key("awareness.knew", "y", "the one who is asked knew", "y knew", "give('knew')"),
    Key("awareness.partly", "p", "knew where to look", "p where to look", "give('partly')"),
    Key("awareness.not", "n", "did not know", "n not", "give('not')"),
    Key("awareness.take_back", "minus", "take the last answer back", "- back"),
    Key("awareness.whom", "w", "the next one who is asked: by role", "next person"),
    Key("awareness.add", "a", "a question of your own", "own question"),
    Key("sittings.add", "a", "one more sitting: title | refs | 2026-10-12 09:00 | minutes | roles", "add"),
    Key("sittings.split", "p", "split the scope: a sitting for each clause and theme that is in none", "split"),
    Key("sittings.held", "e", "it was held today, or not yet", "held"),
    Key("sittings.talk", "i", "begin an interview in this sitting", "interview"),
    Key("sittings.drop", "d", "take it out of the plan; its talks stay", "drop"),
    Key("sampling.population", "p", "import a population from a CSV or XLSX file", "population"),
    Key("sampling.draw", "d", "plan a sample of this population, or draw the planned one", "plan, draw"),
    Key("sampling.results", "equals_sign", "what a sample supports", "results"),
    Key("population.compare", "ctrl+o", "compare with a second source: a list from elsewhere", "second source"),
    Key("population.plan", "ctrl+r", "plan a sample of it", "plan a sample"),
    Key("design.draw", "ctrl+r", "draw it now", "draw"),
    Key("design.close", "escape,q", "back to the samples", "back"),
    Key("grid.left", "left,h", "attribute before"),
    Key("grid.right", "right,l", "next attribute"),
    Key("grid.pass", "y", "pass", "y pass", "mark('pass')"),
    Key("grid.deviation", "x", "deviation", "x deviation", "mark('deviation')"),
    Key("grid.not_applicable", "n", "not applicable", "n n/a", "mark('not_applicable')"),
    Key("grid.not_available", "u", "not available: counts as a deviation", "u not available", "mark('not_available')"),
    Key("grid.clear", "minus", "clear the mark", action="mark('')"),
    Key("grid.rest", "Y", "the rest of this item passes"),
    Key("grid.note", "r,enter", "a note on this item", "note"),
    Key("grid.proof", "e", "new evidence for this cell", "evidence"),
    Key("grid.same_proof", "E", "evidence for this cell from the index, the last used first"),
    Key("grid.finding", "F", "a finding about this attribute's deviations", "finding"),
    Key("grid.results", "equals_sign", "what the sample supports, and the sentences for the report", "results"),
    Key("grid.along", "w", "go on along the item, or down the attribute"),
    Key("grid.replace", "v", "this item does not belong to the population: the next takes its place"),
    Key("grid.grow", "plus", "more items by the same order"),
    Key("grid.second", "s", "draw the planned second stage"),
    Key("grid.close", "escape,q", "back to the samples", "back"),
    Key("results.edit", "i,enter", "edit the sentences for the report", "edit the sentences"),
    Key("results.draft", "D", "draft the sentences anew from the record", "draft anew"),
    Key("results.finding", "F", "a finding about this attribute's deviations", "finding"),
    Key("results.close", "escape,q", "back", "back"),
    Key("evidence.add", "a", "record evidence, as in a note: +rec title | version | date | place", "add"),
    Key("evidence.attach", "f", "copy a file into the vault", "file"),
    Key("evidence.paste", "p", "paste text; it becomes a file in the vault", "paste"),
    Key("evidence.bulk", "i", "take in a folder of files, or a table with one item a row", "in bulk"),
    Key("evidence.link", "l", "link it to a finding, or take the link away", "link"),
    Key("evidence.used", "w", "where it is used: findings, samples, notes, checklist", "where used"),
    Key("evidence.weak", "v", "only what is weak, or all", "weak only"),
    Key("evidence.personal", "d", "it holds personal data, or none"),
    Key("evidence.index", "e", "write the evidence index as XLSX or CSV", "index"),
    Key("findings.add", "a", "new finding", "add"),
    Key("findings.grade", "g", "set the grade: what they mean, what speaks for more", "grade"),
    Key("findings.link", "e", "link evidence", "evidence"),
    Key("findings.filter", "f", "narrow the list by words", "filter"),
    Key("findings.sort", "s", "put the list in another order", "sort"),
    Key("findings.all", "w", "this audit's findings, or those of all audits", "all"),
    Key("findings.mark", "m", "mark it, for what is done to many", "mark"),
    Key("findings.mark_all", "M", "mark all that are shown, or none"),
    Key("findings.owner", "o", "who answers for it, or for all that are marked", "owner"),
    Key("findings.due", "d", "its due date, or that of all that are marked", "due"),
    Key("findings.repeat", "r", "it repeats a finding of another audit"),
    Key("findings.waive", "l", "let a rule of the linter go, with the reason"),
    Key("findings.patterns", "p", "what the findings have in common: causes, themes", "patterns"),
    Key("findings.hand_out", "v", "as a paper of its own, or those that are shown as a list", "out"),
    Key("findings.take_in", "i", "read findings from a file; each row is shown before", "import"),
    Key("findings.down", "J", "move it down in the order of the report", action="move(1)"),
    Key("findings.up", "K", "move it up in the order of the report", action="move(-1)"),
    Key("findings.copy", "c", "copy it"),
    Key("findings.split", "t", "take it apart: one becomes two"),
    Key("findings.merge", "b", "bring together: one of several"),
    Key("findings.withdraw", "x", "withdraw it with the reason, or let it stand again"),
    Key("finding.grade", "ctrl+r", "set the grade: what they mean, what speaks for more", "grade"),
    Key("finding.link", "ctrl+o", "link evidence", "evidence"),
    Key("finding.waive", "f4", "let a rule of the linter go, with the reason", "waive"),
    Key("report.edit", "s", "edit summary, conclusion, limitations, distribution", "summary"),
    Key("report.export", "e", "export the report", "export"),
    Key("report.stop", "x", "stop the export that is running"),
    Key("report.issue", "i", "issue the report: note version, recipients and hashes", "issue"),
    Key("report.draft", "d", "draft what is still empty, from the record", "draft"),
    Key("report.contents", "t", "what stands in the report: sections, own words, the short form", "contents"),
    Key("contents.toggle", "space", "leave the section out, or take it in", "in/out"),
    Key("contents.short", "b", "the short form, for a mini-session; once more: all sections", "short form"),
    Key("contents.anew", "d", "the draft again in place of your own words", "draft again"),
    Key("report.seal", "z", "seal record, evidence, report and change log in one file", "seal"),
    Key("report.comments", "c", "comments of the review: made, answered, accepted", "review"),
    Key("review.add", "a", "a comment on a part of the report or a finding", "comment"),
    Key("review.answer", "r", "answer it; Enter does the same", "answer"),
    Key("review.accept", "y", "accept the answer", "accept"),
    Key("review.remove", "x", "take the comment away", "take away"),
    Key("exporting.mark", "space", "this format, or not", "mark"),
    Key("exporting.mark_all", "a", "all formats, or none", "all"),
    Key("exporting.paper", "p", "A4 or Letter", "paper"),
    Key("exporting.folder", "f", "another folder", "folder"),
    Key("followup.add", "a", "agree an action for this finding", "agree"),
    Key("followup.state", "s", "bring the action to its next state; says what is missing", "state"),
    Key("followup.verify", "v", "note whether the action worked", "verify"),
    Key("followup.proof", "e", "evidence that the action was carried out", "evidence"),
    Key("followup.whys", "y", "why, and why again: the analysis of the cause", "whys"),
    Key("followup.respond", "r", "an OFI or observation is accepted, or declined with the reason", "respond"),
    Key("followup.decide", "d", "a decision of management about this finding", "decision"),
    Key("followup.present", "p", "present the findings to management, one by one", "present"),
    Key("followup.circulate", "c", "note to whom the report was sent", "sent to"),
    Key("followup.trends", "g", "how actions age, and what findings have in common", "trends"),
    Key("followup.form", "x", "a form for the auditees to answer in, as an Excel file", "form out"),
    Key("followup.read_form", "i", "read a filled-in form back, with a preview", "form in"),
    Key("followup.all", "w", "this audit's actions, or the whole register", "all/audit"),
    Key("earlier.take_up", "t", "make each of them a question that must be answered", "take up"),
    Key("earlier.compare", "n", "new, changed and unchanged against the audit before", "new/changed"),
    Key("earlier.back", "escape,q", "back to the checklist", "back"),
    Key("trends.export", "x", "the register of all actions and these counts as an Excel file", "export"),
    Key("trends.back", "escape,q", "back to the actions", "back"),
    Key("retention.let_go", "x", "let this go, with the reason; its index row and hash stay", "let go"),
    Key("retention.all", "X", "let everything go whose time is over", "all"),
    Key("retention.hold", "h", "a legal hold: nothing goes while it lasts", "hold"),
    Key("retention.release", "r", "end a legal hold", "release"),
    Key("retention.gone", "g", "what was let go, when and why", "gone"),
    Key("retention.back", "escape,q", "back to the home screen", "back"),
    Key("whys.deeper", "a", "why is that so? an answer below this one", "why?"),
    Key("whys.beside", "b", "another answer to the same why", "branch"),
    Key("whys.edit", "enter", "change the answer", "change"),
    Key("whys.fact", "f", "the fact that shows it", "fact"),
    Key("whys.head", "h", "where it belongs: people, process, technology …", "head"),
    Key("whys.remove", "x", "remove the answer and all that explains it", "remove"),
    Key("whys.take", "t", "take the deepest answers over as the cause", "take as cause"),
    Key("whys.back", "escape,q", "back to the actions", "back"),
    Key("presenter.next", "n,space,right", "next finding", "next"),
    Key("presenter.previous", "b,left", "finding before", "before"),
    Key("presenter.decide", "d", "what management decides about this finding", "decision"),
    Key("presenter.attend", "a", "somebody is there: by role", "attendance"),
    Key("presenter.clock", "c", "the presentation begins, or ends", "begin/end"),
    Key("presenter.minutes", "m", "the minutes of the presentation as Word and PDF", "minutes"),
    Key("presenter.review", "f", "what feeds the management review (9.3), as Word and PDF", "for 9.3"),
    Key("presenter.leave", "escape,q", "back to the actions", "back"),
    *(
        Key(f"programme.view_{digit}", str(digit), f"view {digit}: {name}", action=f"view({digit})")
        for digit, name in enumerate(("Coverage", "Alarms", "Plan", "Reasons", "Terms"), 1)
    ),
    Key("programme.search", "slash", "search everything", "search"),
    Key("programme.undo", "u,U", "take the last change back", "undo"),
    Key("programme.help", "question_mark", "the keys for where I am", "keys"),
    Key("programme.export", "e", "export the programme: Word, PDF, Excel, calendar", "export"),
    Key("programme.back", "q,escape", "back", "back"),
    Key("coverage.left", "left,h", "year before"),
    Key("coverage.right", "right,l", "next year"),
    Key("coverage.done", "d", "tested in that year, before this record", "d p x done earlier", "mark('done')"),
    Key("coverage.part", "p", "tested in part in that year", action="mark('part')"),
    Key("coverage.promised", "o", "promised for that year", action="mark('promised')"),
    Key("coverage.clear", "x", "nothing known of that year", action="mark('')"),
    Key("coverage.add", "a", "put into an audit", "into an audit"),
    Key("coverage.unfold_all", "w", "unfold every clause and theme, or fold them", "unfold all"),
    Key("coverage.import_matrix", "i", "import a coverage matrix from CSV, XLSX or Markdown", "import"),
    Key("alarms.add", "a", "put into an audit", "into an audit"),
    Key("year.propose", "p", "propose what is missing in the year", "propose"),
    Key("year.new", "n", "one more audit in the year", "new"),
    Key("year.date", "d", "its first day and length", "day"),
    Key("year.add", "a", "put refs into it", "refs"),
    Key("year.lead", "w", "who leads it", "who"),
    Key("year.remove", "x", "take it out of the plan, if nothing is done in it", "remove"),
    Key("year.earlier", "left,h", "year before"),
    Key("year.later", "right,l", "next year", "year"),
    Key("year.to_refs", "tab", "to its refs", "its refs", priority=True),
    Key("planned.earlier", "left,h", "move to the audit before", "audit before"),
    Key("planned.later", "right,l", "move to the next audit", "next audit"),
    Key("planned.move", "m", "move to an audit of your choice", "move"),
    Key("planned.take_out", "x", "take out of the plan", "take out"),
    Key("planned.to_audits", "tab", "back to the audits", "audits", priority=True),
    Key("reasons.change", "c", "a change that affects the ISMS", "change"),
    Key("reasons.incident", "i", "an incident", "incident"),
    Key("reasons.area", "a", "an area or process", "area"),
    Key("reasons.remove", "x", "take it away", "remove"),
    Key("reasons.to_other", "tab", "between occasions and areas", "occasions/areas", priority=True),
    Key("terms.edit", "enter,i", "back into the fields", "edit"),
    Key("terms.following", "n", "the next programme: the same terms, a period later", "next programme"),
)


def of(*contexts: str) -> list[Key]:
    """The keys of some contexts, in the table's order."""
    return [key for key in KEYS if key.where in contexts]


def bindings(*contexts: str, above: bool = False) -> list[Binding]:
    """Textual's bindings for some contexts; with `above`, a widget around the one that has them answers
    (`tui.widgets.forward`).
    """
    from textual.binding import Binding

    return [
        Binding(
            key.keys,
            f'above("{key.call}")' if above else key.call,
            key.footer or key.does,
            show=bool(key.footer),
            priority=key.priority,
            id=key.id,
            tooltip=key.does,
        )
        for key in of(*contexts)
    ]


NAMES = {
    "question_mark": "?",
    "slash": "/",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
}


def name(keys: str) -> str:
    """Keys for people: `ctrl+p` as `Ctrl+P`, `j,down` as `j ↓`."""
    return " ".join(_name(key) for key in keys.split(","))


def _name(key: str) -> str:
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return NAMES.get(key, key)


def table() -> str:
    """The whole table as Markdown, for the README and `auditbook keys`."""
    lines = []
    for where, title in CONTEXTS.items():
        rows = of(where)
        if rows:
            lines += [f"**{title}**", "", "| key | does | id |", "|---|---|---|"]
            lines += [f"| {name(key.keys)} | {key.does} | `{key.id}` |" for key in rows]
            lines += [""]
    return "\n".join(lines)
