"""Sources, dates, and who must be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treatments import model, values
from treatments.fields import Entry
from treatments.rules.references import mentions
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from treatments.catalogue import Catalogue


@rule("unused-source", needs="records")
def every_source_is_used(catalogue: Catalogue) -> Iterator[Fault]:
    """A source is there because something rests on it."""
    used = {
        name for _, refers, name, _ in mentions(catalogue) if refers.part == "sources"
    } | catalogue.cited_in_prose
    for index, source in enumerate(catalogue.data.sources):
        if not used & {source.id, *source.also}:
            yield Fault(
                ("sources", index, "id"),
                f"nothing rests on the source '{source.id}'",
                "leave it out",
            )


@rule("same-record-twice")
def no_record_is_listed_twice(catalogue: Catalogue) -> Iterator[Fault]:
    """No two sources have the same DOI, PMID or URL."""
    for name in ("DOI", "PMID", "URL"):
        seen: dict[str, str] = {}
        for index, source in enumerate(catalogue.data.sources):
            value = (getattr(source, name) or "").casefold()
            if value and value in seen:
                message = f"the {name} {value} is that of '{seen[value]}' too"
                yield Fault(
                    ("sources", index, name),
                    message,
                    "keep one record; name the other id under `also:`",
                )
            seen.setdefault(value, source.id)


@rule("future-date")
def dates_have_been(catalogue: Catalogue) -> Iterator[Fault]:
    """No date lies after the day on which anything was last checked."""
    today = _last_check(catalogue)
    for path, entry in catalogue.every(Entry):
        for name in ("issued", "date", "dated", "searched"):
            if (said := vars(entry).get(name)) is None:
                continue
            day = _when(said)
            if (day.year, day.month or 1, day.day or 1) > (today.year, today.month, today.day):
                yield Fault(
                    (*path, name),
                    f"{day} lies after {today}, the day of the last check",
                    "look the date up, or move `checked` of the decision",
                )


def _last_check(catalogue: Catalogue) -> values.When:
    """Give the day on which anything was last checked."""
    days = (vars(entry).get("checked") for _, entry in catalogue.every(Entry))
    return _when(max(day for day in (catalogue.data.decision.checked, *days) if day))


def _when(day: values.When | date) -> values.When:
    return day if isinstance(day, values.When) else values.When(day.year, day.month, day.day)


@rule("dates-in-order")
def dates_are_in_order(catalogue: Catalogue) -> Iterator[Fault]:
    """What a record says is not of a later date than the record itself."""
    today = _last_check(catalogue)
    for path, entry in catalogue.every(model.Cited):
        source = catalogue.sources.get(entry.source)
        for name in ("date", "dated"):
            said = vars(entry).get(name)
            if source is None or source.issued is None or said is None:
                continue
            day = _when(said)
            if _surely_before(source.issued, day) and not _surely_before(today, day):
                message = f"{day} lies after {source.issued}, the date of '{source.id}'"
                yield Fault(
                    (*path, name), message, "look both dates up, or name the record that says it"
                )


def _surely_before(first: values.When, second: values.When) -> bool:
    """Tell whether one date lies before another, as far as both are known."""
    for one, other in (
        (first.year, second.year),
        (first.month, second.month),
        (first.day, second.day),
    ):
        if not one or not other or one != other:
            return bool(one and other and one < other)
    return False


@rule("unseen-notice")
def notices_are_seen(catalogue: Catalogue) -> Iterator[Fault]:
    """A notice names an option on whose page it is shown."""
    for index, notice in enumerate(catalogue.data.notices):
        if not notice.names:
            message = f"no page shows the notice '{notice.id}'"
            yield Fault(("notices", index, "names"), message, "name the options that it is about")


@rule("own-view-left-out", level="warning", needs="records")
def the_treated_are_heard(catalogue: Catalogue) -> Iterator[Fault]:
    """What a source tells of the treated people's own view stands beside what others saw."""
    themselves = {judge.id for judge in catalogue.data.vocabulary.judges if judge.themselves}
    used = {name for _, finding in catalogue.every(model.Finding) for name in finding.fact}
    heard = {
        (study.source, finding.answers)
        for _, study in catalogue.every(model.Study)
        for finding in study.findings
        if finding.judged_by in themselves
    }
    own: dict[tuple[str, str], str] = {}
    for fact in catalogue.facts.values():
        if fact.id not in used and any(
            fact.judged_by.casefold().startswith(judge) for judge in themselves
        ):
            own.setdefault((fact.source, fact.attribute), fact.id)
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            if (
                finding.judged_by in {None, "not_stated", *themselves}
                or (study.source, finding.answers) in heard
            ):
                continue
            facts = (catalogue.facts[name] for name in finding.fact if name in catalogue.facts)
            left = next(
                (own[key] for fact in facts if (key := (fact.source, fact.attribute)) in own), None
            )
            if left:
                message = (
                    f"'{left}' has what the treated people said themselves, and no finding shows it"
                )
                yield Fault(
                    (*path, "findings", index), message, f"add a finding with `fact: {left}`"
                )
