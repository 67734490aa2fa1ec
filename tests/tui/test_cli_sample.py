"""The mathematics of sampling on the command line, and a population that comes in by it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from data.store import opened
from data.work import audits, sampling
from tui import cli

README = Path(__file__).parents[2] / "README.md"


def run(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    assert cli.main([*args, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    try:
        code = cli.main(list(args))
    except SystemExit as end:  # argparse ends the program itself
        code = int(end.code or 0)
    assert code == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error


@pytest.fixture
def leavers(tmp_path: Path) -> Path:
    path = tmp_path / "leavers.csv"
    lines = [f"L-{n:03d},{'employee' if n % 3 else 'contractor'},{n}.50" for n in range(61)]
    path.write_text("\n".join(["Leaver,Kind,Days", *lines]) + "\n", encoding="utf-8")
    return path


def test_a_size_by_percents_names_its_method_and_the_alternatives(capsys: pytest.CaptureFixture[str]) -> None:
    answer = run(capsys, "sample", "size", "--confidence", "95", "--tolerable", "5", "--population", "200")
    assert (answer["n"], answer["method"], answer["allowed"]) == (51, "hypergeometric", 0)
    assert answer["sentence"].startswith("51 of 200 items: if none of them deviates")
    assert {"method", "n", "allowed", "sentence"} == set(answer["alternatives"][0])
    assert run(capsys, "sample", "size", "--tolerable", "5", "--expected", "1.25", "--method", "aicpa")["n"] == 124
    assert run(capsys, "sample", "size", "--tolerable", "5%", "--allowed", "2")["n"] == 124
    assert run(capsys, "sample", "size", "--population", "250", "--method", "frequency", "--risk", "high")["n"] == 40


def test_an_evaluation_gives_fractions(capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "sample", "evaluate", "--n", "25", "--deviations", "3", "--population", "61")
    assert found == {
        "n": 25,
        "deviations": 3,
        "rate": 0.12,
        "upper_limit": 15 / 61,
        "method": "hypergeometric",
        "sentence": "3 of 25 deviate (12 %); at 95 % confidence the rate in the 61 items is below 25 %.",
    }


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "say what"),
        (("size", "--confidence", "0.95"), "in per cent; write for example 95"),
        (("size", "--tolerable", "five"), "no number of per cent"),
        (("size", "--tolerable", "0"), "above 0"),
        (("size", "--tolerable", "120"), "lies outside 0 to below 100 %"),
        (("size", "--method", "iso2859"), "needs the population"),
        (("size", "--method", "guess"), "invalid choice"),
        (("size", "--expected", "1", "--allowed", "1"), "exclude each other"),
        (("evaluate", "--n", "5", "--deviations", "6"), "lies outside 0 to 5"),
        (
            ("draw", "{file}", "--id-column", "Nr", "--size", "5", "--seed", "s"),
            "no column «Nr»; its columns are: Leaver",
        ),
        (("draw", "{file}", "--id-column", "Kind", "--size", "5", "--seed", "s"), "row 4: employee as in row 3"),
        (("draw", "{file}", "--id-column", "Leaver", "--size", "62", "--seed", "s"), "n 62 lies outside 1 to 61"),
        (("draw", "{file}", "--id-column", "Leaver", "--size", "5", "--seed", " "), "blank seed"),
        (
            ("draw", "{file}", "--id-column", "Leaver", "--size", "5", "--seed", "s", "--method", "stratified"),
            "--stratum",
        ),
        (("draw", "{file}.no", "--id-column", "Leaver", "--size", "5", "--seed", "s"), "cannot be read"),
    ],
)
def test_bad_input_is_one_line_and_2(
    args: tuple[str, ...], says: str, leavers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, "sample", *(arg.format(file=leavers) for arg in args))


def test_a_draw_is_the_one_of_the_program(leavers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path / "audit.sqlite") as store:
        audit = store.write(audits.create, "Leavers", starts="2026-01-01")
    answers = ("--supplied-by", "HR", "--query", "report 14", "--period", "2026", "--control-total", "61")
    given = ("--audit", audit.number, *answers, "--completeness", "payroll agrees")
    known = run(capsys, "import", "population", str(leavers), *given)
    assert (known["rows"], known["new"], known["changed"], known["unchanged"], known["refused"]) == (61, 61, 0, 0, [])
    for method, more in (("random", ()), ("systematic", ()), ("stratified", ("--stratum", "Kind"))):
        common = ("--id-column", "Leaver", "--size", "10", "--seed", "AUD/L", "--method", method, *more)
        drawn = run(capsys, "sample", "draw", str(leavers), *common)
        with opened(tmp_path / "audit.sqlite") as store:
            (population,) = store.read(sampling.populations, audit.id)
            stratum = more[1] if more else ""
            sample = store.write(sampling.draw, population.id, 10, "AUD/L", method=method, stratum=stratum)
            assert [item.item for item in store.read(sampling.items, sample.id)] == drawn["items"]
            assert (drawn["seed"], drawn["method"], drawn["population"]) == ("AUD/L", method, 61)
            assert drawn["population_sha256"] == sample.population_sha256 == population.sha256
            assert drawn["how"] == sample.how


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not on this machine")
def test_the_readme_s_shell_lines_draw_the_same_items(leavers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```sh\n(h\(\).*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    ids = [f"L-{n:03d}" for n in range(61)]
    (leavers.parent / "ids.txt").write_text("\n".join(reversed(ids)) + "\n", encoding="utf-8")
    done = subprocess.run(["bash", "-c", block], cwd=leavers.parent, capture_output=True, text=True, check=True)
    drawn = run(
        capsys, "sample", "draw", str(leavers), "--id-column", "Leaver", "--size", "25", "--seed", "AUD-2026-02/S-01"
    )
    assert done.stdout.split() == drawn["items"]


def test_a_population_comes_in_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with opened(tmp_path / "audit.sqlite") as store:
        audit = store.write(audits.create, "Leavers", starts="2026-01-01")
    path = tmp_path / "list.csv"
    path.write_text("id,x\na,1\na,2\n,3\nb,1\n")
    given = ("import", "population", str(path), "--audit", audit.number, "--id-column", "id")
    assert "1 blank (row 4), 1 repeated (row 3: a as in row 2)" in refused(capsys, *given)
    assert "in no column" in refused(capsys, *given[:-2])
    assert "--audit" in refused(capsys, "import", "population", str(path))
    before = run(capsys, *given, "--each-once", "--dry-run")
    assert (before["rows"], before["new"], [one["row"] for one in before["refused"]]) == (4, 2, [4, 3])
    made = run(capsys, *given, "--each-once")
    assert made["unanswered"] == ["who supplied it", "query or filter", "period", "control total", "completeness"]
    assert run(capsys, *given, "--each-once")["unchanged"] == 2
    with opened(tmp_path / "audit.sqlite") as store:
        (population,) = store.read(sampling.populations, audit.id)
        assert (population.count, population.left_out[:18]) == (2, "2 rows stayed out:")


def test_a_planned_sample_takes_the_list_when_it_comes(
    leavers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path / "audit.sqlite") as store:
        audit = store.write(audits.create, "Leavers", starts="2026-01-01")
    run(capsys, "import", "population", str(leavers), "--audit", audit.number)
    with opened(tmp_path / "audit.sqlite") as store:
        (first,) = store.read(sampling.populations, audit.id)
        store.write(sampling.plan, first.id)
    leavers.write_text(leavers.read_text() + "L-999,employee,1.50\n")
    run(capsys, "import", "population", str(leavers), "--audit", audit.number, "--sample", "s-01")
    with opened(tmp_path / "audit.sqlite") as store:
        sample = store.read(sampling.by_label, audit.id, "S-01")
        assert sample.population_id != first.id
        store.write(sampling.leave_open, sample.population_id, "small and known to all")
        store.write(sampling.draw_planned, sample.id)
    given = ("import", "population", str(leavers), "--audit", audit.number, "--sample")
    assert "S-01 is drawn" in refused(capsys, *given, "S-01")
    assert "no sample S-09" in refused(capsys, *given, "S-09")
