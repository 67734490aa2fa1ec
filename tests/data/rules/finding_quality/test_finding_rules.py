"""Each rule of the finding linter: what draws it, what does not, and where it speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from data.rules import finding_quality as quality
from data.rules.finding_quality import Context, Draft, Drawn, Earlier, Paper, Proof, Settings, Step

GOOD = Draft(
    label="F-03",
    grade="minor",
    grade_reason="22 of 25 in time, no sign-in after leaving",
    title="Leaver accounts disabled late in 3 of 25 cases",
    ref="A.5.18",
    criteria="A.5.18 as applied in the Access Control Standard (STD-01) v3.2, section 5.4",
    condition="All 25 leavers of June were read (E-002). 3 of 25 accounts were disabled 3, 6 and 9 days late (E-003).",
    cause="To be determined by the process owner.",
    consequence="Former staff could have read mail for nine days.",
    evidence=("E-002", "E-003"),
)
AROUND = Context(
    today="2026-10-12",
    audit="AUD-2026-02",
    starts="2026-10-05",
    ends="2026-10-09",
    period_from="2026-01-01",
    period_to="2026-09-30",
    names=frozenset({"Peter Marsh", "All Employees (42)"}),
    roles=frozenset({"Head of HR", "IT Operations Manager"}),
    role_of={"Peter Marsh": "IT Operations Manager"},
    documents=(Paper("STD-01", "Access Control Standard", "v3.2"),),
    applicable={"A.5.18": True, "A.8.30": False, "A.8.34": True},
    evidence={
        "E-002": Proof("E-002", "record", "Leavers", "2026-10-05", "2026-01-01 to 2026-09-30", "HR system"),
        "E-003": Proof("E-003", "record", "Directory export", "2026-10-06", "", "Directory"),
    },
    labels=frozenset({"F-01", "F-03"}),
    actions=(Step("A-01", external="CAR-11", owner="Head of HR", verifier="Internal Audit Lead", due="2026-12-01"),),
    good=frozenset({"A.5.1"}),
)


def said(around: Context = AROUND, settings: Settings | None = None, **values: Any) -> dict[str, quality.Complaint]:
    """What the rules say about the good finding with some fields changed, the first complaint of each rule."""
    found: dict[str, quality.Complaint] = {}
    for one in quality.lint(replace(GOOD, **values), around, settings):
        found.setdefault(one.rule, one)
    return found


def drawn(around: Context = AROUND, **values: Any) -> set[str]:
    return set(said(around, **values))


def acted(**values: Any) -> Context:
    """The record with one action of the finding."""
    step = {
        "owner": "Head of HR",
        "verifier": "Internal Audit Lead",
        "due": "2026-12-01",
        "text": "Notice by the system",
    }
    return replace(AROUND, actions=(*AROUND.actions, Step("A-02", finding="F-03", **(step | values))))


def test_the_good_finding_draws_nothing() -> None:
    assert quality.lint(GOOD, AROUND) == []


def test_every_rule_says_what_it_is_about_and_how_it_is_mended() -> None:
    assert [rule.id for rule in quality.RULES] == [f"F{number:02d}" for number in range(1, len(quality.RULES) + 1)]
    for rule in quality.RULES:
        assert rule.level in quality.LEVELS
        assert rule.title
        assert rule.why
        assert rule.example
        assert rule.mend
        assert rule.check or rule.of_audit


class TestF01Criterion:
    def test_drawn_by_an_empty_criterion(self) -> None:
        assert said(criteria=" ")["F01"].field == "criteria"
        assert "F01" in drawn(criteria="", grade="observation")

    def test_drawn_by_words_that_name_no_rule(self) -> None:
        assert "neither" in said(criteria="access is closed when people leave")["F01"].message

    @pytest.mark.parametrize("words", ["A.5.18", "9.2.2", "the contract with the customer", "STD-77", "NIST 800-53"])
    def test_not_drawn_by_a_ref_or_a_rule(self, words: str) -> None:
        assert "F01" not in drawn(criteria=words)

    def test_not_drawn_by_a_strength(self) -> None:
        assert "F01" not in drawn(criteria="", grade="strength")


class TestF02Evidence:
    def test_drawn_without_any(self) -> None:
        assert "F02" in drawn(evidence=(), condition="3 of 25 accounts were disabled late.")

    def test_not_drawn_where_the_condition_names_what_exists(self) -> None:
        assert "F02" not in drawn(evidence=())

    def test_not_drawn_by_an_idea(self) -> None:
        assert "F02" not in drawn(evidence=(), condition="Nobody looks.", grade="ofi")


class TestF03SampleWithoutCount:
    @pytest.mark.parametrize("words", ["The samples showed late closings.", "A spot check found late closings."])
    def test_drawn_by_a_sample_without_a_count(self, words: str) -> None:
        assert said(title="Late closings", condition=words)["F03"].level == "error"

    @pytest.mark.parametrize(
        "words",
        ["3 of 25 sampled", "three of the twenty-five sampled", "three out of 25 sampled", "none of the 25 sampled",
         "Sample of 25 records included three late ones", "all 25 sampled"],
    )  # fmt: skip
    def test_not_drawn_by_a_count_in_any_dress(self, words: str) -> None:
        assert "F03" not in drawn(title="Late", condition=words)


class TestF04VagueQuantity:
    @pytest.mark.parametrize(
        "words",
        ["some", "several", "many", "few", "various", "a number of", "most of the", "often", "sometimes", "usually",
         "generally", "occasionally", "frequently"],
    )  # fmt: skip
    def test_drawn_by_each_word(self, words: str) -> None:
        assert "F04" in drawn(condition=f"It was {words} accounts that were closed late.")

    @pytest.mark.parametrize(
        "words",
        ["regularly, each month, they are read", "how many there are is told", "as often as it likes", "the most recent one",
         "at most 5 days", "The lead said: “sometimes we forget”"],
    )  # fmt: skip
    def test_not_drawn_by_harmless_ones(self, words: str) -> None:
        assert "F04" not in drawn(condition=words)

    def test_regularly_needs_its_interval(self) -> None:
        assert "F04" in drawn(condition="Rights are reviewed regularly.")


class TestF05SoftAdjective:
    @pytest.mark.parametrize("word", ["adequate", "appropriate", "sufficient", "proper", "timely", "significant"])
    def test_drawn_by_each(self, word: str) -> None:
        assert said(condition=f"The review was not {word}.")["F05"].field == "condition"

    def test_not_drawn_with_a_measure(self) -> None:
        assert "F05" not in drawn(condition="The notice was not timely: it came 5 days late.")


class TestF06Opinion:
    @pytest.mark.parametrize(
        "words",
        [
            "poor",
            "bad",
            "careless",
            "unacceptable",
            "obviously",
            "clearly",
            "we feel",
            "unfortunately",
            "disappointing",
        ],
    )
    def test_drawn_by_each(self, words: str) -> None:
        assert "F06" in drawn(condition=f"The state was {words} so.")

    def test_not_drawn_by_a_plain_word(self) -> None:
        assert "F06" not in drawn(condition="The desk is clear and the badge is shown.")


class TestF07Individual:
    @pytest.mark.parametrize(
        "words",
        ["Peter Marsh closed it.", "Marsh closed it.", "Mrs Lindqvist closed it.", "It was P. Tanner who closed it.",
         "Claudia Hernandez closed it.", "It (Peter M.) often happens.", "Ask k.brandt@quaylight.example about it.",
         "The lead said she forgot it."],
    )  # fmt: skip
    def test_drawn_by_a_person(self, words: str) -> None:
        assert "F07" in drawn(condition=words)

    def test_the_register_tells_the_role_to_write(self) -> None:
        assert said(cause="Peter Marsh was told (E-003).")["F07"].mend == "write IT Operations Manager"
        assert said(acknowledged_by="Peter Marsh")["F07"].field == "acknowledged_by"

    @pytest.mark.parametrize(
        "words",
        ["The Head of HR told it.", "Active Directory lists it.", "Annex B. The list is there.", "Grant & Sons signed.",
         "All Employees were asked.", "The engineer showed notes of her own."],
    )  # fmt: skip
    def test_not_drawn_by_roles_products_and_firms(self, words: str) -> None:
        assert "F07" not in drawn(condition=words)


class TestF08Solution:
    @pytest.mark.parametrize(
        "words",
        ["There is no SIEM tool.", "The company should buy one.", "A tool needs to be introduced.", "It must be replaced.",
         "It is recommended to replace it."],
    )  # fmt: skip
    def test_drawn_by_what_is_to_be_done(self, words: str) -> None:
        assert "F08" in drawn(condition=words)

    def test_not_drawn_by_what_was_due(self) -> None:
        assert "F08" not in drawn(
            condition="Accounts that should have been closed were open. It must be said that two were new."
        )


class TestF09SeveralIssues:
    def test_drawn_by_two_refs(self) -> None:
        assert said(ref="A.5.18, A.8.13")["F09"].field == "ref"

    @pytest.mark.parametrize(
        "words", ["Also, backups failed.", "In addition no log was kept.", "It was late; and the door was open."]
    )
    def test_drawn_by_a_second_beginning(self, words: str) -> None:
        assert "F09" in drawn(condition=f"3 of 25 were late. {words}")

    def test_drawn_by_length_as_the_house_sets_it(self) -> None:
        long = "word " * 121
        assert "F09" in drawn(condition=long)
        assert "F09" not in said(settings=Settings(most_words=200), condition=long)

    def test_not_drawn_by_a_word_in_the_middle(self) -> None:
        assert "F09" not in drawn(condition="The two accounts also appear in the list of E-003.")


class TestF10NonconformityInKinderWords:
    @pytest.mark.parametrize(
        "words",
        ["It does not meet section 5.", "The plan is missing although required by section 5.", "This is contrary to section 5.",
         "It was not performed as required."],
    )  # fmt: skip
    def test_drawn_in_ideas_and_observations(self, words: str) -> None:
        assert {"F10"} <= drawn(condition=words, grade="ofi")
        assert {"F10"} <= drawn(condition=words, grade="observation")
        assert "F10" not in drawn(condition=words)

    def test_not_drawn_by_a_requirement_that_is_met(self) -> None:
        assert "F10" not in drawn(condition="The rule is kept today.", grade="observation")


class TestF11MajorWithoutReason:
    def test_drawn_and_not(self) -> None:
        assert said(grade="major", grade_reason="")["F11"].field == "grade_reason"
        assert "F11" not in drawn(grade="major", grade_reason="absent in the whole period")


class TestF12Guidance:
    @pytest.mark.parametrize(
        "words", ["ISO/IEC 27002, 8.24", "NIST 800-53", "the CIS Benchmark", "industry best practice"]
    )
    def test_drawn_by_guidance_alone(self, words: str) -> None:
        assert "F12" in drawn(criteria=f"A.5.18; {words}")

    def test_not_drawn_where_it_was_adopted(self) -> None:
        adopted = replace(AROUND, criteria=("ISO/IEC 27002 2022",))
        assert "F12" not in drawn(adopted, criteria="A.5.18; ISO/IEC 27002, 5.18")
        assert "F12" not in drawn(criteria="STD-01 v3.2, section 9, which adopts the CIS Benchmark")

    def test_drawn_by_a_condition_that_leans_on_it(self) -> None:
        assert "F12" in drawn(criteria="A.5.18", condition="ISO 27002 says this should be immediate.")


class TestF13Absolute:
    @pytest.mark.parametrize(
        "words", ["Desks are always full.", "It was never done.", "Every desk was full.", "All desks were full."]
    )
    def test_drawn_by_each(self, words: str) -> None:
        assert "F13" in drawn(title="Desks", condition=words)

    def test_not_drawn_by_a_full_test(self) -> None:
        assert "F13" not in drawn(condition="All desks, 24 of 24, were full.")
        assert "F13" not in drawn(condition="It is read every month. All 25 were read.")
        whole = replace(AROUND, samples={"S-04": Drawn("S-04", "all", 8, ((8, 8),))})
        assert "F13" not in drawn(whole, sample="S-04", condition="It was never done, in 8 of 8 (E-002).")


class TestF14PaperNotOwed:
    def test_drawn_where_no_document_is_required(self) -> None:
        assert "F14" in drawn(ref="4.1", criteria="4.1", condition="There is no documented procedure for issues.")

    def test_not_drawn_where_one_is_required_by_the_standard_or_by_an_own_rule(self) -> None:
        words = "There is no documented procedure for it."
        assert "F14" not in drawn(ref="6.1.2", criteria="6.1.2", condition=words)
        assert "F14" not in drawn(ref="4.1", criteria="4.1 and POL-02 v4, 4.1: a written procedure", condition=words)


class TestF15SecretsAndPersonalData:
    @pytest.mark.parametrize(
        "words",
        ["password=Winter2026!", "token: a8f2c1d9e0", "-----BEGIN PRIVATE KEY-----", "call +49 171 5550123",
         "k.brandt@quaylight.example", "DE44 5001 0517 5407 3249 31"],
    )  # fmt: skip
    def test_drawn_by_each_and_never_repeated(self, words: str) -> None:
        found = said(condition=f"3 of 25: {words} (E-003)")["F15"]
        assert words not in found.message

    def test_drawn_by_an_evidence_note(self) -> None:
        proof = Proof("E-002", "record", "Leavers", "2026-10-05", "", "HR", "password=Winter2026!")
        around = replace(AROUND, evidence={**AROUND.evidence, "E-002": proof})
        assert said(around)["F15"].field == "evidence"

    @pytest.mark.parametrize(
        "words", ["password: at least twelve characters", "2026-10-05 to 2026-10-09", "version 3.2.1", "A.5.18-A.8.2"]
    )
    def test_not_drawn_by_rules_dates_and_versions(self, words: str) -> None:
        assert "F15" not in drawn(condition=words)


class TestF16Quotation:
    LONG = "The owner of a system shall look at the rights of all users at least once in each quarter"

    def test_drawn_by_a_copied_sentence(self) -> None:
        assert "F16" in drawn(criteria=f"STD-01 v3.2: “{self.LONG}”")
        assert "F16" in drawn(criteria=f"STD-01 v3.2. {self.LONG}.")

    def test_not_drawn_by_a_word_in_passing(self) -> None:
        assert "F16" not in drawn(criteria='STD-01 v3.2, section 5: it says "shall look each quarter"')


class TestF17Cause:
    @pytest.mark.parametrize(
        "words", ["Human error.", "Lack of awareness of the staff (E-003).", "The admin forgot it."]
    )
    def test_drawn_by_human_error(self, words: str) -> None:
        assert "no cause" in said(cause=words)["F17"].message

    def test_drawn_by_a_fact_without_evidence_and_by_an_action_s_cause(self) -> None:
        assert "F17" in drawn(cause="The process does not work.")
        assert said(acted(cause="Human error"))["F17"].item == "A-02"

    @pytest.mark.parametrize(
        "words", ["To be determined.", "open", "Notices came late (E-003).", "According to HR, notices came late."]
    )
    def test_not_drawn_by_an_open_or_evidenced_cause(self, words: str) -> None:
        assert "F17" not in drawn(cause=words)


class TestF18Action:
    @pytest.mark.parametrize("lacks", ["owner", "due", "verifier"])
    def test_drawn_by_what_is_lacking(self, lacks: str) -> None:
        assert said(acted(**{lacks: ""}))["F18"].item == "A-02"

    def test_drawn_by_a_date_that_is_past_until_the_report_is_issued(self) -> None:
        late = acted(due="2026-10-01")
        assert "F18" in drawn(late)
        assert "F18" not in drawn(replace(late, issued=True))
        assert "F18" not in drawn(acted(due="2026-10-01", status="done"))


class TestF19ReminderOnly:
    @pytest.mark.parametrize(
        "words", ["Retrain the team", "Remind everybody by e-mail", "Be more careful, repeat the training"]
    )
    def test_drawn_by_a_reminder(self, words: str) -> None:
        assert "F19" in drawn(acted(text=words))
        assert "F19" in drawn(action=words)

    def test_not_drawn_where_a_step_changes(self) -> None:
        assert "F19" not in drawn(acted(text="The notice opens by itself, and the team is trained"))


class TestF20OwnWork:
    def test_drawn_by_an_owner_who_verifies(self) -> None:
        assert said(acted(verifier="head of hr "))["F20"].item == "A-02"

    def test_drawn_by_an_auditor_who_owns_the_ref(self) -> None:
        conflict = replace(AROUND, conflicts={"A.5.18": "Anna tests A.5.18: accountable for «Manage Access Rights»"})
        assert said(conflict)["F20"].field == "ref"
        assert "F20" not in drawn(conflict, ref="A.5.17")


class TestF21Consequence:
    @pytest.mark.parametrize(
        "words", ["", "The certificate is at risk.", "This may lead to a nonconformity by the certification body."]
    )
    def test_drawn_without_one_or_by_the_certificate_alone(self, words: str) -> None:
        assert "F21" in drawn(consequence=words)

    def test_not_drawn_by_one_that_speaks_of_both(self) -> None:
        assert "F21" not in drawn(consequence="Orders stand still, and the certification auditor would see it.")
        assert "F21" not in drawn(consequence="", grade="ofi")


class TestF22EvidenceOutOfTime:
    def with_proof(self, **values: Any) -> Context:
        proof = Proof(
            **({"label": "E-003", "kind": "record", "captured": "2026-10-06", "source": "Directory"} | values)
        )
        return replace(AROUND, evidence={**AROUND.evidence, "E-003": proof})

    def test_drawn_by_what_is_newer_or_older_or_nameless(self) -> None:
        assert "after the audit" in said(self.with_proof(captured="2026-10-20"))["F22"].message
        assert "older" in said(self.with_proof(captured="2025-03-01"))["F22"].message
        assert (
            "without date and system" in said(self.with_proof(kind="screenshot", captured="", source=""))["F22"].message
        )

    def test_not_drawn_by_an_older_document_or_a_record_of_the_period(self) -> None:
        assert "F22" not in drawn(self.with_proof(kind="document", captured="2025-03-01"))
        assert "F22" not in drawn(self.with_proof(captured="2026-10-09 17:00", period="2025-11-01 to 2026-03-31"))


class TestF23Repeat:
    before = replace(
        AROUND, earlier=(Earlier("AUD-2025-01", "F-02", "minor", "A.5.18", "Leaver accounts late", "", settled=True),)
    )

    def test_drawn_by_the_same_ref_until_it_is_linked(self) -> None:
        found = said(self.before)["F23"]
        assert (found.level, found.field) == ("hint", "repeat_of")
        assert "consider major" in found.mend
        assert "F23" not in drawn(self.before, repeat_of="AUD-2025-01/F-02")

    def test_drawn_by_nearly_the_same_words_on_another_ref(self) -> None:
        assert "F23" in drawn(self.before, ref="A.6.5", title="Leaver accounts closed late in 3 of 25 cases")
        assert "F23" not in drawn(
            self.before, ref="A.7.2", title="Visitors not signed out", condition="6 of 40 (E-002)"
        )


class TestF24BeyondTheSample:
    def around(self, method: str, deviations: int = 3) -> Context:
        return replace(AROUND, samples={"S-05": Drawn("S-05", method, 25, ((25, deviations),))})

    def test_drawn_by_statistics_on_judgement(self) -> None:
        assert (
            "judgement"
            in said(self.around("judgemental"), sample="S-05", condition="3 of 25, at 95 % confidence")["F24"].message
        )

    def test_drawn_by_a_random_sample_without_its_limit(self) -> None:
        assert "F24" in drawn(self.around("random"), sample="S-05")
        assert "F24" not in drawn(self.around("random"), sample="S-05", condition="3 of 25; upper limit 25 % (E-003)")
        assert "F24" not in drawn(
            self.around("random", 0), sample="S-05", title="25 of 25 in time", condition="25 of 25 (E-003)"
        )


class TestF25NothingGood:
    def test_drawn_once_for_each_area_that_is_only_criticised(self) -> None:
        around = replace(AROUND, findings=(GOOD, replace(GOOD, ref="A.7.2"), replace(GOOD, ref="A.7.4")))
        assert [(one.rule, one.item) for one in quality.lint_audit(around)] == [("F25", "A.7")]

    def test_a_strength_is_enough(self) -> None:
        around = replace(AROUND, findings=(replace(GOOD, ref="A.7.2"),), good=frozenset({"A.7.1"}))
        assert quality.lint_audit(around) == []


class TestF26Dangling:
    @pytest.mark.parametrize("label", ["E-099", "F-77", "A-55", "CAR-29", "STD-14"])
    def test_drawn_by_what_the_record_does_not_have(self, label: str) -> None:
        assert label in said(condition=f"3 of 25, see {label} (E-003)")["F26"].message

    @pytest.mark.parametrize("label", ["E-003", "F-01", "A-01", "CAR-11", "STD-01", "XYZ-12", "A.5.18"])
    def test_not_drawn_by_what_it_has_or_cannot_know(self, label: str) -> None:
        assert "F26" not in drawn(condition=f"3 of 25, see {label} (E-003)")

    def test_drawn_by_a_repeat_of_nothing(self) -> None:
        assert "F26" in drawn(TestF23Repeat.before, repeat_of="AUD-2025-01/F-09")


class TestF27SampleUnknown:
    known = replace(AROUND, samples={"S-05": Drawn("S-05", "random", 25, ((25, 3),))})

    def test_drawn_by_a_sample_that_is_not_recorded(self) -> None:
        assert "F27" in drawn(condition="Sample of 10 joiner records included three (E-003).")
        assert "S-19" in said(condition="3 of 25 drawn (S-19, E-003)")["F27"].message

    def test_drawn_by_other_counts_than_the_record_s(self) -> None:
        assert (
            "3 of 25"
            in said(self.known, sample="S-05", title="Late", condition="5 of 25 late, upper limit 33 %")["F27"].message
        )

    def test_not_drawn_by_the_record_s_counts(self) -> None:
        for words in ("3 of 25 sampled were late", "22 of 25 sampled were in time"):
            assert "F27" not in drawn(self.known, sample="S-05", title="Late", condition=words)


class TestF28ManyForAMinor:
    def test_drawn_by_three_of_ten_without_a_reason(self) -> None:
        assert "30 %" in said(title="Late in 3 of 10 cases", grade_reason="")["F28"].message

    def test_not_drawn_with_a_reason_or_below_the_house_s_rate(self) -> None:
        assert "F28" not in drawn(title="Late in 3 of 10 cases")
        assert "F28" not in drawn(title="Late in 1 of 25 cases", grade_reason="")
        assert "F28" not in said(settings=Settings(high_rate=0.5), title="Late in 3 of 10 cases", grade_reason="")


class TestF29Excluded:
    def test_drawn_by_a_finding_or_an_action_on_an_excluded_control(self) -> None:
        assert "F29" in drawn(ref="A.8.30")
        assert "F29" in drawn(related=("A.8.30",))
        assert said(acted(text="Rules for A.8.30"))["F29"].item == "A-02"

    def test_not_drawn_where_the_exclusion_is_the_finding(self) -> None:
        assert "F29" not in drawn(ref="A.8.30", criteria="Statement of Applicability v7, row A.8.30")

    def test_drawn_by_a_register_that_knows_another_exclusion(self) -> None:
        step = Step("A-09", external="CAR-12", statement="No justification for excluding A 8.34")
        found = quality.lint_audit(replace(AROUND, actions=(step,)))
        assert [(one.rule, one.item) for one in found] == [("F29", "CAR-12")]


class TestF30NoCause:
    def test_drawn_by_a_blank(self) -> None:
        assert said(cause=" ")["F30"].level == "hint"
        assert "F30" not in drawn(cause="", grade="observation")


class TestF31NumberOnly:
    @pytest.mark.parametrize("words", ["A.5.18", "A.5.18 Access rights", "Annex A, A.5.18 of ISO/IEC 27001:2022"])
    def test_drawn_by_the_standard_alone(self, words: str) -> None:
        assert "F31" in drawn(criteria=words)

    @pytest.mark.parametrize("words", ["A.5.18; STD-01 v3.2, 5.4", "A.5.18 and the contract with the customer"])
    def test_not_drawn_by_an_own_rule(self, words: str) -> None:
        assert "F31" not in drawn(criteria=words)


class TestF32Edition:
    @pytest.mark.parametrize(
        "words", ["STD-01 v2.9, 5.4", "Access Control Standard (STD-01) v2.9", "Access Control Standard version 2.9"]
    )
    def test_drawn_by_another_version(self, words: str) -> None:
        assert "v3.2" in said(criteria=words)["F32"].message

    @pytest.mark.parametrize("words", ["STD-01 v3.2", "STD-01 v3.2.0", "STD-01, section 5.4"])
    def test_not_drawn_by_the_same_or_by_none(self, words: str) -> None:
        assert "F32" not in drawn(criteria=words)


class TestF33OldNumber:
    def test_drawn_by_a_number_of_2013(self) -> None:
        assert "A.5.18" in said(criteria="A.9.2.6; STD-01 v3.2")["F33"].mend
        assert "10.2" in said(ref="10.1", criteria="10.1 corrective action; STD-01 v3.2")["F33"].mend

    def test_not_drawn_by_one_of_2022(self) -> None:
        assert "F33" not in drawn(criteria="A.5.18, 9.2.2; STD-01 v3.2")


def test_levels_words_and_exceptions_are_the_house_s() -> None:
    settings = quality.settings_from(
        {"levels": {"F04": "error", "F05": "off"}, "words": {"F04": ["a handful"]}, "allowed": {"F06": ["bad debt"]}}
    )
    found = said(settings=settings, condition="A handful of bad debt accounts, not adequate.")
    assert found["F04"].level == "error"
    assert {"F05", "F06"}.isdisjoint(found)


@pytest.mark.parametrize(
    "table",
    [
        {"levels": {"F99": "off"}},
        {"levels": {"F04": "loud"}},
        {"words": {"F04": "some"}},
        {"most_words": 0},
        {"colour": 1},
    ],
)
def test_settings_that_make_no_sense_are_refused_with_a_mend(table: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^findings\."):
        quality.settings_from(table)


def test_a_waived_rule_is_silent_for_that_finding_only() -> None:
    around = replace(AROUND, waived=frozenset({("F-03", "F30")}))
    assert "F30" not in drawn(around, cause="")
    assert "F30" in drawn(around, cause="", label="F-01")
