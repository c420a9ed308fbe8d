"""What must hold between fields and records; each rule is a sentence that yields what breaks it.

A module holds the rules about one thing; importing it enters them.
"""

from treatments.rules import (
    answers,
    coherence,
    decision,
    exceptions,
    facts,
    quantities,
    references,
    sources,
    studies,
    texts,
)
from treatments.ruling import RULES, Rule, problems

__all__ = [
    "RULES",
    "Rule",
    "answers",
    "coherence",
    "decision",
    "exceptions",
    "facts",
    "problems",
    "quantities",
    "references",
    "sources",
    "studies",
    "texts",
]
