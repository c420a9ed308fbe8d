"""What is written rests on facts of the evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from treatments import evidence, model
from treatments.fields import Entry
from treatments.rules.answers import VALUES, present
from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue, Path


def _facts_of(catalogue: Catalogue) -> Iterator[tuple[Path, str, tuple[str, ...], Entry]]:
    """Go through every record that names facts: where, which source, which facts."""
    for path, entry in catalogue.every(Entry):
        if isinstance(entry, model.Finding):
            continue
        if isinstance(entry, model.Study):
            yield path, entry.source, (*entry.fact, *entry.paid_fact), entry
            for index, finding in enumerate(entry.findings):
                yield (*path, "findings", index), entry.source, finding.fact, finding
        elif vars(entry).get("fact") and vars(entry).get("source"):
            yield path, entry.source, entry.fact, entry  # type: ignore[attr-defined]


@rule("fact-of-another-source")
def facts_come_from_the_source(catalogue: Catalogue) -> Iterator[Fault]:
    """The fact behind a record was read in the source that the record names."""
    for path, source, facts, _ in _facts_of(catalogue):
        record = catalogue.sources.get(source)
        if record is None:
            continue
        names = {record.id, *record.also}
        for name in facts:
            fact = catalogue.facts.get(name)
            if fact and fact.source not in names:
                message = f"the fact '{name}' was read in '{fact.source}', not in '{source}'"
                yield Fault(
                    (*path, "fact"), message, f"write `source: {fact.source}`, or another fact"
                )


@rule("no-fact")
def records_rest_on_facts(catalogue: Catalogue) -> Iterator[Fault]:
    """A record of a source names the fact that carries it."""
    if not catalogue.facts:
        return
    for path, entry in catalogue.every(model.Cited):
        if not entry.fact:
            yield Fault(
                path, "no fact is named", "write `fact:` with the id of a fact of the evidence"
            )
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            if not finding.fact:
                place = (*path, "findings", index)
                yield Fault(
                    place, "no fact is named", "write `fact:` with the id of a fact of the evidence"
                )


NUMBERED = frozenset((
    "amount", "price", "words", "count", "share", "score", "change", "reports", "verdict", "at",
    "note", "where", "what", "ended", "doubt", "people", "says", "do", "purpose", "means", "aside",
    "thick", "starts", "ask", "because", "who",
))  # fmt: skip


@rule("number-not-in-fact")
def numbers_stand_in_the_facts(catalogue: Catalogue) -> Iterator[Fault]:
    """Every number of a record stands in the facts that it names, also one like `three visits`."""
    worded = _worded(catalogue)
    for path, _, facts, entry in _facts_of(catalogue):
        behind = facts
        if isinstance(entry, model.Study):
            behind += tuple(fact for finding in entry.findings for fact in finding.fact)
        behind = tuple(dict.fromkeys(behind))
        if not behind or not catalogue.facts.keys() >= set(behind):
            continue
        carried = _carried(catalogue, behind)
        for place, name, value in _figures(entry):
            found = _numbers(value)
            if isinstance(value, str):
                found |= {evidence.WORDED[word.casefold()] for word in worded.findall(value)}
            if absent := [f"{number:f}" for number in sorted(found - carried)]:
                what = "the number" if len(absent) == 1 else "the numbers"
                stand = "does not stand" if len(absent) == 1 else "do not stand"
                message = f"{name}: {what} {' and '.join(absent)} {stand} in {' or '.join(behind)}"
                yield Fault((*path, *place), message, _what_the_facts_say(catalogue, behind))


def _worded(catalogue: Catalogue) -> re.Pattern[str]:
    """Find numbers from two that are written as words, before what they count."""
    vocabulary = catalogue.data.vocabulary
    counted = {each.many for each in vocabulary.units} | {each.many for each in vocabulary.things}
    numbers = [word for word, number in evidence.WORDED.items() if number > 1]
    return re.compile(
        rf"\b({'|'.join(numbers)}) (?:{'|'.join(map(re.escape, sorted(counted)))})\b",
        re.IGNORECASE,
    )


@rule("date-not-in-fact")
def dates_stand_in_the_facts(catalogue: Catalogue) -> Iterator[Fault]:
    """The year of a date stands in the facts that carry it, or is that of the record itself."""
    today = catalogue.data.decision.checked.year
    for path, source, facts, entry in _facts_of(catalogue):
        record = catalogue.sources.get(source)
        known = _carried(catalogue, facts)
        if record is None or not facts or not catalogue.facts.keys() >= set(facts):
            continue
        for name in ("date", "dated"):
            day = vars(entry).get(name)
            if day is None or day.year in known:
                continue
            # That of the record may be meant; a date after it is another rule's.
            if record.issued is None or day.year < record.issued.year <= today:
                message = f"{name}: the year {day.year} does not stand in {' or '.join(facts)}"
                yield Fault((*path, name), message, _what_the_facts_say(catalogue, facts))


@rule("wrong-judge")
def judges_are_those_of_the_fact(catalogue: Catalogue) -> Iterator[Fault]:
    """What the treated people judged themselves is not given as the view of others."""
    own = [judge.id for judge in catalogue.data.vocabulary.judges if judge.themselves]
    only_own = re.compile(rf"(?:{'|'.join(map(re.escape, own))})s?", re.IGNORECASE)
    for path, finding in catalogue.every(model.Finding):
        judges = {
            catalogue.facts[name].judged_by for name in finding.fact if name in catalogue.facts
        }
        if (
            own
            and finding.judged_by not in {None, *own}
            and judges
            and all(only_own.fullmatch(judge) for judge in judges)
        ):
            message = f"'{' and '.join(finding.fact)}' has what the {judges.pop()} said"
            yield Fault((*path, "judged_by"), message, f"write `judged_by: {own[0]}`")


def _figures(entry: Entry) -> Iterator[tuple[Path, str, object]]:
    """Go through what may hold numbers in a record: where in it, under which name, and what."""
    for name in sorted(NUMBERED & entry.model_fields_set):
        yield (name,), name, vars(entry)[name]
    for level, share in (vars(entry).get("levels") or {}).items():
        yield ("levels", level), level, share
    for index, arm in enumerate(vars(entry).get("arms", ())):
        for name in present(arm, VALUES[:-1]):
            yield ("arms", index, name), name, vars(arm)[name]


def _carried(catalogue: Catalogue, facts: tuple[str, ...]) -> set[Any]:
    return {
        number
        for name in facts
        if name in catalogue.facts
        for number in catalogue.facts[name].numbers
    }


def _numbers(value: object) -> set[Any]:
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int | str):
        return set(evidence.in_digits(str(value)))
    return {number.normalize() for number in getattr(value, "numbers", ())}


def _what_the_facts_say(catalogue: Catalogue, facts: tuple[str, ...]) -> str:
    said = [f"{name} says: {_shortened(catalogue.facts[name].text)}" for name in facts]
    return "; ".join(said)


def _shortened(text: str) -> str:
    longest = 200
    text = text.replace(" ; ", "; ")
    return text if len(text) <= longest else f"{text[:longest]}…"
