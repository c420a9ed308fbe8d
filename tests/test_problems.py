"""What is wrong is said with its place, the worst first."""

import pytest
from treatments.problems import Invalid, Mark, Problem, closest

HERE = Mark("data/x.yml", 5, 3)


def test_a_mark_reads_as_editors_and_terminals_link_it() -> None:
    assert str(HERE) == "data/x.yml:5:3"


def test_marks_sort_by_file_then_line_then_column() -> None:
    marks = [Mark("b", 1, 1), Mark("a", 10, 1), Mark("a", 9, 2), Mark("a", 9, 1)]
    assert sorted(marks) == [Mark("a", 9, 1), Mark("a", 9, 2), Mark("a", 10, 1), Mark("b", 1, 1)]


def test_a_problem_says_where_what_and_on_a_second_line_what_next() -> None:
    problem = Problem(HERE, "unknown-id", "there is no 'lazer'", "did you mean 'laser'?")
    assert str(problem) == (
        "data/x.yml:5:3: unknown-id: there is no 'lazer'\n    did you mean 'laser'?"
    )


def test_a_problem_without_a_hint_is_one_line() -> None:
    assert str(Problem(HERE, "late", "too late")) == "data/x.yml:5:3: late: too late"


def test_invalid_data_lists_errors_before_warnings_and_each_by_place() -> None:
    warning = Problem(Mark("a", 1, 1), "stale", "old", level="warning")
    later = Problem(Mark("a", 7, 1), "late", "too late")
    sooner = Problem(Mark("a", 2, 1), "early", "too early")
    invalid = Invalid(iter([warning, later, sooner]))
    assert invalid.problems == (sooner, later, warning)
    assert str(invalid) == (
        "3 problems in the data\na:2:1: early: too early\na:7:1: late: too late\na:1:1: stale: old"
    )


def test_one_problem_is_not_called_problems() -> None:
    assert str(Invalid([Problem(HERE, "late", "too late")])).startswith("1 problem in the data\n")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("lazer", "laser"),
        ("LASER", "laser"),
        (" laser ", "laser"),
        ("fda", "FDA"),
        ("visit_length", "visit-length"),
        ("knee", None),
        ("", None),
        (" ", None),
        ("laser" * 100, None),
    ],
)
def test_the_closest_known_word_is_what_was_probably_meant(word: str, meant: str | None) -> None:
    assert closest(word, ["laser", "FDA", "visit-length"]) == meant


def test_nothing_is_close_when_nothing_is_known() -> None:
    assert closest("laser", []) is None
