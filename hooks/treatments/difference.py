"""What a change of the data means for a reader.

Two states of a site are compared as they are read, not as they are written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from treatments import model, values
from treatments.check import check
from treatments.problems import Invalid
from treatments.view import Site
from treatments.wording import Wording, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from treatments.catalogue import Catalogue
    from treatments.columns import Cell, Figure, Option, Said
    from treatments.words import Words

ANSWERS = "Answers"
NOTHING = "Nothing changes for a reader."
UNREADABLE = "What changes cannot be said"
WORDS = "Words of the interface"
SHOWN = 3
ALIKE = 0.6  # from here on, one of a list is taken for another that was changed
HAS_WORDS = re.compile(rb"^words:", re.MULTILINE)
MARKED = re.compile(r"([\\`*_\[\]()#|~!])")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a reader will find otherwise: its heading, a line, and what belongs to it."""

    topic: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A thing as readers meet it.

    `says` has texts by their labels, the main one without a label; `lists` has lists by what one
    item is called; `formerly` the keys that it had before.
    """

    name: str
    says: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    formerly: Sequence[str] = ()


Contents = tuple[Mapping[str, bytes], ...]


def between(before: Contents, after: Contents, base: str) -> list[Change]:
    """Compare two states of the files: data, evidence and pages; where one is broken, say so."""
    earlier, faults = _read(before)
    if faults:  # a program that has learnt a new word cannot read data without it
        earlier, _ = _read((_with_words(before[0], after[0]), *before[1:]))
        faults = () if earlier else faults
    later, more = _read(after)
    if faults:
        return [Change(UNREADABLE, f"The data at {base} cannot be read by this program.", faults)]
    if more:
        return [Change(UNREADABLE, "The data as it is now has mistakes; see make check.", more)]
    if earlier is None or later is None:
        return []
    # The words of now on both sides: a word that changed is told once.
    wording = Wording(later.data.words, earlier.data.vocabulary)
    sites = Site(earlier, wording), Site(later, Wording(later.data.words, later.data.vocabulary))
    words = _compare(WORDS, dict(_words(earlier.data.words)), dict(_words(later.data.words)))
    return [*changes(*sites, before[-1], after[-1]), *words]


def _read(contents: Contents) -> tuple[Catalogue | None, tuple[str, ...]]:
    try:
        catalogue, _ = check(*contents)
    except Invalid as invalid:
        shown = [" ".join(str(each).split()) for each in invalid.problems[:SHOWN]]
        more = len(invalid.problems) - len(shown)
        return None, (*shown, *([f"and {more} more"] if more else []))
    return catalogue, ()


def _with_words(data: Mapping[str, bytes], others: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Put the words of the interface of other data in the place of those of the data."""
    without = {name: text for name, text in data.items() if not HAS_WORDS.search(text)}
    return without | {name: text for name, text in others.items() if HAS_WORDS.search(text)}


def changes(
    before: Site,
    after: Site,
    pages_before: Mapping[str, bytes],
    pages_after: Mapping[str, bytes],
) -> list[Change]:
    """Give everything that changes, in the order of the site."""
    earlier = dict(_topics(before, pages_before))
    return [
        change
        for topic, spoken in _topics(after, pages_after)
        for change in _compare(topic, earlier[topic], spoken)
    ]


def _topics(site: Site, pages: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, Spoken]]]:
    """Go through the parts of a site: the things in each, by their ids."""
    data = site.data
    yield "The site", {"": _decision(site)}
    yield "Questions of the comparison", {each.id: _criterion(each) for each in data.criteria}
    yield "What readers can say of themselves", {each.id: _facet(each) for each in data.facets}
    yield "Options", dict(_options(site))
    yield ANSWERS, dict(_answers(site))
    yield "Safety notices", {each.id: _notice(site, each) for each in data.notices}
    yield (
        "When to seek help",
        {each.id: Spoken(each.words, {"what to do": each.do}) for each in data.signs},
    )
    yield (
        "Where to report harm",
        {each.place: Spoken(each.place, {"how": each.words}) for each in data.reporting},
    )
    yield "Questions to ask", {each.id: _question(site, each) for each in data.questions}
    yield "Boxes of the sheet", {each.name: Spoken(each.name, {}) for each in data.matters}
    yield "Glossary", {each.id: _term(each) for each in data.terms}
    yield "Sources", {each.id: _source(site, each) for each in data.sources}
    yield "How certainty is worked out", {"": Spoken("", {}, {"step": site.rule_steps()})}
    yield "Pages written by hand", {name: _page(name, text) for name, text in pages.items()}


# --- things as readers meet them --------------------------------------------------------------


def _decision(site: Site) -> Spoken:
    decision = site.data.decision
    check = site.check()
    says = {
        "the decision": decision.asks,
        "what is compared": decision.about,
        "in short": decision.plain,
        "side by side": ", ".join(option.name for option in site.featured),
        "written by": decision.made_by,
        "paid for by": decision.paid_by,
        "reporting a mistake": decision.mistakes,
        "advice": decision.advice,
        "last checked": site.wording.day(check.day),
        "next check due": site.wording.day(check.due),
    }
    pairs = [site.pair_title(pair) for pair in site.pairs]
    return Spoken("", says, {"page of a pair": pairs})


def _criterion(criterion: model.Criterion) -> Spoken:
    says = {"the question": criterion.asks, "its help": criterion.help or ""}
    return Spoken(criterion.name, says, formerly=criterion.formerly)


def _facet(facet: model.Facet) -> Spoken:
    choices = [sentence([each.name, each.plain or ""]) for each in facet.choices]
    return Spoken(facet.name, {"the question": facet.asks}, {"choice": choices})


def _options(site: Site) -> Iterator[tuple[str, Spoken]]:
    """Say what an option is: all but its answers."""
    for option in site.options.values():
        record = site.record(option)
        says = {"what it is": option.plain}
        lists: dict[str, Sequence[str]] = {}
        if isinstance(record, model.Treatment):
            check = site.check(option)
            if check != site.check():
                says["last checked"] = site.wording.day(check.day)
            lists["how it works"] = [each.text for each in site.how(option)]
            lists["step"] = [
                sentence([phase, step.technique, step.text])
                for phase, steps in site.visit(option)
                for step in steps
            ]
        else:
            lists["device"] = [_device(device) for device in record.devices]
            lists["clearance"] = [
                site.cleared(option, device, each).text
                for device in record.devices
                for each in device.clearances
            ]
            lists["use off label"] = [each.words for each in record.off_label]
        yield option.id, Spoken(option.name, says, lists, record.formerly)


def _device(device: model.Device) -> str:
    return sentence([device.name, device.maker or "", *device.other_names])


def _answers(site: Site) -> Iterator[tuple[str, Spoken]]:
    """Say each answer of each option; techniques' results are said with those of the treatment."""
    for treatment in site.data.treatments:
        options = [site.options[treatment.id], *site.techniques(site.options[treatment.id])]
        for option in options:
            for criterion in site.data.criteria:
                yield f"{option.id} {criterion.id}", _answer(site, option, criterion)


def _answer(site: Site, option: Option, criterion: model.Criterion) -> Spoken:
    cell = site.cells.cell(criterion, option.id)
    says = {"": _gist(cell) if cell.is_known or not option.is_technique else ""}
    if cell.certainty:
        says["how sure"] = site.wording.words[f"certainty_{cell.certainty.level}"]
    lists: dict[str, Sequence[str]] = {}
    if not option.is_technique:
        lists["result"] = [_result(each, option) for each in cell.figures]
        lists["record's word"] = [_said(each, option) for each in cell.said]
    keys = (option.id, *site.record(option).formerly), (criterion.id, *criterion.formerly)
    formerly = [f"{one} {other}" for one in keys[0] for other in keys[1]][1:]
    return Spoken(f"{option.name}, {_small(criterion.name)}", says, lists, formerly)


def _gist(cell: Cell) -> str:
    """Say an answer in a line: one counted figure in full, else what stands in the cell."""
    if cell.state == "unknown":
        return "not known"
    if not cell.is_known:
        return f"does not apply ({cell.reason.rstrip('.')})"
    counted = [each for each in cell.figures if each.percent]
    if len(cell.figures) == len(counted) == 1 and not cell.said:
        return _counted(counted[0])
    lines = [f"{line.lead}: {line.text}" if line.lead else line.text for line in cell.lines]
    about = [f"of {cell.about}"] if cell.about else []
    return "; ".join(part.rstrip(".") for part in (cell.verdict, *about, *lines) if part)


def _counted(figure: Figure) -> str:
    """Say a counted figure as its source reports it."""
    value = figure.value
    if not isinstance(value, values.Share) or value.percent.low is None:
        return figure.exact
    percent = str(value.percent.low)
    if not value.percent.is_single:
        percent += f" to {value.percent.high}"
    hedge = f"{value.percent.hedge} " if value.percent.hedge else ""
    of = f"{value.of:,} {value.thing}" if value.of else f"how many {value.thing} is not stated"
    is_of_things = figure.people and not figure.are_people  # such as sessions
    among = f" in {figure.people:,} people" if is_of_things else ""
    return f"{hedge}{percent} of 100 {value.thing} ({of}{among}, percent as reported)"


def _result(figure: Figure, option: Option) -> str:
    counted = _counted(figure) if figure.percent else figure.exact or figure.sentence
    parts = [
        figure.option.name if figure.option != option else "",
        f"{counted} {figure.measure.those or figure.measure.name}" if figure.measure else counted,
        figure.what,
        figure.where,
        figure.at,
        figure.judge_name,
        figure.who,
        figure.design,
        *figure.notes,
    ]
    return sentence([part.rstrip(".") for part in parts])


def _said(said: Said, option: Option) -> str:
    technique = said.option.name if said.option != option else ""
    kind = ", ".join([said.kind, *(note.rstrip(".") for note in said.notes)])
    return f"{sentence([technique, said.text.rstrip('.')])} ({kind})"


def _notice(site: Site, notice: model.Notice) -> Spoken:
    says = {"about": site.names(notice), "what is wrong": notice.says, "what to do": notice.do}
    return Spoken(f"{notice.by}, {site.wording.day(notice.date)}", says)


def _question(site: Site, question: model.Question) -> Spoken:
    about = site.option_names(question.for_)
    return Spoken(question.ask, {"why": question.because, "about": about})


def _term(term: model.Term) -> Spoken:
    return Spoken(term.name, {"what it means": term.means}, formerly=term.formerly)


def _source(site: Site, source: model.Source) -> Spoken:
    shown = site.reference(source.id)
    says = {"by": shown.by, "shown in": shown.shown_in, "kind": shown.kind, "address": shown.url}
    return Spoken(shown.title, says, {"note": shown.notes})


def _words(words: Words) -> Iterator[tuple[str, Spoken]]:
    for name, value in words:
        text = value if isinstance(value, str) else ", ".join(value)
        yield name, Spoken(name, {"": text})


def _page(name: str, content: bytes) -> Spoken:
    text = content.decode("utf-8", "replace")
    paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip()]
    return Spoken(name, {}, {"paragraph": paragraphs})


def _small(name: str) -> str:
    """Begin with a small letter, unless the word is written in capitals."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


# --- what differs -----------------------------------------------------------------------------


def _compare(
    topic: str, before: Mapping[str, Spoken], after: Mapping[str, Spoken]
) -> Iterator[Change]:
    """Compare the things of a part, in its order; what has gone comes last."""
    known: set[str] = set()
    for name, each in after.items():
        old = next((key for key in (name, *each.formerly) if key in before), None)
        if old is not None:
            known.add(old)
            yield from _changed(topic, before[old], each)
        elif topic != ANSWERS:
            yield Change(topic, f"{each.name}: new", tuple(_all(each)))
        elif each.says[""]:
            yield Change(topic, f"{each.name}: {each.says['']} (new)")
    for name, each in before.items():
        # An answer goes with its option or its question, and that is said of these.
        if name not in known and topic != ANSWERS:
            yield Change(topic, f"{each.name}: gone")


def _all(spoken: Spoken) -> Iterator[str]:
    for label, text in spoken.says.items():
        if text:
            yield f"{label}: {text}" if label else text
    for label, items in spoken.lists.items():
        yield from (f"{label}: {item}" for item in items)


def _changed(topic: str, before: Spoken, after: Spoken) -> Iterator[Change]:
    """Say what is otherwise of one thing: a line for its answer, or else for all of it."""
    details: list[str] = []
    if before.name != after.name and topic != ANSWERS:
        details.append(f"its name: {before.name} → {after.name}")
    for label in dict.fromkeys([*after.says, *before.says]):
        was, now = before.says.get(label, ""), after.says.get(label, "")
        if label and was != now:
            details.append(f"{label}: {was or 'nothing'} → {now or 'nothing'}")
    for label, items in after.lists.items():
        details += _list_changed(label, before.lists.get(label, ()), items)
    main = (before.says.get("", ""), after.says.get("", ""))
    if main[0] != main[1]:
        old, new = (each or "not known" for each in main)
        yield Change(topic, f"{after.name}: {old} → {new}", tuple(details))
    elif len(details) == 1 and after.name:
        yield Change(topic, f"{after.name}, {details[0]}")
    elif details and after.name:
        yield Change(topic, f"{after.name}: changed", tuple(details))
    else:
        yield from (Change(topic, detail) for detail in details)


def _list_changed(label: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Say which items came, went or changed; two that are much alike are one that changed."""
    gone = [item for item in before if item not in after]
    for item in after:
        if item in before:
            continue
        old = difflib.get_close_matches(item, gone, n=1, cutoff=ALIKE)
        if old:
            gone.remove(old[0])
            yield f"{label} changed: {old[0]} → {item}"
        else:
            yield f"new {label}: {item}"
    yield from (f"{label} gone: {item}" for item in gone)


# --- telling it -------------------------------------------------------------------------------


def text(found: Iterable[Change]) -> str:
    """Tell the changes on a terminal."""
    return _told(found, lambda topic: f"\n{topic}", "  ", lambda words: words).strip()


def markdown(found: Iterable[Change]) -> str:
    """Tell the changes as Markdown; nothing in the data can become markup."""
    return _told(found, lambda topic: f"\n### {topic}\n", "- ", _escaped).strip()


def _told(
    found: Iterable[Change],
    heading: Callable[[str], str],
    bullet: str,
    write: Callable[[str], str],
) -> str:
    lines: list[str] = []
    topic = ""
    for change in found:
        if change.topic != topic:
            topic = change.topic
            lines.append(heading(topic))
        lines.append(f"{bullet}{write(change.text)}")
        lines += [f"  {bullet}{write(detail)}" for detail in change.details]
    return "\n".join(lines) or NOTHING


def _escaped(words: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    plain = " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;")
    return MARKED.sub(r"\\\1", plain).replace("@", "&#64;")  # which would call somebody
