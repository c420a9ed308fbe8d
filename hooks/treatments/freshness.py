"""When each answer was checked, how long that holds, and when it must be checked again.

The day of today is never known here: it is handed in by whoever asks what is due.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from treatments import model
from treatments.fields import Entry
from treatments.problems import Problem, field_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from treatments.catalogue import Catalogue, Path
    from treatments.wording import Wording

# Rows that are put together from studies and clearances, which carry no day of their own.
GATHERED = ("coverage", "clearances")
NAMED = 5


@dataclass(frozen=True, slots=True)
class Check:
    """The day of a check, for how many months it holds, and where the day is written."""

    day: date
    months: int
    path: Path

    @property
    def due(self) -> date:
        """The day by which it must be checked again."""
        return later(self.day, self.months)


@dataclass(frozen=True, slots=True)
class Review:
    """Answers of one treatment that must be checked again by one day."""

    treatment: model.Treatment
    due: date
    checked: date
    criteria: tuple[model.Criterion, ...]


@dataclass(frozen=True)
class Freshness:
    """Tells the age of what a catalogue says."""

    catalogue: Catalogue

    def whole(self, treatment: str | None = None) -> Check:
        """Give the check of a treatment as a whole, or of the whole site."""
        decision = self.catalogue.data.decision
        site = Check(decision.checked, decision.holds, ("decision", "checked"))
        day, path = self._checked.get(treatment or "", (site.day, site.path))
        return Check(day, decision.holds, path) if day > site.day else site

    @cached_property
    def _checked(self) -> Mapping[str, tuple[date, Path]]:
        """The day on which a treatment was checked, where it says so, by its id."""
        return {
            each.id: (each.checked, ("treatments", index, "checked"))
            for index, each in enumerate(self.catalogue.data.treatments)
            if each.checked
        }

    def answer(self, criterion: model.Criterion, option: str) -> Check:
        """Give the check of one answer: no newer than that of the oldest record it is made from."""
        treatment = self.catalogue.treatment_of[option]
        whole = self.whole(treatment)
        months = criterion.holds or whole.months
        members = [option]
        if option == treatment:
            members += [each.id for each in self.catalogue.treatments[option].techniques]
        records = [
            (max(day or whole.day, whole.day), path)
            for member in members
            for day, path in self._records.get((criterion.id, member), ())
        ]
        if not records or criterion.kind in GATHERED:
            return Check(whole.day, months, whole.path)
        day, path = min(records, key=lambda record: record[0])
        return Check(day, months, path if day > whole.day else whole.path)

    @cached_property
    def _records(self) -> Mapping[tuple[str, str], list[tuple[date | None, Path]]]:
        """The days of all records behind the answers, by criterion and option."""
        found: dict[tuple[str, str], list[tuple[date | None, Path]]] = defaultdict(list)
        for path, option in self._options():
            for criterion, answer in option.answers.items():
                place = (*path, "answers", criterion)
                if isinstance(answer, tuple):
                    found[criterion, option.id] += [
                        (statement.checked, (*place, index, "checked"))
                        for index, statement in enumerate(answer)
                    ]
                elif isinstance(answer, model.Unknown):
                    found[criterion, option.id].append((answer.searched, (*place, "searched")))
        for index, shared in enumerate(self.catalogue.data.shared):
            for name in shared.for_:
                record = (shared.checked, ("shared", index, "checked"))
                found[shared.answers, name].append(record)
        for index, study in enumerate(self.catalogue.data.studies):
            for finding in study.findings:
                arms = tuple(arm.of for arm in finding.arms if arm.of)
                for name in arms or finding.of or study.of:
                    record = (study.checked, ("studies", index, "checked"))
                    found[finding.answers, name].append(record)
        return found

    def _options(self) -> Iterator[tuple[Path, model.Treatment | model.Technique]]:
        yield from self.catalogue.every(model.Treatment)
        yield from self.catalogue.every(model.Technique)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """What must be checked again: each treatment in the order of the data, by due day."""
        found = []
        for treatment in self.catalogue.data.treatments:
            by_due: dict[date, list[tuple[model.Criterion, date]]] = defaultdict(list)
            for criterion in self.catalogue.data.criteria:
                check = self.answer(criterion, treatment.id)
                by_due[check.due].append((criterion, check.day))
            found += [
                Review(
                    treatment,
                    due,
                    min(day for _, day in answers),
                    tuple(criterion for criterion, _ in answers),
                )
                for due, answers in sorted(by_due.items())
            ]
        return tuple(found)


def problems(
    catalogue: Catalogue, today: date, level: Literal["error", "warning"] = "warning"
) -> Iterator[Problem]:
    """Give a problem for each written day of a check that holds no longer, or is yet to come."""
    fresh = Freshness(catalogue)
    overdue: dict[Check, list[str]] = defaultdict(list)
    for treatment in catalogue.data.treatments:
        for criterion in catalogue.data.criteria:
            check = fresh.answer(criterion, treatment.id)
            if check.due < today:
                overdue[check].append(f"{treatment.short or treatment.name}: {criterion.name}")
    for check, names in overdue.items():
        answers = "1 answer was" if len(names) == 1 else f"{len(names)} answers were"
        months = "1 month" if check.months == 1 else f"{check.months} months"
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield Problem(
            catalogue.mark(check.path),
            "overdue",
            f"{answers} checked on {check.day}, which holds for {months}: due since {check.due}",
            f"check again, then write the new day here: {'; '.join(names[:NAMED])}{more}",
            level,
            field_anchor("Decision", "holds"),
        )
    for path, day in _written(catalogue):
        if day > today:
            yield Problem(
                catalogue.mark(path),
                "checked-too-early",
                f"{day} is still to come, so nothing can have been checked on it",
                f"write the day on which it was checked; today is {today}",
                "warning",
                field_anchor("Decision", "checked"),
            )


def _written(catalogue: Catalogue) -> Iterator[tuple[Path, date]]:
    """Go through every written day of a check."""
    for path, entry in catalogue.every(Entry):
        day = vars(entry).get("checked")
        if isinstance(day, date):
            yield (*path, "checked"), day


def later(day: date, months: int) -> date:
    """Add months to a day; the result is the same day of the month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def ics(reviews: Sequence[Review], wording: Wording, address: str) -> str:
    """Write the reviews as a calendar (RFC 5545) of whole days, for the site at `address`.

    An event's id is made of the treatment and the day, so that a calendar that has it already
    does not show it twice. The stamp is the day of the last check: the same data, the same file.
    """
    words = wording.words
    host = address.partition("://")[2].partition("/")[0].partition(":")[0]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_text(f'-//{host}//reviews')}"]
    lines += ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{_text(words.reviews_title)}"]
    for review in reviews:
        name = review.treatment.short or review.treatment.name
        number = wording.counted(len(review.criteria), words.answers_counted)
        title = words.review_title.format(name=name, number=number)
        names = wording.listed(criterion.name for criterion in review.criteria)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{review.treatment.id}-{review.due:%Y%m%d}@{host}",
            f"DTSTAMP:{review.checked:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{review.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{review.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(title)}",
            f"DESCRIPTION:{_text(names)}",
            f"URL:{address}treatments/{review.treatment.id}/",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(text: str) -> str:
    """Escape what has a meaning in a text of a calendar."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Break a line so that no part is longer than 75 bytes, and no character is cut."""
    most = 75
    parts, size = [""], 0
    for character in line:
        length = len(character.encode())
        if size + length > most:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += length
    return "\r\n".join(parts)
