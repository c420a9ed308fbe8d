"""The records that people write: each field's form, meaning and example, described nowhere else.

A field's type says how its text is understood (see `fields`). What must hold between fields and
between records is in `rules`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from treatments.fields import (
    Address,
    Amount,
    AnyRef,
    Change,
    ChoiceRef,
    Colour,
    Count,
    CriterionRef,
    Day,
    DesignRef,
    Entry,
    FacetRef,
    Facets,
    FactRef,
    GroupRef,
    JudgeRef,
    Key,
    KindRef,
    LimitRef,
    Many,
    MeasureRef,
    Moment,
    Money,
    Months,
    Name,
    OneOrMore,
    OptionRef,
    People,
    PhaseRef,
    PriceRef,
    Reports,
    SaidRef,
    Score,
    Share,
    Slug,
    SourceId,
    SourceRef,
    Text,
    Truth,
    UnitRef,
    When,
    Whole,
)
from treatments.words import Words


class Addressed(Entry):
    """A record with an address of its own on the site."""

    id: Slug = Field(description="Short name used in addresses. Never changes once published.")
    formerly: OneOrMore[Slug] = Field(
        (), description="Earlier ids; their addresses lead on to this one."
    )


class Drafted(Entry):
    """A record that can be written before readers see it."""

    draft: Truth = Field(False, description="`true` keeps it off the site until it is ready.")


class Cited(Entry):
    """Something that a record says, and where."""

    source: SourceRef = Field(
        description="The id of the record that says so, as listed under `sources`."
    )
    fact: OneOrMore[FactRef] = Field(
        (), description="The facts of the evidence that carry the numbers and the wording."
    )


# --- criteria.yml: the question, the rows, and the lists that other files choose from -------------


class Choice(Entry):
    """One thing that can be chosen from a list."""

    id: Key = Field(description="Short name by which other records name it.")
    name: Text = Field(description="What readers see.")
    short: Text | None = Field(None, description="A shorter name, for tight places.")
    plain: Text | None = Field(
        None, description="What it means, where the name alone does not say it."
    )
    also: Many[Text] = Field((), description="Other words that people type for it.")


class Facet(Entry):
    """Something a person can say of herself, and of the people in a study."""

    id: Slug = Field(description="Short name by which other records name it.")
    asks: Text = Field(description="The question put to the reader.")
    name: Text = Field(description="A short label.")
    ordered: Truth = Field(
        False, description="Whether the choices have an order, such as from light to dark."
    )
    several: Truth = Field(
        False, description="Whether a person can say several of the choices of herself at once."
    )
    choices: Many[Choice] = Field(description="What can be chosen, in order.")


class Group(Addressed):
    """Rows that belong together."""

    name: Text = Field(description="What readers see above its rows.")
    asks: Text = Field(description="What the rows of the group tell, in a sentence.")


class Measure(Entry):
    """What a study counted or scored, and how to say it."""

    id: Slug = Field(description="Short name by which other records name it.")
    family: Slug = Field(description="Only measures of one family stand in one line.")
    name: Text = Field(description="A short label, such as `looked better`.")
    those: Text | None = Field(None, description="How to say it of those counted: `looked better`.")
    others: Text | None = Field(
        None, description="How to say it of all others, where that is known: `did not`."
    )
    what: Text | None = Field(None, description="What a score or a change is of: `pain`.")
    of: Text | None = Field(
        None, description="What the scale's ends mean: `0 is none, 10 the worst`."
    )
    lower: Literal["better", "worse"] | None = Field(
        None, description="Whether a lower score is better."
    )
    grave: Truth = Field(
        False, description="`true` if a cell names it whatever else was counted, such as a death."
    )


Kind = Literal["findings", "amount", "money", "words", "limits", "coverage", "clearances"]
Draws = Literal["depth", "range", "visits", "apart", "first", "lasting"]
Combine = Literal["span", "by_technique", "union", "most_counted"]


class Verdicts(Entry):
    """The verb of a result: what is said of it at each degree of certainty."""

    high: Text = Field(examples=["It helps"], description="Said where we are sure.")
    moderate: Text = Field(examples=["It probably helps"], description='Said with "probably".')
    low: Text = Field(examples=["It may help"], description='Said with "may".')
    very_low: Text = Field(
        examples=["We do not know if it helps"], description='Said with "we do not know if".'
    )


class Criterion(Drafted, Addressed):
    """A question that people ask; one row of every comparison."""

    group: GroupRef = Field(description="The id of the group it stands in.")
    name: Text = Field(description="A short label, for tight places.", examples=["Days off"])
    asks: Text = Field(description="The question, as a person would ask it.")
    help: Text | None = Field(None, description="What the row means, in a sentence or two.")
    searched_as: Many[Text] = Field((), description="What people type when they look for this.")
    kind: Kind = Field(description="The type of the row's answers.")
    unit: UnitRef | None = Field(None, description="For amounts: the unit the row is shown in.")
    facet: FacetRef | None = Field(
        None, description="For coverage: the facet whose choices are covered or not."
    )
    combine: Combine = Field(
        "by_technique", description="How the answers of several techniques become one cell."
    )
    evidence: Literal["outcome", "practice", "rule"] = Field(
        description="`outcome` shows how sure, `practice` the kind of record, "
        "`rule` the regulator and the date."
    )
    side: Literal["benefit", "harm", "neither"] = Field(
        "neither", description="Whether the row is a good or a bad thing."
    )
    leads: Many[Slug] = Field(
        (), description="For findings: the families of measures that are shown first, if counted."
    )
    verdicts: Verdicts | None = Field(
        None, description="How its results are said, by how sure they are."
    )
    near: Moment | None = Field(
        None, description="The time after treatment at which studies are best compared."
    )
    touched_by: Many[FacetRef] = Field(
        (),
        description="The facets that bring the row to the top when a reader says something of "
        "them; that of a coverage row does so by itself.",
    )
    most: Text | None = Field(
        None,
        description="For amounts and money: what a reader may set a limit to, in a few words.",
        examples=["Days until I can go out"],
    )
    draws: Draws | None = Field(
        None,
        description="The figure it is drawn in: `depth`; `range`; or a part of the weeks of a "
        "course, which are `visits`, `apart`, `first` (the first result) and `lasting`.",
        examples=["range"],
    )
    holds: Months | None = Field(
        None, description="After how many months an answer must be checked again."
    )


class Decision(Entry):
    """What the whole site helps to decide."""

    asks: Text = Field(description="The decision, as a question.")
    about: Text = Field(description="What is compared, in a few words.")
    plain: Text = Field(description="The site in two sentences.")
    concern: Facets = Field(
        description="Whom the decision is for; studies of others count for less."
    )
    featured: Many[OptionRef] = Field(
        description="The options side by side on the comparison, five at most, in order."
    )
    pairs: Many[Many[OptionRef]] = Field(
        (), description="Two options each (treatments or techniques): a page for every pair."
    )
    brief: Many[CriterionRef] = Field(
        description="The criteria of the shortest comparison, on the home page."
    )
    card: Many[CriterionRef] = Field(
        description="The criteria whose answers stand on an option's card, three at most."
    )
    made_by: Text = Field(description="Who wrote it, and who has reviewed it, if anyone.")
    paid_by: Text = Field(description="Who paid for it.")
    mistakes: Text = Field(description="How to report a mistake.")
    mistakes_at: Text | None = Field(
        None, description="The page or address where a mistake is reported."
    )
    advice: Text = Field(description="What the site cannot do for its reader.")
    checked: Day = Field(description="The day the data was last checked as a whole.")
    holds: Months = Field(description="After how many months an answer must be checked again.")


class Unit(Entry):
    """A unit of amounts."""

    id: Slug = Field(description="Short name by which other records name it.")
    one: Text = Field(description="Its name for one of it.")
    many: Text = Field(description="Its name for more.")
    short: Text | None = Field(None, description="A sign for figures.")
    equals: Amount | None = Field(
        None, description="The same in a smaller unit: `7 days` for weeks."
    )


class Thing(Entry):
    """Something that studies count."""

    id: Slug = Field(description="Short name by which other records name it.")
    one: Text = Field(description="Its name for one of it.")
    many: Text = Field(description="Its name for more.")
    people: Truth = Field(
        False, description="Whether these are people; only people are drawn as people."
    )
    told: Truth = Field(
        False,
        description="Whether they were only told of, such as reports: a share of them is no rate.",
    )


class Judge(Entry):
    """Who judged a result."""

    id: Name = Field(description="Short name by which other records name it.")
    name: Text = Field(description="What readers see.")
    view: Text = Field(description="How a line of this judge's figures begins: `Their own view`.")
    themselves: Truth = Field(False, description="Whether these are the people who were treated.")
    knew: Truth = Field(description="Whether they knew, or may have known, who had been treated.")


class Design(Entry):
    """How a study was made."""

    id: Name = Field(description="Short name by which other records name it.")
    name: Text = Field(description="What readers see.")
    plain: Text = Field(description="What that means, in a sentence.")
    starts: Literal["high", "low", "very_low"] = Field(
        description="How sure its results are before anything counts against them."
    )


class RecordKind(Entry):
    """The kind of record that was read."""

    id: Name = Field(description="Short name by which other records name it.")
    name: Text = Field(description="What readers see.")
    weak: Truth = Field(
        False,
        description="Whether it is weak: the word of somebody who sells the treatment, or of a "
        "website for consumers.",
    )
    warns: Truth = Field(False, description="Whether its word on a harm is shown before others'.")


class PriceKind(Choice):
    """What a price is for."""

    vague: Truth = Field(
        False, description="Whether that is not stated; such prices are not drawn on one scale."
    )


class Vocabulary(Entry):
    """The lists that all records choose from."""

    units: Many[Unit] = Field(description="The units of amounts.")
    things: Many[Thing] = Field(description="What studies count.")
    judges: Many[Judge] = Field(description="Who judges results.")
    designs: Many[Design] = Field(description="How studies are made.")
    kinds: Many[RecordKind] = Field(description="The kinds of record that are read.")
    limits: Many[Choice] = Field(
        description="Who set a limit: a maker, a trial, a list, a caution."
    )
    prices: Many[PriceKind] = Field(description="What a price is for: a visit, an operation.")
    phases: Many[Choice] = Field(description="The parts of a visit, in order.")
    sales_talk: Many[Text] = Field(
        (), description="Words that sell, and never stand in a text for readers."
    )


class Certainty(Entry):
    """What makes us less sure of a result; each is one step down, or as many as it says."""

    few_people: Whole = Field(description="Under this many people: one step down.")
    very_few_people: Whole = Field(description="Under this many people: two steps down.")
    spread: Whole = Field(
        description="Figures of one kind of judge further apart than this many of 100: "
        "one step down."
    )


class Layer(Cited):
    """A layer of what is treated, for the drawing of depths, from the top."""

    id: Slug = Field(description="Short name by which other records name it.")
    name: Text = Field(description="What readers see.")
    short: Text | None = Field(
        None, max_length=16, description="A shorter name, for its label in the drawing."
    )
    plain: Text = Field(description="What it is, in a sentence.")
    among: Facets = Field(
        default_factory=dict, description="Whose layer it is: choices of the facets."
    )
    thick: Amount | None = Field(None, description="How thick it is.")
    starts: Amount | None = Field(
        None, description="How deep its top lies, where that was measured instead."
    )
    note: Text | None = Field(None, description="What a reader must know with it.")


# --- treatments.yml: who is compared, and what single records say ---------------------------------


class Statement(Cited):
    """What one record says in answer to a question."""

    amount: Amount | None = Field(
        None, examples=["30 to 45 minutes"], description="So much of a unit."
    )
    price: Money | None = Field(
        None, examples=["4000 to 6000 USD"], description="A sum or a range of sums in one currency."
    )
    words: Text | None = Field(None, description="What it says, in our words.")
    limit: LimitRef | None = Field(None, description="Who set the limit: an id of `limits`.")
    of: OneOrMore[ChoiceRef] = Field(
        (), description="For limits: the choices of the facets that it rules out or warns of."
    )
    among: Facets = Field(
        default_factory=dict, description="Whom it is about: choices of the facets."
    )
    per: PriceRef | None = Field(
        None, description="For prices: what is paid for, an id of `prices`."
    )
    place: Text | None = Field(None, description="Where it holds: a country or a town.")
    dated: When | None = Field(None, description="When it was so, for prices and rules.")
    people: Text | None = Field(None, description="Of whom it is said.")
    note: Text | None = Field(None, description="What a reader must know with it.")
    aside: Text | None = Field(None, description="Why it is shown but kept out of the range.")
    via: SourceRef | None = Field(
        None, description="The record in which it was read, if not at its source."
    )
    checked: Day | None = Field(
        None, description="The day it was last checked, if later than the site's."
    )


class Shared(Statement):
    """What one record says of several options at once."""

    answers: CriterionRef = Field(description="The criterion that it answers.")
    for_: OneOrMore[OptionRef] = Field(alias="for", description="The options that it is about.")


class Unknown(Entry):
    """Nobody has told us, and this is why we think so."""

    unknown: Literal["not_searched", "not_read", "no_study", "not_reported"] = Field(
        description="Why there is no answer."
    )
    source: SourceRef | None = Field(
        None, description="The record that says nobody knows, or that we could not read."
    )
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")
    searched: Day | None = Field(None, description="The day on which a search found nothing.")
    note: Text | None = Field(None, description="What a reader may want to know about the gap.")


class DoesNotApply(Entry):
    """The question has no meaning for this option, and why."""

    does_not_apply: Text = Field(description="Why the question has no meaning here, in a sentence.")


def _answer_kind(value: object) -> str:
    if isinstance(value, list):
        return "<statements>"
    keys = value.keys() if isinstance(value, Mapping) else set()
    if "unknown" not in keys and keys & {"amount", "price", "words", "limit"}:
        return "<statements>"  # without its dash
    return "<does_not_apply>" if "does_not_apply" in keys else "<unknown>"


Answer = Annotated[
    Annotated[Many[Statement], Tag("<statements>")]
    | Annotated[Unknown, Tag("<unknown>")]
    | Annotated[DoesNotApply, Tag("<does_not_apply>")],
    Discriminator(_answer_kind),
]
Answers = Annotated[
    dict[CriterionRef, Answer],
    Field(
        default_factory=dict,
        description="By criterion, what single records say: a list of statements, "
        "`{unknown: not_searched}` or `{does_not_apply: why}`.",
    ),
]


class Clearance(Cited):
    """A regulator's permission to sell a device for a purpose."""

    by: Text = Field(description="The regulator.", examples=["Safety Board"])
    status: Literal["cleared", "approved"] = Field(
        description="What the regulator calls it; a cleared device is not approved."
    )
    number: Text | None = Field(None, description="The number of the decision.")
    date: When = Field(description="The day of the decision, as far as it was shown.")
    purpose: Text = Field(description="What for, in our words.")
    for_: Facets = Field(
        default_factory=dict, alias="for", description="The areas and concerns it covers."
    )
    only: Facets = Field(default_factory=dict, description="The people it is limited to.")


class OffLabel(Cited):
    """A use for which no device is cleared."""

    for_: Facets = Field(alias="for")
    words: Text = Field(description="What is done without a clearance, in our words.")


class Device(Entry):
    """A machine or a product by its brand name."""

    name: Text = Field(description="The brand name.")
    maker: Text | None = Field(None, description="Who makes it.")
    other_names: Many[Text] = Field((), description="Other names it is sold under.")
    clearances: Many[Clearance] = Field((), description="What regulators allow it for.")


class Use(Entry):
    """Something that a technique takes and that a person may not want, such as a tool."""

    takes: ChoiceRef = Field(description="A choice of the facet of what she accepts.")
    source: SourceRef | None = Field(
        None, description="The record that says so; without one, the site says that it says so."
    )
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")


class Technique(Drafted, Addressed):
    """One way of giving a treatment."""

    name: Text = Field(description="What it does, not a brand.")
    short: Text | None = Field(None, description="A shorter name, for tight places.")
    plain: Text = Field(description="What it is, in a sentence.")
    searched_as: Many[Text] = Field((), description="What people type when they look for this.")
    uses: OneOrMore[Use] = Field((), description="What it takes that a person may not want.")
    devices: Many[Device] = Field((), description="Its machines and products.")
    off_label: Many[OffLabel] = Field((), description="Uses without a clearance.")
    answers: Answers


class View(Cited):
    """What one source says on a point where sources disagree."""

    words: Text = Field(description="What it says, in our words.")


class Step(Entry):
    """Something that happens, or that you do, before, during or after."""

    phase: PhaseRef = Field(description="An id of `phases`.")
    words: Text | None = Field(None, description="The step, said to `you`.")
    source: SourceRef | None = Field(None, description="The record that says so.")
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")
    technique: OptionRef | None = Field(None, description="The technique it is about, if only one.")
    disagree: Text | None = Field(
        None, description="The point on which sources disagree, as a question."
    )
    views: Many[View] = Field((), description="What each source says of it.")


class Treatment(Drafted, Addressed):
    """One option being compared."""

    name: Text = Field(description="What people call it.")
    short: Text | None = Field(None, description="A shorter name, for tight places.")
    plain: Text = Field(description="What it is, in a sentence.")
    searched_as: Many[Text] = Field((), description="What people type when they look for this.")
    alternative: Truth = Field(
        False, description="Whether it is there so that the comparison is fair."
    )
    shape: Literal["triangle", "square", "disc", "ring", "diamond"] = Field(
        description="Its shape in every figure."
    )
    colour: Colour = Field(description="Its colour on light paper.")
    colour_dark: Colour = Field(description="Its colour on dark paper.")
    how: Many[Statement] = Field(description="How it works, in the words of records.")
    steps: Many[Step] = Field((), description="What happens, and what you do, in order.")
    techniques: Many[Technique] = Field((), description="The ways of giving it.")
    answers: Answers
    checked: Day | None = Field(
        None, description="The day it was last checked, if later than the site's."
    )


class Notice(Cited):
    """A regulator's safety alert."""

    id: Slug = Field(description="Short name by which other records name it.")
    names: OneOrMore[OptionRef] = Field(description="The techniques or treatments that it names.")
    by: Text = Field(description="The regulator.")
    date: Day = Field(description="The day of the notice.")
    searched_as: Many[Text] = Field((), description="What people type when they look for this.")
    harm: Truth = Field(
        False,
        description="Whether it tells of harm that was done; such a notice stands before one "
        "about rules.",
    )
    says: Text = Field(description="What is wrong, in a sentence.")
    do: Text = Field(description="What to do about it, in a sentence.")


class Sign(Cited):
    """A sign on which to seek help."""

    id: Slug = Field(description="Short name by which other records name it.")
    words: Text = Field(description="What you notice.")
    do: Text = Field(description="What to do about it.")
    urgent: Literal["at_once", "same_day", "soon"] = Field(description="How soon help is needed.")
    for_: OneOrMore[OptionRef] = Field(
        (), alias="for", description="The options it follows; all if none are named."
    )


class Report(Cited):
    """Where a harm can be reported."""

    place: Text = Field(description="The country or the region.")
    words: Text = Field(description="Whom to tell, and how.")
    URL: Address | None = Field(None, description="The address where it is done.")


# --- findings.yml: what studies counted -----------------------------------------------------------


class Measured(Entry):
    """A result, in the one form in which its source reports it."""

    count: Count | None = Field(
        None,
        examples=["51 of 70 people"],
        description="So many of so many, where the record gives both whole numbers.",
    )
    share: Share | None = Field(
        None,
        examples=["89% (81 to 94) of 411 people"],
        description="A percentage as reported, of how many of what.",
    )
    score: Score | None = Field(
        None,
        examples=["4.85 (4.35 to 5.35) of 10"],
        description="A mark on a scale, and where the scale ends.",
    )
    change: Change | None = Field(
        None, examples=["17.3% less"], description="How far a score moved; never how many people."
    )
    amount: Amount | None = Field(None, examples=["3.5 days"], description="So much of a unit.")
    levels: dict[Text, Share] | None = Field(
        None,
        examples=[{"slight": "28% of 60 people"}],
        description="A share for each step of a scale.",
    )
    reports: Reports | None = Field(
        None, examples=["5 people"], description="How many told of it, of nobody knows how many."
    )
    words: Text | None = Field(None, description="A study's own judgement without a number.")
    verdict: Text | None = Field(None, description="A review's own judgement.")


class Arm(Measured):
    """One side of a head-to-head study."""

    of: OptionRef | None = Field(
        None, description="The treatment or technique; left out for a control."
    )
    control: Text | None = Field(None, description="What the control was: `plain cream`.")


class Lowered(Entry):
    """An editor's reason to be less sure than the rule."""

    to: Literal["moderate", "low", "very_low"] = Field(description="How sure to be instead.")
    because: Text = Field(description="Why, in a few words.")


class Finding(Measured):
    """A result of a study, as its source reports it."""

    answers: CriterionRef = Field(description="The criterion that it answers.")
    measure: MeasureRef | None = Field(None, description="What was counted: an id of `measures`.")
    judged_by: JudgeRef | None = Field(None, description="Who judged: an id of `judges`.")
    at: Moment | None = Field(None, description="How long after treatment.")
    where: Text | None = Field(None, description="The part of the body, or the subgroup.")
    what: Text | None = Field(None, description="What happened, for reports and counts of harm.")
    arms: Many[Arm] = Field((), description="The sides of a head-to-head study.")
    difference: Literal["favours_first", "favours_second", "none_shown", "not_tested"] | None = (
        Field(None, description="For arms: which side the study favours.")
    )
    ended: Text | None = Field(None, description="How a harm ended.")
    doubt: Text | None = Field(
        None, description="A doubt that reviewers or we have about this figure."
    )
    note: Text | None = Field(None, description="What a reader must know with it.")
    lower: Lowered | None = Field(None, description="A reason to be less sure than the rule.")
    of: OneOrMore[OptionRef] = Field(
        (), description="The treatments or techniques, if fewer than the study's."
    )
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")


class Study(Entry):
    """Something that counted, and what it found."""

    source: SourceRef = Field(description="The record that reports it.")
    of: OneOrMore[OptionRef] = Field(
        description="Technique or treatment ids; several when compared head to head."
    )
    design: DesignRef = Field(description="How this study was made: an id of `designs`.")
    reviewed: Text | None = Field(None, description="For a review: what its studies were.")
    people: People | None = Field(None, description="How many people were analysed, not enrolled.")
    who: Text = Field(description="Who they were.")
    among: Facets = Field(
        default_factory=dict, description="The choices of the facets that the record states."
    )
    paid_by: Literal["seller", "independent"] | None = Field(
        None, description="Who paid, where the record says so."
    )
    paid_fact: OneOrMore[FactRef] = Field((), description="The fact that says who paid.")
    fact: OneOrMore[FactRef] = Field(
        (), description="The facts behind `who` and `people`, if not those of its findings."
    )
    not_read: Truth = Field(
        False, description="Whether the results were not read; then it has no findings."
    )
    checked: Day | None = Field(
        None, description="The day it was last checked, if later than the site's."
    )
    findings: Many[Finding] = Field((), description="What it found.")


# --- sources.yml and glossary.yml -----------------------------------------------------------------


class Author(Entry):
    """A person, by family and given name, or a body, by its literal name."""

    family: Text | None = Field(None, description="Family name.")
    given: Text | None = Field(None, description="Given names or initials.")
    suffix: Text | None = Field(None, description="What follows the name, such as Jr.")
    literal: Text | None = Field(None, description="The name of a body, in one piece.")


# fmt: off
CslType = Literal[
    "article-journal", "article", "article-magazine", "article-newspaper", "bill", "book",
    "broadcast", "chapter", "classic", "collection", "dataset", "document", "entry",
    "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
    "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review",
    "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]
# fmt: on


class Source(Entry):
    """A bibliographic record, in the field names of CSL."""

    id: SourceId = Field(description="The id of the record in the evidence. Never read as a name.")
    also: Many[SourceId] = Field((), description="Other ids of the same record in the evidence.")
    kind: KindRef = Field(description="The kind of record that was read: an id of `kinds`.")
    type: CslType = Field(description="Its type in CSL, as Zotero exports it.")
    title: Text = Field(description="The title as it stands in the record.")
    author: Many[Author] = Field((), description="Who wrote it, in the order of the record.")
    et_al: Truth = Field(False, description="Whether there are more authors than were shown.")
    issued: When | None = Field(None, description="When it came out, as far as it was shown.")
    container_title: Text | None = Field(
        None,
        alias="container-title",
        description="The journal, the book or the site that it stands in.",
    )
    volume: Text | None = Field(None, description="The volume.")
    issue: Text | None = Field(None, description="The issue.")
    page: Text | None = Field(None, description="The pages, or the number of the article.")
    number: Text | None = Field(None, description="The number of a report or a decision.")
    publisher: Text | None = Field(None, description="Who published it.")
    DOI: Annotated[str, Field(pattern=r"^10\.\S+$")] | None = Field(
        None, description="Its digital object identifier."
    )
    PMID: Annotated[str, Field(pattern=r"^[0-9]+$")] | None = Field(
        None, description="Its number in PubMed."
    )
    URL: Address | None = Field(None, description="Its address.")
    not_shown: Many[Text] = Field((), description="What was not shown where it was read.")
    paid_by_note: Text | None = Field(None, description="Who paid, as the record says.")
    read_as: Literal["abstract", "full_text", "record", "page", "summary"] | None = Field(
        None, description="How much of it was read."
    )
    read_at: Address | None = Field(None, description="Where it was read, if not at its address.")
    weak: Text | None = Field(None, description="Why it is weak, second-hand or in doubt.")


class Term(Drafted, Addressed):
    """A word explained."""

    name: Text = Field(description="The word.")
    means: Text = Field(description="What it means, in a sentence or two.")
    forms: Many[Text] = Field((), description="The forms under which it appears in prose.")
    searched_as: Many[Text] = Field((), description="What people type when they mean this.")
    see: OneOrMore[AnyRef] = Field(
        (), description="Treatments, techniques or criteria to read on with."
    )
    source: SourceRef | None = Field(None, description="The record that explains it.")
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")


class Question(Drafted):
    """Something to ask."""

    id: Slug = Field(description="Short name by which other records name it.")
    ask: Text = Field(description="The question, as you would ask it.")
    because: Text = Field(description="Why it is worth asking.")
    for_: OneOrMore[OptionRef] = Field(
        (), alias="for", description="The options it is for; all if none are named."
    )
    said: OneOrMore[SaidRef] = Field(
        (),
        description="What a reader says that brings it to her sheet: a facet, a choice of one, or "
        "a criterion that she sets a limit to.",
        examples=["price"],
    )
    answers: CriterionRef | None = Field(None, description="The criterion it belongs to.")
    source: SourceRef | None = Field(None, description="The record that advises it.")
    fact: OneOrMore[FactRef] = Field((), description="The facts of the evidence that carry it.")


class Matter(Entry):
    """Something that may matter to a reader; a box to tick on the sheet for the appointment."""

    name: Text = Field(description="What readers see.", examples=["A low price"])
    said: OneOrMore[SaidRef] = Field(
        (),
        description="What a reader says that ticks it; and what ticking it says, so that the "
        "questions for it come to the sheet.",
        examples=["price"],
    )


class Excuse(Entry):
    """A place where a rule may be broken, and why."""

    code: Text = Field(description="The code of the rule.", examples=["long-sentence"])
    at: Text = Field(
        description="The ids that lead there, with slashes: of the record, the question, "
        "the field.",
        examples=["first-option/plain"],
    )
    because: Text = Field(description="Why the rule is not kept here.")
    until: Day = Field(description="The day from which it must be kept, or looked at again.")


class Data(Entry):
    """All data files together: each top key stands in one file or in several."""

    decision: Decision = Field(description="The decision, and what stands first on the site.")
    vocabulary: Vocabulary = Field(description="The lists that other records choose from.")
    certainty: Certainty = Field(description="What makes us less sure of a result.")
    groups: Many[Group] = Field(description="The groups of rows, in order.")
    facets: Many[Facet] = Field(description="What a person can say of herself.")
    measures: Many[Measure] = Field(
        description="What studies counted or scored; the first stand first."
    )
    criteria: Many[Criterion] = Field(description="The rows of every comparison, in order.")
    layers: Many[Layer] = Field((), description="The layers of what is treated, from the top.")
    treatments: Many[Treatment] = Field(description="Who is compared.")
    shared: Many[Shared] = Field(
        (), description="What single records say of several options at once."
    )
    notices: Many[Notice] = Field((), description="Regulators' safety alerts.")
    signs: Many[Sign] = Field((), description="When to seek help.")
    reporting: Many[Report] = Field((), description="Where to report a harm.")
    studies: Many[Study] = Field((), description="What studies counted.")
    sources: Many[Source] = Field(description="The bibliography.")
    terms: Many[Term] = Field((), description="Words explained.")
    questions: Many[Question] = Field((), description="What to ask before deciding.")
    matters: Many[Matter] = Field((), description="What may matter to a reader.")
    exceptions: Many[Excuse] = Field((), description="Where a rule is not kept, and why.")
    words: Words = Field(description="The words of the interface.")
