"""How a field is written: the form of each kind of text, and what it is turned into.

Texts arrive as they were written (see `reader`). A kind says how its text is understood, and what
is told to a person and to the tools of editors about it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from treatments import values


def _written(read: Callable[[str], Any]) -> BeforeValidator:
    """Turn a reader of `values` into a step of the model, its complaint and its hint kept apart."""

    def validate(text: object) -> object:
        if not isinstance(text, str):
            raise PydanticCustomError("not-text", "a list or a group stands where a text is needed")
        try:
            return read(text)
        except values.Malformed as malformed:
            message, hint, instead = f"{malformed}||".split("|")[:3]
            told = {"message": message, "hint": hint, "instead": instead}
            raise PydanticCustomError("wrong-form", "{message}", told) from None

    return BeforeValidator(validate)


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str | dict) else _sequence(value)


def _sequence(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _truth(text: str) -> bool:
    if text not in {"true", "false"}:
        message = f"'{text}' is neither true nor false|write `true`, or leave the key out"
        raise values.Malformed(message)
    return text == "true"


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written: in words, by an example and, for the tools of editors, as patterns.

    Those tools may read `2023` or `true` as more than text; `besides` is a JSON Schema of what else
    they may see.
    """

    says: str
    example: str
    patterns: tuple[str, ...]
    besides: tuple[tuple[str, Any], ...] = ()

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, Any]:
        """Say for JSON Schema what only a function knows."""
        forms = [{"type": "string", "pattern": pattern} for pattern in self.patterns]
        forms += [dict(self.besides)] if self.besides else []
        return {
            "title": self.says,
            "examples": [self.example],
            **({"anyOf": forms} if len(forms) > 1 else forms[0]),
        }


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("string_too_short", "a text is needed")
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_not_blank)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
SourceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$", max_length=60)]


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text as the id of a record that stands elsewhere; `rules` looks it up."""

    part: str
    name: str

    @property
    def article(self) -> str:
        """The word before the name."""
        return "an" if self.name[0] in "aeiou" else "a"

    def __get_pydantic_json_schema__(self, *_: object) -> dict[str, Any]:
        """Leave a mark where `schema` puts the ids that there are."""
        return {
            "type": "string",
            "title": f"the id of {self.article} {self.name}",
            "x-refers": self.part,
        }


FactRef = Annotated[str, Field(pattern=r"^[a-z]+-[0-9]+$"), Refers("facts", "fact")]
SourceRef = Annotated[str, Refers("sources", "source")]
OptionRef = Annotated[str, Refers("treatments", "option")]
CriterionRef = Annotated[str, Refers("criteria", "criterion")]
GroupRef = Annotated[str, Refers("groups", "group")]
FacetRef = Annotated[str, Refers("facets", "facet")]
ChoiceRef = Annotated[str, Refers("choices", "choice")]
MeasureRef = Annotated[str, Refers("measures", "measure")]
UnitRef = Annotated[str, Refers("units", "unit")]
JudgeRef = Annotated[str, Refers("judges", "judge")]
DesignRef = Annotated[str, Refers("designs", "design")]
KindRef = Annotated[str, Refers("kinds", "kind")]
LimitRef = Annotated[str, Refers("limits", "limit")]
PriceRef = Annotated[str, Refers("prices", "price")]
PhaseRef = Annotated[str, Refers("phases", "phase")]
AnyRef = Annotated[str, Refers("addressed", "record")]
SaidRef = Annotated[str, Refers("said", "thing to say")]
Address = Annotated[
    str, Field(pattern=r"^https?://[\w.-]+(:[0-9]+)?([/?#][^\s<>\"\\]*)?$", max_length=500)
]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Truth = Annotated[
    bool,
    _written(_truth),
    Form("`true`, or left out", "true", ("^true$", "^false$"), (("type", "boolean"),)),
]
Whole = Annotated[
    int,
    _written(values.whole),
    Form("a whole number", "93", (values.WHOLE,), (("type", "integer"), ("minimum", 0))),
]
Day = Annotated[date, _written(values.day), Form("a day", "2026-11-22", (values.EXACT_DAY,))]
When = Annotated[
    values.When,
    _written(values.when),
    Form(
        "a year, a month or a day",
        "2023-12",
        (values.EXACT_WHEN,),
        (("type", "integer"), ("minimum", 1000), ("maximum", 2999)),
    ),
]
Moment = Annotated[
    values.Moment,
    _written(values.moment),
    Form(
        f"a time and what it is counted from, or {', '.join(values.MOMENTS)}",
        "3 months after the last visit",
        (*values.MOMENTS, values.MOMENT),
    ),
]
Amount = Annotated[
    values.Amount,
    _written(values.amount),
    Form("a number or a range, and its unit", "30 to 45 minutes", (values.AMOUNT, values.FEW)),
]
Money = Annotated[
    values.Money,
    _written(values.money),
    Form("a sum or a range, and its currency", "4000 to 6000 USD", (values.MONEY,)),
]
Count = Annotated[
    values.Count,
    _written(values.count),
    Form("how many of how many", "51 of 70 people", (values.EXACT_COUNT,)),
]
Share = Annotated[
    values.Share,
    _written(values.share),
    Form(
        "a percentage, its interval if given, and of how many",
        "89% (81 to 94) of 411 people",
        (values.EXACT_SHARE,),
    ),
]
Score = Annotated[
    values.Score,
    _written(values.score),
    Form(
        "a mark, its interval if given, and the end of the scale",
        "4.85 (4.35 to 5.35) of 10",
        (values.SCORE,),
    ),
]
Change = Annotated[
    values.Change,
    _written(values.change),
    Form(f"how far it moved, then {', '.join(values.DIRECTIONS)}", "17.3% less", (values.CHANGE,)),
]
Reports = Annotated[
    values.Reports,
    _written(values.reports),
    Form("how many told of it", "5 people", (values.REPORTS,)),
]

Months = Annotated[
    int,
    _written(values.months),
    Field(ge=1, le=120),
    Form(
        "a number of months",
        "12",
        (values.EXACT_MONTHS,),
        (("type", "integer"), ("minimum", 1), ("maximum", 120)),
    ),
]
People = Annotated[
    int,
    _written(values.whole),
    Field(ge=1),
    Form("a whole number", "93", (values.EXACT_PEOPLE,), (("type", "integer"), ("minimum", 1))),
]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_sequence)]


class _OrOne:
    """Says for JSON Schema that a list of one may be written as the one."""

    def __get_pydantic_json_schema__(
        self, core: object, handler: Callable[[object], dict[str, Any]]
    ) -> dict[str, Any]:
        many = handler(core)
        return {"anyOf": [many["items"], many]}


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_one_or_more), _OrOne()]
Facets = Annotated[
    dict[FacetRef, OneOrMore[ChoiceRef]],
    Field(
        description="What it holds for: choices of the facets, by facet.",
        examples=[{"age": ["children"]}],
    ),
]


class Entry(BaseModel):
    """A record as written: nothing converted silently, let through unknown, or changed later."""

    model_config = ConfigDict(
        strict=True, frozen=True, extra="forbid", arbitrary_types_allowed=True
    )
