"""How texts are written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from treatments import model
from treatments.fields import Entry
from treatments.rules.answers import answers, options
from treatments.ruling import Fault, rule
from treatments.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from treatments.catalogue import Catalogue, Path

ALPHABETS = {"LATIN", "CYRILLIC", "GREEK"}
# Letters of other alphabets that look like Latin ones.
LIKE_LATIN = frozenset(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u0501\u04bb\u04cf\u03bf\u03bd\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
NO_WORD = re.compile(r"[\W_]+")
MAX_WORDS = 25
LISTS = frozenset({"searched_as", "forms"})
COLOURS = frozenset({"colour", "colour_dark"})
SIGN = re.compile(r"[<&*`#\[{_]")  # of markup: most texts have none
MARKUP = re.compile(
    r"</?[A-Za-z][^<>]*>|&#?[A-Za-z0-9]+;"  # of HTML
    r"|\*\*|`|^#+ |\[[^\]]*\]\(|(?<!\w)_\w[^_]*_(?!\w)"  # of Markdown
    r"|\[\[|\[@|\{\{|\{%"  # of pages and templates
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


@rule("said-twice")
def nothing_is_said_twice(catalogue: Catalogue) -> Iterator[Fault]:
    """An answer holds no statement twice, and a list of texts no text."""
    for path, _, _, answer in answers(catalogue):
        if isinstance(answer, tuple):
            yield from _repeated(answer, path)
    for path, entry in catalogue.every(Entry):
        for name in LISTS & entry.model_fields_set:
            yield from _repeated([each.casefold() for each in vars(entry)[name]], (*path, name))


def _repeated(items: Sequence[object], path: Path) -> Iterator[Fault]:
    for index, item in enumerate(items):
        if item in items[:index]:
            yield Fault((*path, index), "this stands there twice", "leave one of the two out")


@rule("markup-in-text", level="warning")
def texts_are_plain(catalogue: Catalogue) -> Iterator[Fault]:
    """A text holds no HTML, no Markdown and no code of templates: readers would see the signs."""
    for path, entry, text in catalogue.texts:
        if not SIGN.search(text) or isinstance(entry, Words | model.Source):
            continue
        if (found := MARKUP.search(text)) and path[-1] not in COLOURS:
            yield Fault(path, f"readers would see '{found[0]}' as it is", "leave the signs out")


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
    treatments = [(path, option.name) for path, option in options(catalogue)]
    criteria = [(path, criterion.name) for path, criterion in catalogue.every(model.Criterion)]
    terms = [(path, term.name) for path, term in catalogue.every(model.Term)]
    for named in (treatments, criteria, terms):
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
