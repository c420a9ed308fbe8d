"""From the texts of the data files to the pages of the site."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from treatments.check import check
from treatments.pages import Printer
from treatments.view import Site
from treatments.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping


def build(
    data: Mapping[str, bytes],
    facts: Mapping[str, bytes],
    pages: Mapping[str, bytes] = MappingProxyType({}),
    cases: Mapping[str, bytes] = MappingProxyType({}),
) -> Printer:
    """Check the data and make the printer of its pages; `cases` fill the guide's table of mistakes.

    Raises:
        Invalid: with every problem found, if there is an error among them.
    """
    catalogue, _ = check(data, facts, pages)
    site = Site(catalogue, Wording(catalogue.data.words, catalogue.data.vocabulary))
    return Printer(site, cases)
