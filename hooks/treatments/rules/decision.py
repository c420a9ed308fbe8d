"""What stands first: the options and the pairs of the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from treatments.ruling import Fault, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from treatments.catalogue import Catalogue

MAX_FEATURED = 5


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
