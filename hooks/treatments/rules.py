"""What must hold between fields and records; each rule is a sentence that yields what breaks it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from treatments import coherence, evidence, model, values
from treatments.catalogue import Catalogue, Path
from treatments.fields import Entry, Refers
from treatments.problems import closest, nearest
from treatments.ruling import RULES, Fault, Rule, excuses, problems, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["RULES", "Rule", "coherence", "known", "problems"]

RESERVED = frozenset(
    [
        "index",
        "compare",
        "safety",
        "prepare",
        "unknowns",
        "glossary",
        "sources",
        "about",
        "editing",
        "data",
        "treatments",
        "assets",
        "search",
        "feed",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "lpt1",
        "404",
        "sitemap",
    ]
)
VALUES = (
    "count",
    "share",
    "score",
    "change",
    "amount",
    "levels",
    "reports",
    "words",
    "verdict",
    "arms",
)
MEASURED = ("count", "share", "score", "change", "amount", "levels")
ANSWERS = ("amount", "price", "words", "limit")
FITS = {
    "amount": ("amount", "words"),
    "money": ("price", "words"),
    "words": ("words",),
    "limits": ("limit", "words"),
    "coverage": ("words",),
    "clearances": ("words",),
    "findings": ("words",),
}
ALPHABETS = {"LATIN", "CYRILLIC", "GREEK"}
# Letters of other alphabets that look like Latin ones.
LIKE_LATIN = frozenset(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u04cf\u03bf\u03bd\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
MEASURES = frozenset({values.Amount, values.Count, values.Share, values.Reports})
NO_WORD = re.compile(r"[\W_]+")
LETTER = re.compile(r"[^\W\d_]")
MAX_FEATURED = 5
MAX_WORDS = 25


# --- what refers to what --------------------------------------------------------------------------


@cache
def _references(
    kind: type[Entry],
) -> Mapping[tuple[str, str], tuple[Refers, ...]]:
    """Find which fields of a record type hold ids of other records, by name and by written name."""
    found = {
        (name, info.alias or name): tuple(_refers((info.annotation, *info.metadata)))
        for name, info in kind.model_fields.items()
    }
    return {names: refers for names, refers in found.items() if refers}


def _refers(annotation: object) -> Iterator[Refers]:
    if isinstance(annotation, Refers):
        yield annotation
        return
    parts = (
        annotation
        if isinstance(annotation, tuple)
        else (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    )
    for part in parts:
        if not (isinstance(part, type) and issubclass(part, Entry)):
            yield from _refers(part)


Mention = tuple[Path, Refers, str, bool]


def _mentions(catalogue: Catalogue) -> Sequence[Mention]:
    """Give every id by which a record names another: where, what kind, which, and if a key."""
    if "mentions" not in catalogue.kept:
        catalogue.kept["mentions"] = list(_found_mentions(catalogue))
    found: Sequence[Mention] = catalogue.kept["mentions"]
    return found


def _found_mentions(catalogue: Catalogue) -> Iterator[Mention]:
    top = [((), catalogue.data)]
    for path, entry in [*top, *catalogue.every(Entry)]:
        for (name, written), refers in _references(type(entry)).items():
            value = vars(entry)[name]
            yield from _named(value, refers, (*path, written))


def _named(
    value: object, refers: tuple[Refers, ...], path: Path
) -> Iterator[tuple[Path, Refers, str, bool]]:
    if isinstance(value, str):
        yield path, refers[-1], value, False
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _named(item, refers, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), refers[0], key, True
            if len(refers) > 1:
                yield from _named(item, refers[1:], (*path, key))


def known(catalogue: Catalogue, part: str) -> Mapping[str, Any] | frozenset[str]:
    """Give the ids that a reference to a part may name."""
    vocabulary = catalogue.data.vocabulary
    if part in type(vocabulary).model_fields:
        return frozenset(each.id for each in getattr(vocabulary, part))
    if part == "facts":
        return catalogue.facts
    if part == "choices":
        return catalogue.choices
    if part == "addressed":
        return (
            frozenset(catalogue.ids("treatments"))
            | frozenset(catalogue.ids("criteria"))
            | frozenset(catalogue.ids("terms"))
        )
    return catalogue.ids(part)


@rule("unlisted-id", needs="files")
def every_id_is_listed(catalogue: Catalogue) -> Iterator[Fault]:
    """An id that a record names is the id of a record that is there."""
    lists = {
        part: known(catalogue, part)
        for part in {refers.part for _, refers, _, _ in _mentions(catalogue)}
    }
    for path, refers, name, is_key in _mentions(catalogue):
        ids = lists[refers.part]
        if (
            name in ids
            or (refers.part == "facts" and not ids)
            or _is_draft(catalogue, refers, name)
        ):
            continue
        now = catalogue.former.get(refers.part, {}).get(name)
        meant = now if now in ids else closest(name, ids)
        sure = now if now in ids else nearest(name, ids)
        hint = f"did you mean '{meant}'?" if meant else _choose_from(refers, ids)
        yield Fault(
            path,
            f"{refers.name} '{name}' is not listed under {_place(catalogue, refers.part)}",
            hint,
            is_key,
            (name, sure) if sure else None,
        )


def _is_draft(catalogue: Catalogue, refers: Refers, name: str) -> bool:
    parts = catalogue.drafts if refers.part == "addressed" else {refers.part}
    return any(name in catalogue.drafts.get(part, ()) for part in parts)


@rule("draft-named")
def no_draft_is_named(catalogue: Catalogue) -> Iterator[Fault]:
    """What readers see does not name a draft."""
    for path, refers, name, is_key in _mentions(catalogue) if catalogue.drafts else ():
        if _is_draft(catalogue, refers, name):
            hint = "make a draft of this too, leave it out, or take `draft: true` from the other"
            yield Fault(path, f"{refers.name} '{name}' is a draft, which nobody sees", hint, is_key)


def _place(catalogue: Catalogue, part: str) -> str:
    """Say where the records of a part stand."""
    if part == "choices":
        return "the choices of the facets"
    if part == "addressed":
        return "the treatments, techniques, criteria and terms"
    return (
        f"{part} of the vocabulary"
        if part in type(catalogue.data.vocabulary).model_fields
        else part
    )


def _choose_from(refers: Refers, ids: Mapping[str, Any] | frozenset[str]) -> str:
    few = 20
    if 0 < len(ids) <= few:
        return f"write one of: {', '.join(sorted(ids))}"
    return f"add {refers.article} {refers.name} with this id, or name one that is there"


@rule("named-twice")
def lists_name_each_once(catalogue: Catalogue) -> Iterator[Fault]:
    """A list of ids names each once."""
    for path, entry in catalogue.every(Entry):
        for name, written in _references(type(entry)):
            value = vars(entry)[name]
            lists = value.items() if isinstance(value, dict) else [(None, value)]
            for key, names in lists:
                if not isinstance(names, tuple) or not all(isinstance(each, str) for each in names):
                    continue
                again = next(
                    (each for index, each in enumerate(names) if each in names[:index]), None
                )
                place = (*path, written) if key is None else (*path, written, key)
                if again and (path, written) != (("decision",), "featured"):
                    yield Fault(place, f"'{again}' stands there twice", "leave one of the two out")


@rule("choice-of-another-facet")
def choices_belong_to_their_facet(catalogue: Catalogue) -> Iterator[Fault]:
    """A choice is written under the facet that it belongs to."""
    facets = {facet.id: {choice.id for choice in facet.choices} for facet in catalogue.data.facets}
    owner: dict[str, str] = {}
    for facet, choices in facets.items():
        for choice in choices:
            owner.setdefault(choice, facet)  # a choice that stands twice is another rule's
    for path, entry in catalogue.every(Entry):
        for name in ("among", "for_", "only", "concern"):
            value = vars(entry).get(name)
            if not isinstance(value, dict):
                continue
            for facet, choices in value.items():
                for choice in choices:
                    if facet in facets and choice in owner and owner[choice] != facet:
                        message = f"'{choice}' is a choice of '{owner[choice]}', not of '{facet}'"
                        place = (*path, name.rstrip("_"), facet)
                        yield Fault(place, message, f"write it under `{owner[choice]}`")


@rule("repeated-choice")
def choices_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two choices of the facets, and no two entries of a list, share an id."""
    lists: list[tuple[Path, list[str]]] = [
        (("vocabulary", name), [each.id for each in getattr(catalogue.data.vocabulary, name)])
        for name in type(catalogue.data.vocabulary).model_fields
        if name != "sales_talk"
    ]
    for path, ids in lists:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield Fault(
                    (*path, index, "id"), f"the id '{name}' is there already", "give it another id"
                )
    seen: set[str] = set()
    for index, facet in enumerate(catalogue.data.facets):
        for position, choice in enumerate(facet.choices):
            if choice.id in seen:
                path = ("facets", index, "choices", position, "id")
                yield Fault(
                    path, f"the choice '{choice.id}' is there already", "give it another id"
                )
            seen.add(choice.id)


@rule("reserved-id")
def ids_leave_room(catalogue: Catalogue) -> Iterator[Fault]:
    """An id is not a name that the site or a file system needs for itself."""
    for path, entry in catalogue.every(model.Addressed):
        for place, name in (
            ((*path, "id"), entry.id),
            *(((*path, "formerly", n), old) for n, old in enumerate(entry.formerly)),
        ):
            if name in RESERVED:
                yield Fault(
                    place, f"the id '{name}' is taken by the site itself", "choose another id"
                )


@rule("two-in-one-id")
def ids_stay_apart_in_pairs(catalogue: Catalogue) -> Iterator[Fault]:
    """An option's id does not contain `-vs-`, which joins the two ids of a pair."""
    for path, entry in _options(catalogue):
        if "-vs-" in entry.id:
            yield Fault((*path, "id"), f"the id '{entry.id}' reads like a pair", "leave out `-vs-`")


# --- the decision ---------------------------------------------------------------------------------


@rule("wrong-featured")
def featured_fit_side_by_side(catalogue: Catalogue) -> Iterator[Fault]:
    """Two to five options stand side by side, each once."""
    featured = catalogue.data.decision.featured
    if not 1 < len(set(featured)) <= MAX_FEATURED or len(set(featured)) < len(featured):
        again = next((name for name in featured if featured.count(name) > 1), None)
        message = (
            f"'{again}' stands there twice" if again else f"the options number {len(featured)}"
        )
        yield Fault(("decision", "featured"), message, "name two to five different options")


@rule("wrong-pair")
def pairs_are_two(catalogue: Catalogue) -> Iterator[Fault]:
    """A pair is two different options, and is listed once."""
    seen: set[frozenset[str]] = set()
    for index, pair in enumerate(catalogue.data.decision.pairs):
        path = ("decision", "pairs", index)
        if len(pair) != 2 or len(set(pair)) != 2:  # noqa: PLR2004  (a pair)
            yield Fault(
                path,
                f"{' and '.join(pair) or 'nothing'} is not a pair",
                "name two different options",
            )
        elif frozenset(pair) in seen:
            yield Fault(
                path,
                f"the pair of {' and '.join(pair)} is listed already",
                "leave one of the two out",
            )
        seen.add(frozenset(pair))


# --- answers --------------------------------------------------------------------------------------


def _given(entry: object, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if vars(entry)[name] not in (None, ())]


def _options(catalogue: Catalogue) -> list[tuple[Path, model.Treatment | model.Technique]]:
    """Give every treatment and technique with its path."""
    return [*catalogue.every(model.Treatment), *catalogue.every(model.Technique)]


def _answers(catalogue: Catalogue) -> Iterator[tuple[Path, str, model.Criterion | None, Any]]:
    """Go through every written answer: where, of which option, to which criterion, and what."""
    for path, entry in _options(catalogue):
        for criterion, answer in entry.answers.items():
            yield (*path, "answers", criterion), entry.id, catalogue.criteria.get(criterion), answer


@rule("one-value")
def one_value_at_a_time(catalogue: Catalogue) -> Iterator[Fault]:
    """A statement and a finding say one thing each, in one form."""
    for path, statement in catalogue.every(model.Statement):
        given = _given(statement, ANSWERS)
        if len(given) != 1:
            yield Fault(path, _how_many(given), f"write exactly one of: {', '.join(ANSWERS)}")
    for path, finding in catalogue.every(model.Measured):
        forms = VALUES if isinstance(finding, model.Finding) else VALUES[:-1]
        given = _given(finding, forms)
        if len(given) != 1:
            yield Fault(path, _how_many(given), f"write exactly one of: {', '.join(forms)}")


def _how_many(given: list[str]) -> str:
    return f"{' and '.join(given)} stand together" if given else "no value is given"


@rule("wrong-kind")
def answers_fit_their_criterion(catalogue: Catalogue) -> Iterator[Fault]:
    """An answer has the form that its criterion asks for."""
    for path, _, criterion, answer in _answers(catalogue):
        if criterion is not None and isinstance(answer, tuple):
            for index, statement in enumerate(answer):
                yield from _unfit(statement, criterion, (*path, index))
    for path, shared in catalogue.every(model.Shared):
        if shared.answers in catalogue.criteria:
            yield from _unfit(shared, catalogue.criteria[shared.answers], path)


def _unfit(statement: model.Statement, criterion: model.Criterion, path: Path) -> Iterator[Fault]:
    for given in _given(statement, ANSWERS):
        if given not in FITS[criterion.kind]:
            fitting = FITS[criterion.kind]
            message = f"'{criterion.id}' is answered by {' or '.join(fitting)}, not by {given}"
            yield Fault((*path, given), message, f"write `{fitting[0]}:`")


@rule("empty-answer")
def answers_say_something(catalogue: Catalogue) -> Iterator[Fault]:
    """An answer that is a list has at least one statement."""
    for path, _, _, answer in _answers(catalogue):
        if answer == ():
            yield Fault(
                path, "the list is empty", "write a statement, or `{unknown: not_searched}`"
            )


@rule("no-limit-of")
def limits_name_people(catalogue: Catalogue) -> Iterator[Fault]:
    """A limit names the choices that it rules out or warns of."""
    for path, statement in catalogue.every(model.Statement):
        if statement.limit and not statement.of:
            yield Fault(
                path, "the limit does not say for whom", "write `of:` with choices of the facets"
            )


@rule("no-per")
def prices_say_what_for(catalogue: Catalogue) -> Iterator[Fault]:
    """A price says what is paid for."""
    for path, statement in catalogue.every(model.Statement):
        if statement.price and not statement.per:
            yield Fault(
                (*path, "price"), "the price does not say what for", "write `per:` beside it"
            )


def filled(catalogue: Catalogue) -> dict[str, set[str]]:
    """Give the criteria that records fill for each treatment, without its written unknowns."""
    rows: dict[str, set[str]] = defaultdict(set)
    for _, option, criterion, answer in _answers(catalogue):
        if criterion and isinstance(answer, tuple) and answer:
            rows[catalogue.treatment_of[option]].add(criterion.id)
    for option, name in _answered_elsewhere(catalogue):
        if option in catalogue.treatment_of:
            rows[catalogue.treatment_of[option]].add(name)
    for _, study in catalogue.every(model.Study):
        for option in study.of:
            _fill_coverage(catalogue, rows[catalogue.treatment_of.get(option, "")], study.among)
    for treatment in catalogue.data.treatments:
        for technique in treatment.techniques:
            _fill_clearances(catalogue, rows[treatment.id], technique)
    return rows


def _answered_elsewhere(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Give what shared statements and findings are about, each option with the criterion's id."""
    for statement in catalogue.data.shared:
        for option in statement.for_:
            yield option, statement.answers
    for _, study in catalogue.every(model.Study):
        for finding in study.findings:
            for option in finding.of or study.of:
                yield option, finding.answers


def _fill_clearances(catalogue: Catalogue, rows: set[str], technique: model.Technique) -> None:
    clearances = [each for device in technique.devices for each in device.clearances]
    for clearance in clearances:
        _fill_coverage(catalogue, rows, clearance.for_ | clearance.only)
    if clearances or technique.off_label:
        rows |= {each.id for each in catalogue.data.criteria if each.kind == "clearances"}


def _fill_coverage(catalogue: Catalogue, rows: set[str], facets: Mapping[str, object]) -> None:
    rows |= {
        each.id
        for each in catalogue.data.criteria
        if each.kind == "coverage" and each.facet in facets
    }


@rule("unanswered", needs="records")
def every_criterion_is_answered(catalogue: Catalogue) -> Iterator[Fault]:
    """Every treatment answers every criterion, if only by an `unknown` with its reason."""
    rows = filled(catalogue)
    for index, treatment in enumerate(catalogue.data.treatments):
        for criterion in catalogue.data.criteria:
            if criterion.id not in rows[treatment.id] and criterion.id not in treatment.answers:
                message = f"{treatment.id} does not answer '{criterion.id}'"
                hint = (
                    f"write `{criterion.id}: {{unknown: not_searched}}` "
                    "under its answers if no record says"
                )
                yield Fault(("treatments", index, "answers"), message, hint, is_key=True)


@rule("answered-twice", needs="records")
def unknown_means_unknown(catalogue: Catalogue) -> Iterator[Fault]:
    """What records answer for a treatment is not also written as unknown or as not applying."""
    rows = filled(catalogue)
    for path, option, criterion, answer in _answers(catalogue):
        if (
            criterion
            and not isinstance(answer, tuple)
            and option in catalogue.treatments
            and criterion.id in rows[option]
        ):
            message = f"'{criterion.id}' of {option} is answered by other records too"
            yield Fault(
                path, message, "leave this line out, or look at those records again", is_key=True
            )


# --- units and things -----------------------------------------------------------------------------


def _unit_names(catalogue: Catalogue) -> dict[str, str]:
    return {
        name: unit.id
        for unit in catalogue.data.vocabulary.units
        for name in (unit.id, unit.one, unit.many)
    }


def _bases(catalogue: Catalogue) -> dict[str, str]:
    """Give for every name of a unit the smallest unit that it is reckoned in."""
    names = _unit_names(catalogue)
    equals = {
        each.id: names.get(each.equals.unit) if each.equals else None
        for each in catalogue.data.vocabulary.units
    }
    return {name: _smallest(unit, equals) for name, unit in names.items()}


def _smallest(unit: str, equals: Mapping[str, str | None]) -> str:
    for _ in equals:
        unit = equals.get(unit) or unit
    return unit


@rule("unlisted-unit")
def units_are_listed(catalogue: Catalogue) -> Iterator[Fault]:
    """An amount is in a unit of the list, and a count is of a thing of the list."""
    units = _unit_names(catalogue)
    things = {
        name
        for thing in catalogue.data.vocabulary.things
        for name in (thing.id, thing.one, thing.many)
    }
    for path, value in _measured(catalogue):
        if isinstance(value, values.Amount):
            if value.unit not in units:
                message = f"'{value.unit}' is not a unit of the list"
                yield Fault(path, message, _listed(value.unit, units))
        elif value.thing not in things:
            message = f"'{value.thing}' is not among the things that are counted"
            yield Fault(path, message, _listed(value.thing, things))


def _measured(catalogue: Catalogue) -> Iterator[tuple[Path, Any]]:
    """Go through every amount, and every count of things."""
    for path, entry in catalogue.every(Entry):
        for name, value in vars(entry).items():
            kind = type(value)
            if kind is values.Moment and value.amount:
                yield (*path, name), value.amount
            elif kind in MEASURES:
                yield (*path, name), value
            elif name == "levels" and value:
                yield from (((*path, name, level), share) for level, share in value.items())


def _listed(word: str, names: Mapping[str, str] | set[str]) -> str:
    meant = closest(word, names)
    return f"did you mean '{meant}'?" if meant else f"write one of: {', '.join(sorted(names))}"


@rule("wrong-unit")
def amounts_can_be_reckoned(catalogue: Catalogue) -> Iterator[Fault]:
    """An amount can be turned into the unit of its criterion."""
    bases = _bases(catalogue)
    for path, _, criterion, answer in _answers(catalogue):
        if criterion is None or not criterion.unit or not isinstance(answer, tuple):
            continue
        wanted = bases.get(criterion.unit)
        for index, statement in enumerate(answer):
            unit = statement.amount and bases.get(statement.amount.unit)
            if unit and wanted and unit != wanted and not statement.aside:
                message = f"{statement.amount.unit} cannot be turned into {criterion.unit}"
                yield Fault((*path, index, "amount"), message, f"write it in {criterion.unit}")


@rule("no-unit")
def amount_rows_have_a_unit(catalogue: Catalogue) -> Iterator[Fault]:
    """A criterion of amounts has a unit, and one of coverage a facet."""
    for index, criterion in enumerate(catalogue.data.criteria):
        if criterion.kind == "amount" and not criterion.unit:
            yield Fault(
                ("criteria", index),
                f"'{criterion.id}' has no unit",
                "write `unit:` with an id of the units",
            )
        if criterion.kind == "coverage" and not criterion.facet:
            yield Fault(
                ("criteria", index),
                f"'{criterion.id}' has no facet",
                "write `facet:` with an id of the facets",
            )


@rule("wrong-figure")
def figures_are_drawn_from_numbers(catalogue: Catalogue) -> Iterator[Fault]:
    """A figure is drawn from a criterion of numbers, and each part of it from only one."""
    seen: dict[str, str] = {}
    for index, criterion in enumerate(catalogue.data.criteria):
        drawn = criterion.draws
        if drawn is None:
            continue
        path: Path = ("criteria", index, "draws")
        kinds = ("amount", "money", "findings") if drawn == "range" else ("amount",)
        if criterion.kind not in kinds:
            yield Fault(
                path,
                f"'{criterion.id}' is of the kind {criterion.kind} and cannot be drawn as {drawn}",
                f"leave `draws` out, or draw a criterion of the kind {' or '.join(kinds)}",
            )
        elif drawn != "range" and drawn in seen:
            yield Fault(
                path,
                f"'{seen[drawn]}' is drawn as {drawn} already",
                "leave `draws` out of one of the two",
            )
        seen.setdefault(drawn, criterion.id)


# --- studies --------------------------------------------------------------------------------------


@rule("incomplete-finding")
def findings_say_who_judged_and_when(catalogue: Catalogue) -> Iterator[Fault]:
    """A counted result says what was measured, who judged and when, if only `not_stated`."""
    for path, finding in catalogue.every(model.Finding):
        counted = _given(finding, (*MEASURED, "arms"))
        missing = [
            name for name in ("measure", "judged_by", "at") if getattr(finding, name) is None
        ]
        if counted and missing:
            yield Fault(
                path,
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing",
                "write `not_stated` for who judged or when, if the record does not say",
            )


@rule("no-findings")
def studies_find_something(catalogue: Catalogue) -> Iterator[Fault]:
    """A study has findings, unless its results were not read."""
    for path, study in catalogue.every(model.Study):
        if study.not_read and study.findings:
            yield Fault(
                (*path, "not_read"),
                "the results were not read, yet there are findings",
                "leave `not_read` out",
            )
        if not study.not_read and not study.findings:
            yield Fault(
                path,
                "the study has no findings",
                "write `not_read: true` if its results were not read",
            )


@rule("finding-of-another")
def findings_stay_within_their_study(catalogue: Catalogue) -> Iterator[Fault]:
    """A finding is of options that its study compares."""
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            named = [("of", name) for name in finding.of] + [
                ("arms", arm.of) for arm in finding.arms if arm.of
            ]
            for place, name in named:
                if name not in study.of:
                    message = f"'{name}' is not among the options of this study"
                    yield Fault(
                        (*path, "findings", index, place),
                        message,
                        f"write one of: {', '.join(study.of)}",
                    )


@rule("repeated-finding")
def findings_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two findings of a source have the same row, measure, judge, time, place and option."""
    seen: dict[object, Path] = {}
    for path, study in catalogue.every(model.Study):
        for index, finding in enumerate(study.findings):
            key = (
                study.source,
                finding.answers,
                finding.measure,
                finding.judged_by,
                finding.at,
                finding.where,
                finding.what,
                finding.of or study.of,
                tuple(_given(finding, VALUES)),
                finding.words,
                finding.verdict,
            )
            place = (*path, "findings", index)
            if key in seen:
                message = f"the same finding stands at {catalogue.mark(seen[key])}"
                yield Fault(
                    place, message, "leave one out, or say with `where` or `what` how they differ"
                )
            seen[key] = place


# --- facts ----------------------------------------------------------------------------------------


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


NUMBERED = (
    "amount", "price", "words", "count", "share", "score", "change", "reports", "verdict", "at",
    "note", "where", "what", "ended", "doubt", "people", "says", "do", "purpose", "means", "aside",
    "thick", "starts", "ask", "because",
)  # fmt: skip


@rule("number-not-in-fact")
def numbers_stand_in_the_facts(catalogue: Catalogue) -> Iterator[Fault]:
    """Every number of a record stands in the facts that it names."""
    for path, _, facts, entry in _facts_of(catalogue):
        behind = facts
        if isinstance(entry, model.Study):
            behind += tuple(fact for finding in entry.findings for fact in finding.fact)
        behind = tuple(dict.fromkeys(behind))
        if not behind or not catalogue.facts.keys() >= set(behind):
            continue
        carried = _carried(catalogue, behind)
        for place, name, value in _figures(entry):
            for number in sorted(_numbers(value) - carried):
                message = f"{name}: the number {number:f} does not stand in {' or '.join(behind)}"
                yield Fault((*path, *place), message, _what_the_facts_say(catalogue, behind))


def _figures(entry: Entry) -> Iterator[tuple[Path, str, object]]:
    """Go through what may hold numbers in a record: where in it, under which name, and what."""
    for name in (*NUMBERED, "who"):
        if (value := vars(entry).get(name)) is not None:
            yield (name,), name, value
    for level, share in (vars(entry).get("levels") or {}).items():
        yield ("levels", level), level, share
    for index, arm in enumerate(vars(entry).get("arms", ())):
        for name in _given(arm, VALUES[:-1]):
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
    if isinstance(value, int):
        return set(evidence.numbers(str(value)))
    if isinstance(value, str):
        return set(evidence.numbers(LETTER.sub(" ", value)))
    return {number.normalize() for number in getattr(value, "numbers", ())}


def _what_the_facts_say(catalogue: Catalogue, facts: tuple[str, ...]) -> str:
    said = [f"{name} says: {_shortened(catalogue.facts[name].text)}" for name in facts]
    return "; ".join(said)


def _shortened(text: str) -> str:
    longest = 200
    text = text.replace(" ; ", "; ")
    return text if len(text) <= longest else f"{text[:longest]}…"


# --- sources, dates, words ------------------------------------------------------------------------


@rule("unused-source", needs="records")
def every_source_is_used(catalogue: Catalogue) -> Iterator[Fault]:
    """A source is there because something rests on it."""
    used = {
        name for _, refers, name, _ in _mentions(catalogue) if refers.part == "sources"
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
    """No two sources have the same DOI or PMID."""
    for name in ("DOI", "PMID"):
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
    days = (vars(entry).get("checked") for _, entry in catalogue.every(Entry))
    checked = max(day for day in (catalogue.data.decision.checked, *days) if day)
    today = values.When(checked.year, checked.month, checked.day)
    for path, entry in catalogue.every(Entry):
        for name in ("issued", "date", "dated", "searched"):
            date = vars(entry).get(name)
            if date is None:
                continue
            day = (
                date
                if isinstance(date, values.When)
                else values.When(date.year, date.month, date.day)
            )
            if (day.year, day.month or 1, day.day or 1) > (today.year, today.month, today.day):
                yield Fault(
                    (*path, name),
                    f"{day} lies after {today}, the day of the last check",
                    "look the date up, or move `checked` of the decision",
                )


@rule("misread-letters", may_be_excused=True)
def letters_are_of_one_alphabet(catalogue: Catalogue) -> Iterator[Fault]:
    """No letter passes for one of another alphabet: not in a word, a name or an address."""
    for path, _, text in catalogue.texts:
        for word in () if text.isascii() else text.split():
            if scripts := _mixed(word):
                message = f"'{word}' has letters of {' and '.join(scripts)}"
                yield Fault(path, message, "type it again, letter by letter")


def _mixed(word: str) -> list[str]:
    """Give the alphabets of a word, if one of its letters may be taken for that of another."""
    scripts = {_script(letter) for letter in word if letter.isalpha()} & ALPHABETS
    is_feigned = (
        len(scripts) == 1 and "LATIN" not in scripts and len(word) > 1 and set(word) <= LIKE_LATIN
    )
    if "://" in word:
        is_feigned = bool(scripts - {"LATIN"})
    return (
        sorted(script.capitalize() for script in scripts) if len(scripts) > 1 or is_feigned else []
    )


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@rule("dates-in-order")
def dates_are_in_order(catalogue: Catalogue) -> Iterator[Fault]:
    """What a record says is not of a later date than the record itself."""
    for path, entry in catalogue.every(model.Cited):
        source = catalogue.sources.get(entry.source)
        for name in ("date", "dated"):
            said = vars(entry).get(name)
            if source is None or source.issued is None or said is None:
                continue
            day = (
                said
                if isinstance(said, values.When)
                else values.When(said.year, said.month, said.day)
            )
            if _surely_before(source.issued, day):
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


@rule("shared-form")
def forms_mean_one_thing(catalogue: Catalogue) -> Iterator[Fault]:
    """A word leads to one term: no two have the same name or form."""
    first: dict[str, str] = {}
    for index, term in enumerate(catalogue.data.terms):
        names = [
            (("name",), term.name),
            *((("forms", n), form) for n, form in enumerate(term.forms)),
        ]
        for place, name in names:
            other = first.setdefault(name.casefold(), term.id)
            if other != term.id and place != ("name",):
                message = f"'{name}' is a form of '{other}' too"
                yield Fault(("terms", index, *place), message, "leave it to one of the two")


# --- exceptions -----------------------------------------------------------------------------------


@rule("unknown-exception")
def exceptions_are_of_rules(catalogue: Catalogue) -> Iterator[Fault]:
    """An exception is made from a rule that knows exceptions."""
    codes = {each.code for each in RULES if each.may_be_excused}
    for index, excuse in enumerate(catalogue.data.exceptions):
        if excuse.code not in codes:
            is_rule = excuse.code in {each.code for each in RULES}
            message = f"'{excuse.code}' {'knows no exceptions' if is_rule else 'is not a rule'}"
            hint = f"the rules with exceptions are {', '.join(sorted(codes))}"
            yield Fault(("exceptions", index, "code"), message, hint)


@rule("expired-exception")
def exceptions_end(catalogue: Catalogue) -> Iterator[Fault]:
    """An exception has not expired on the day on which the data was last checked."""
    for index, excuse in enumerate(catalogue.data.exceptions):
        if excuse.until < catalogue.data.decision.checked:
            message = f"the exception from '{excuse.code}' held until {excuse.until}"
            yield Fault(
                ("exceptions", index, "until"),
                message,
                "mend what it excused, or give it a new date",
            )


@rule("needless-exception", needs="records")
def exceptions_are_needed(catalogue: Catalogue) -> Iterator[Fault]:
    """An exception excuses something."""
    for index, excuse in enumerate(catalogue.data.exceptions):
        found = [each for each in RULES if each.code == excuse.code and each.may_be_excused]
        if found and not any(
            excuses(excuse, each, fault, catalogue)
            for each in found
            for fault in each.check(catalogue)
        ):
            message = f"nothing at '{excuse.at}' breaks '{excuse.code}'"
            yield Fault(("exceptions", index), message, "leave the exception out, or correct `at`")


# --- prose ----------------------------------------------------------------------------------------

PROSE = frozenset(
    "plain words note aside asks help says do means ask because purpose".split()  # noqa: SIM905
)


def _prose(catalogue: Catalogue) -> Iterator[tuple[Path, str]]:
    """Go through every text that was written for readers."""
    return ((path, text) for path, _, text in catalogue.texts if path[-1] in PROSE)


@rule("sales-talk", may_be_excused=True)
def nothing_is_sold(catalogue: Catalogue) -> Iterator[Fault]:
    """No text for readers uses a word that sells."""
    words = {_spelled(word): word for word in catalogue.data.vocabulary.sales_talk}
    for path, text in _prose(catalogue):
        spelled = _spelled(text)
        for word, written in words.items():
            if word in spelled and f" {word} " in f" {spelled} ":
                yield Fault(path, f"'{written}' sells", "say what was counted, or leave it out")


def _spelled(text: str) -> str:
    """Leave only the words of a text, in small letters."""
    return " ".join(NO_WORD.sub(" ", text.casefold()).split())


@rule("long-sentence", level="warning")
def sentences_are_short(catalogue: Catalogue) -> Iterator[Fault]:
    """A sentence has 25 words at most."""
    for path, text in _prose(catalogue):
        for sentence in text.replace("?", ".").replace("!", ".").replace(";", ".").split(". "):
            length = len(sentence.split())
            if length > MAX_WORDS:
                yield Fault(
                    path,
                    f"a sentence of {length} words: “{sentence[:50]}…”",
                    "make two sentences of it",
                )


@rule("too-much-of-one-name")
def names_differ(catalogue: Catalogue) -> Iterator[Fault]:
    """No two options, and no two criteria, have the same name."""
    options = [(path, option.name) for path, option in _options(catalogue)]
    criteria = [(path, criterion.name) for path, criterion in catalogue.every(model.Criterion)]
    terms = [(path, term.name) for path, term in catalogue.every(model.Term)]
    for named in (options, criteria, terms):
        counted = Counter(name.casefold() for _, name in named)
        for path, name in named:
            if counted[name.casefold()] > 1:
                message = f"'{name}' is the name of another too"
                yield Fault((*path, "name"), message, "give each its own name")


@rule("empty-list")
def there_is_something_to_compare(catalogue: Catalogue) -> Iterator[Fault]:
    """There are treatments, criteria and groups, and no group is empty."""
    used = {criterion.group for criterion in catalogue.data.criteria}
    for index, group in enumerate(catalogue.data.groups):
        if group.id not in used and "records" in catalogue.has:
            yield Fault(
                ("groups", index),
                f"no criterion stands in the group '{group.id}'",
                "leave the group out",
            )
    for part in ("treatments", "criteria", "groups"):
        if not getattr(catalogue.data, part) and "records" in catalogue.has:
            yield Fault((part,), f"'{part}' is empty", "add the first record")
