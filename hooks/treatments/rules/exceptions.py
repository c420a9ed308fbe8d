"""Exceptions to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treatments.problems import closest
from treatments.ruling import RULES, Fault, excuses, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue


@rule("unknown-exception")
def exceptions_are_of_rules(catalogue: Catalogue) -> Iterator[Fault]:
    """An exception is made from a rule that knows exceptions."""
    codes = {each.code for each in RULES if each.may_be_excused}
    for index, excuse in enumerate(catalogue.data.exceptions):
        if excuse.code not in codes:
            is_rule = excuse.code in {each.code for each in RULES}
            message = f"'{excuse.code}' {'knows no exceptions' if is_rule else 'is not a rule'}"
            meant = closest(excuse.code, codes)
            hint = (
                f"did you mean '{meant}'?"
                if meant
                else f"the rules with exceptions are {', '.join(sorted(codes))}"
            )
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
            hint = "leave the exception out, or write under `at` the id of the record and the field"
            yield Fault(("exceptions", index), message, hint)
