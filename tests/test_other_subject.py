"""The generator knows nothing of the subject of this site: from other data it makes another site.

`other-subject/` compares ways to cover a garden path. What it does not have is taken from this
site, as somebody would who starts a new one from a copy: the words that are the same everywhere,
the styles, the settings.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from treatments import files
from treatments.build import build as make
from treatments.check import examine

from tests.building import ROOT, SITE_URL, build
from tests.documents import Built

if TYPE_CHECKING:
    from collections.abc import Mapping

    from treatments.pages import Printer

OTHER = Path(__file__).parent / "other-subject"
WORDS = "data/words.yml"

# Words that belong to the first subject, or to medicine at all.
FOREIGN = re.compile(
    r"\bskin|laser|radiofreq|ultrasound|patient|clinic|medic|doctor|surg|facelift|microneedl"
    r"|wrinkl|sagging|\bneedles?\b|botox|dermat|hospital|\bFDA\b|pacemaker|pregnan|\bRF\b|HIFU",
    re.IGNORECASE,
)


def words() -> bytes:
    """The words of this site, with those of the other subject in their place."""
    ours = yaml.safe_load((ROOT / WORDS).read_text("utf-8"))["words"]
    theirs = yaml.safe_load((OTHER / WORDS).read_text("utf-8"))["words"]
    assert theirs.keys() <= ours.keys()
    return yaml.safe_dump({"words": ours | theirs}, allow_unicode=True, sort_keys=False).encode()


def data() -> Mapping[str, bytes]:
    return files.data(OTHER) | {WORDS: words()}


@pytest.fixture(scope="module")
def printer() -> Printer:
    return make(data(), files.evidence(OTHER), files.prose(OTHER))


@pytest.fixture(scope="module")
def shown(printer: Printer) -> Mapping[str, str]:
    """The text of every generated page, without its markup, by the address of the page."""
    return {page.url: text(page.html) for page in printer.pages()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site of the other subject, built by the host."""
    root = tmp_path_factory.mktemp("other")
    shutil.copytree(OTHER, root, dirs_exist_ok=True)
    (root / WORDS).write_bytes(words())
    for name in ("hooks", "overrides"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name, value in (("name", "Garden paths, compared"), ("description", "Four ways to go")):
        settings = re.sub(
            rf"^site_{name}: .*$", f"site_{name}: {value}", settings, flags=re.MULTILINE
        )
    (root / "mkdocs.yml").write_text(settings)
    build("mkdocs", root / "site", root)
    return root / "site"


def text(html: str) -> str:
    """What a reader reads: no markup, and one blank between words."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    return " ".join(bare.split())


def page(folder: Path, address: str) -> str:
    return text((folder / address / "index.html").read_text("utf-8"))


# --- the pages, made from data alone


def test_the_other_data_has_no_problem() -> None:
    _, problems = examine(data(), files.evidence(OTHER), files.prose(OTHER))
    assert [str(problem) for problem in problems] == []


def test_every_option_and_every_pair_has_its_page(shown: Mapping[str, str]) -> None:
    assert {url for url in shown if not url.startswith("treatments/pebbles/")} >= {
        "treatments/gravel/",
        "treatments/bark/",
        "treatments/paving/",
        "treatments/lawn/",
        "compare/gravel-vs-bark/",
        "compare/gravel-vs-paving/",
        "compare/lawn-vs-gravel/",
        "compare/loose-gravel-vs-gravel-grid/",
    }


def test_an_earlier_id_leads_on(shown: Mapping[str, str]) -> None:
    assert "Gravel" in shown["treatments/pebbles/"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("treatments/gravel/", "27 of 32 paths"),
        ("treatments/gravel/", "9 of 32 paths"),
        ("treatments/gravel/", "18 to 25 GBP"),
        ("treatments/gravel/", "3 to 4 hours"),
        ("treatments/gravel/", "6 hours"),
        ("treatments/gravel/", "4 of 5"),
        ("treatments/gravel/", "Gravel in a grid"),
        ("treatments/gravel/", "PathComb"),
        ("treatments/gravel/", "C-77"),
        ("treatments/gravel/", "Should a cloth lie under the stones?"),
        ("treatments/gravel/", "Ways to lay it"),
        ("treatments/gravel/", "Some combs split in frost."),
        ("treatments/bark/", "62.5% of 16 paths"),
        ("treatments/bark/", "44% of 16 paths"),
        ("treatments/bark/", "2 years"),
        ("treatments/bark/", "Nobody has looked"),
        ("treatments/paving/", "at least 20 years"),
        ("treatments/paving/", "A steep slope"),
        ("treatments/lawn/", "3 of 16 paths"),
        ("treatments/lawn/", "Grass makes no sound."),
        ("compare/gravel-vs-bark/", "Does it keep feet dry?"),
        ("compare/gravel-vs-bark/", "The study favours Bark."),
    ],
)
def test_what_the_data_says_is_on_its_page(
    shown: Mapping[str, str], address: str, said: str
) -> None:
    assert said in shown[address]


def test_no_page_of_the_other_subject_speaks_of_ours(shown: Mapping[str, str]) -> None:
    assert {url: FOREIGN.findall(said) for url, said in shown.items() if FOREIGN.search(said)} == {}


# --- the site, built by the host


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", ["Garden paths, compared", "Left as lawn", "Gravel", "Bark", "Paving"]),
        ("", ["Some combs split in frost.", "Nobody has looked"]),
        (
            "compare",
            ["Does it keep feet dry?", "27 of 32 paths", "At least 20 years", "No matter here"],
        ),
        ("compare", ["Nobody can say if it keeps feet dry"]),
        ("compare/gravel-vs-paving", ["Gravel", "Paving", "60 GBP"]),
        ("treatments/gravel", ["Strangers who came by", "paths that wheelchairs use"]),
        ("unknowns", ["How long does it last?", "We asked two libraries."]),
        ("safety", ["Before the winter", "Rake the stones back before anyone trips."]),
        ("prepare", ["My path", "Dry boots", "How wet is my ground in winter?"]),
        ("glossary", ["The firm layer that the covering lies on.", "sub-base"]),
        ("sources", ["Wet Paths by Lot", "Moss", "County Council", "quarry"]),
        ("about", ["Paths on Kentish Ground", "trial by lot", "Fewer than 50"]),
    ],
)
def test_each_page_of_the_built_site_speaks_of_paths(
    folder: Path, address: str, said: list[str]
) -> None:
    shown = page(folder, address)
    assert [each for each in said if each not in shown] == []


def test_nothing_in_the_built_site_speaks_of_our_subject(folder: Path) -> None:
    """The theme's own files are its own; all that we write is looked at, attributes too."""
    found = {
        str(path.relative_to(folder)): sorted(set(FOREIGN.findall(path.read_text("utf-8"))))
        for path in folder.rglob("*")
        if path.suffix in {".html", ".json", ".xml", ".svg"} and path.is_file()
    }
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("shingle", "treatments/gravel/"),
        ("honeycomb", "treatments/gravel/#gravel-grid"),
        ("pathcomb", "treatments/gravel/#gravel-grid"),
        ("muddy", "compare/#dry-feet"),
        ("sub", "glossary/#bed"),
    ],
)
def test_the_search_of_the_built_site_leads_to_paths(folder: Path, word: str, address: str) -> None:
    index = json.loads((folder / "search" / "search_index.json").read_text("utf-8"))
    found = [entry["location"] for entry in index["docs"] if word in json.dumps(entry).casefold()]
    assert address in found


def test_every_link_of_the_other_site_leads_somewhere(folder: Path) -> None:
    assert list(Built.read(folder).broken(SITE_URL)) == []
