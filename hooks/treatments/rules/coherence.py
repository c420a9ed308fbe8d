"""What must hold within a record and on a page, so that each agrees with itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from treatments import model
from treatments.places import PLACES
from treatments.ruling import Fault, rule
from treatments.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue

# What a page of an option has for itself; see the templates.
OWN_ANCHORS = frozenset(
    {
        "top",
        "how",
        "visit",
        "techniques",
        "questions",
        "sources",
        "cited",
        "differs",
        "alike",
        "main",
    }
)
NUMBERED_ANCHOR = re.compile(r"(source|letter)-.*")
HEAP = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
TO_WRITE = "\N{HORIZONTAL ELLIPSIS}"  # in a template
DOTS = frozenset({TO_WRITE, "..", "..."})
TO_ONESELF = re.compile("TODO|FIXME|TBD")
PLACE = re.compile(r"\{([a-z_]+)\}")
OF_ADDRESSES = Words, model.Source, model.Decision, model.Report
MONTHS = 12


@rule("same-address")
def addresses_differ_on_a_page(catalogue: Catalogue) -> Iterator[Fault]:
    """Groups, questions, techniques and a page's own parts have ids that differ."""
    groups = {each.id for each in catalogue.data.groups}
    criteria = {each.id for each in catalogue.data.criteria}
    for index, criterion in enumerate(catalogue.data.criteria):
        if criterion.id in groups:
            yield _same(("criteria", index, "id"), criterion.id, "a group")
    taken = {**dict.fromkeys(criteria, "a question"), **dict.fromkeys(groups, "a group")}
    for path, technique in catalogue.every(model.Technique):
        if technique.id in taken:
            yield _same((*path, "id"), technique.id, taken[technique.id])
    for path, entry in catalogue.every(model.Addressed):
        is_term = isinstance(entry, model.Term)
        if NUMBERED_ANCHOR.fullmatch(entry.id) or (not is_term and entry.id in OWN_ANCHORS):
            yield _same((*path, "id"), entry.id, "a part of the page")


def _same(path: tuple[str | int, ...], name: str, other: str) -> Fault:
    return Fault(path, f"'{name}' is the id of {other} on the same page too", "choose another id")


@rule("empty-step")
def steps_say_something(catalogue: Catalogue) -> Iterator[Fault]:
    """A step has its words, or a point on which two views or more disagree."""
    for path, step in catalogue.every(model.Step):
        if bool(step.words) == bool(step.disagree):
            message = (
                "the step says nothing"
                if not step.words
                else "`words` and `disagree` stand together"
            )
            yield Fault(path, message, "write `words:`, or `disagree:` with `views:`")
        elif bool(step.disagree) != (len(step.views) > 1):
            yield Fault(
                path, "`disagree` and two views or more belong together", "write both, or neither"
            )


@rule("technique-of-another")
def steps_are_of_their_treatment(catalogue: Catalogue) -> Iterator[Fault]:
    """A step names a technique of its own treatment."""
    for index, treatment in enumerate(catalogue.data.treatments):
        own = {each.id for each in treatment.techniques}
        for place, step in enumerate(treatment.steps):
            if (
                step.technique
                and step.technique in catalogue.treatment_of
                and step.technique not in own
            ):
                message = f"'{step.technique}' is not a technique of '{treatment.id}'"
                hint = f"write one of: {', '.join(sorted(own))}" if own else "leave `technique` out"
                yield Fault(("treatments", index, "steps", place, "technique"), message, hint)


@rule("no-name")
def authors_have_a_name(catalogue: Catalogue) -> Iterator[Fault]:
    """An author has a family name, or is a body with a literal name."""
    for path, author in catalogue.every(model.Author):
        if not (author.family or author.literal):
            yield Fault(
                path, "the author has no name", "write `family:` and `given:`, or `literal:`"
            )


@rule("more-than-all", level="warning")
def no_more_are_counted_than_there_were(catalogue: Catalogue) -> Iterator[Fault]:
    """A finding does not count more people than its study has."""
    people = {
        name
        for each in catalogue.data.vocabulary.things
        if each.people
        for name in (each.id, each.one, each.many)
    }
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            for name in ("count", "share"):
                value = vars(finding).get(name)
                if value is None or study.people is None or value.thing not in people:
                    continue
                if value.of and value.of > study.people:
                    message = f"{value.of} were counted, but the study has {study.people} people"
                    yield Fault((*path, "findings", index, name), message, "look both numbers up")


@rule("lonely-arm")
def arms_have_another_side(catalogue: Catalogue) -> Iterator[Fault]:
    """A comparison has two sides or more, and only a comparison has a `difference`."""
    for path, finding in catalogue.every(model.Finding):
        if len(finding.arms) == 1:
            yield Fault(
                (*path, "arms"), "there is only one side", "add the other, or leave `arms` out"
            )
        if finding.difference and not finding.arms and not finding.words:
            yield Fault(
                (*path, "difference"),
                "nothing is compared here",
                "write `arms:` beside it, or `words:`",
            )


@rule("groundless-unknown")
def unknown_has_its_ground(catalogue: Catalogue) -> Iterator[Fault]:
    """`no_study` has its search or its source, and `not_read` names what was not read."""
    for path, answer in catalogue.every(model.Unknown):
        if answer.unknown == "no_study" and not (answer.searched or answer.source):
            yield Fault(
                path,
                "nothing shows that there is no study",
                "write `searched:` with the day, or `source:`",
            )
        if answer.unknown == "not_read" and not answer.source:
            yield Fault(path, "it does not say what was not read", "write `source:`")


@rule("same-look")
def options_look_different(catalogue: Catalogue) -> Iterator[Fault]:
    """Options that stand side by side differ in their shape and in their colours."""
    featured = {catalogue.treatment_of.get(name) for name in catalogue.data.decision.featured}
    shown = [
        (index, each) for index, each in enumerate(catalogue.data.treatments) if each.id in featured
    ]
    for name in ("shape", "colour", "colour_dark"):
        counted = Counter(vars(each)[name] for _, each in shown)
        for index, each in shown:
            if counted[vars(each)[name]] > 1:
                message = f"another option has the {name} {vars(each)[name]} too"
                yield Fault(("treatments", index, name), message, "give each its own")


@rule("wrong-steps-down")
def few_are_more_than_very_few(catalogue: Catalogue) -> Iterator[Fault]:
    """`very_few_people` is less than `few_people`."""
    certainty = catalogue.data.certainty
    if certainty.very_few_people >= certainty.few_people:
        message = f"{certainty.very_few_people} is not fewer than {certainty.few_people}"
        yield Fault(("certainty", "very_few_people"), message, "write the smaller number here")


@rule("no-alternative", needs="records")
def something_stands_beside(catalogue: Catalogue) -> Iterator[Fault]:
    """Some option is marked as an alternative, so that the comparison is fair."""
    if catalogue.data.treatments and not any(
        each.alternative for each in catalogue.data.treatments
    ):
        message = "no option is marked as an alternative"
        yield Fault(
            ("treatments",),
            message,
            "add having nothing done, with `alternative: true`",
            is_key=True,
        )


@rule("wrong-equals")
def units_lead_to_smaller_ones(catalogue: Catalogue) -> Iterator[Fault]:
    """A unit equals one number of another unit, and none of them leads back to itself."""
    units = catalogue.data.vocabulary.units
    names = {name: each.id for each in units for name in (each.id, each.one, each.many)}
    leads = {each.id: names.get(each.equals.unit, "") for each in units if each.equals}
    for index, unit in enumerate(units):
        if unit.equals is None:
            continue
        amount = unit.equals.range
        if not amount.is_single or amount.low is None or amount.low == 0 or amount.hedge:
            message = f"'{unit.id}' does not equal one number"
            yield Fault(
                ("vocabulary", "units", index, "equals"),
                message,
                "write one number and a smaller unit",
            )
        name, passed = leads[unit.id], {unit.id}
        while name and name not in passed:
            passed.add(name)
            name = leads.get(name, "")
        if name:
            message = f"'{unit.id}' leads back to '{name}'"
            yield Fault(
                ("vocabulary", "units", index, "equals"),
                message,
                "write a smaller unit, which leads on or ends",
            )


@rule("two-meanings")
def names_of_units_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two units, and no two things that are counted, share a name."""
    vocabulary = catalogue.data.vocabulary
    units = [(each.id, each.one, each.many) for each in vocabulary.units]
    things = [(each.id, each.one, each.many) for each in vocabulary.things]
    for part, entries in (("units", units), ("things", things)):
        first: dict[str, str] = {}
        for index, names in enumerate(entries):
            for field, name in zip(["id", "one", "many"], names, strict=True):
                other = first.setdefault(name, names[0])
                if other != names[0]:
                    message = f"'{name}' is a name of '{other}' too"
                    place = ("vocabulary", part, index, field)
                    yield Fault(place, message, "give each its own name")


@rule("wrong-months")
def a_year_has_its_months(catalogue: Catalogue) -> Iterator[Fault]:
    """The words of the interface name twelve months."""
    months = len(catalogue.data.words.months)
    if months != MONTHS:
        yield Fault(
            ("words", "months"), f"{months} months are named", "name all twelve, January first"
        )


@rule("wrong-placeholder")
def words_are_filled_in(catalogue: Catalogue) -> Iterator[Fault]:
    """Braces in the words of the interface hold one of the names that are filled in there."""
    for name, value in vars(catalogue.data.words).items():
        if not isinstance(value, str):
            continue
        if PLACE.sub("", value).count("{") + PLACE.sub("", value).count("}"):
            yield Fault(
                ("words", name),
                "these braces hold no name",
                "write a name in small letters, such as `{name}`",
            )
        elif name in PLACES:
            known = PLACES[name].split()
            for place in PLACE.findall(value):
                if place not in known:
                    hint = f"write one of: {', '.join(f'{{{each}}}' for each in known)}"
                    yield Fault(("words", name), f"nothing is filled in for {{{place}}}", hint)


@rule("address-in-text")
def addresses_stand_in_sources(catalogue: Catalogue) -> Iterator[Fault]:
    """A text for readers has no address in it; that stands with its source."""
    for path, entry, text in catalogue.texts:
        if (
            ("://" in text or "www." in text)
            and not isinstance(entry, OF_ADDRESSES)
            and path[-1] != "source"
        ):
            hint = "put it into `URL:` of a source, and name that"
            yield Fault(path, "an address stands in the text", hint)


@rule("not-written")
def nothing_is_left_to_write(catalogue: Catalogue) -> Iterator[Fault]:
    """Every text is written; no three dots and no `TODO` are left standing."""
    for path, _, text in catalogue.texts:
        if text in DOTS or TO_ONESELF.search(text):
            name = next(part for part in reversed(path) if isinstance(part, str))
            yield Fault(path, f"'{name}' is still to be written", "write it, or leave it out")


@rule("heap-of-marks")
def letters_have_few_marks(catalogue: Catalogue) -> Iterator[Fault]:
    """A letter has three accents at most."""
    for path, _, text in catalogue.texts:
        if not text.isascii() and HEAP.search(text):
            yield Fault(path, "accents are heaped on a letter", "type the word again")
