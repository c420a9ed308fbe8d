"""The treatments and techniques of a catalogue as columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from treatments.columns import Option

if TYPE_CHECKING:
    from treatments import model
    from treatments.catalogue import Catalogue


@dataclass(frozen=True)
class Options:
    """Finds columns, the records behind them, and the techniques of a treatment.

    Those `left_out` are no technique of any treatment then.
    """

    catalogue: Catalogue
    left_out: frozenset[str] = frozenset()

    @cached_property
    def all(self) -> dict[str, Option]:
        """Every treatment and technique as a column."""
        found: dict[str, Option] = {}
        for treatment in self.catalogue.data.treatments:
            url = f"treatments/{treatment.id}/"
            found[treatment.id] = self._option(treatment, treatment, url, is_technique=False)
            for technique in treatment.techniques:
                found[technique.id] = self._option(
                    technique, treatment, f"{url}#{technique.id}", is_technique=True
                )
        return found

    @staticmethod
    def _option(
        each: model.Treatment | model.Technique,
        treatment: model.Treatment,
        url: str,
        *,
        is_technique: bool,
    ) -> Option:
        return Option(
            each.id,
            each.name,
            each.short or each.name,
            each.plain,
            treatment.id,
            treatment.shape,
            url,
            is_technique,
            treatment.alternative,
        )

    def record(self, option: Option) -> model.Treatment | model.Technique:
        catalogue = self.catalogue
        return (
            catalogue.techniques[option.id]
            if option.is_technique
            else catalogue.treatments[option.id]
        )

    def members(self, option: Option) -> list[Option]:
        """Give an option and, for a treatment, its techniques."""
        if option.is_technique:
            return [option]
        techniques = self.catalogue.treatments[option.id].techniques
        return [option, *(self.all[each.id] for each in techniques if each.id not in self.left_out)]
