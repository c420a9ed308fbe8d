"""Make a bigger project of this one, to see how the generator does with many treatments.

`python tools/grow.py FOLDER 1000` writes into a folder that is not there yet. The grown data are
copies of the treatments that there are, each with one technique, one statement for each answer and
one study.
"""

from __future__ import annotations

import argparse
import copy
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
COPIED = ("data", "evidence", "docs", "hooks", "overrides", "mkdocs.yml")
Record = dict[str, Any]


def grow(folder: Path, number: int) -> None:
    """Copy the project and fill it up to a number of treatments."""
    folder.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        copying = shutil.copytree if source.is_dir() else shutil.copy
        copying(source, folder / name)
    data = _data(ROOT / "data")
    present = data["treatments"]
    criteria = [criterion["id"] for criterion in data["criteria"]]
    treatments, studies = [], []
    for index in range(len(present), number):
        origin = present[index % len(present)]
        treatment = _treatment(origin, f"-n{index}")
        own = list(_studies(origin, data["studies"], treatment))[:1]
        _fill(treatment, own, criteria)
        treatments.append(treatment)
        studies += own
    grown = yaml.dump(
        {"treatments": treatments, "studies": studies},
        Dumper=yaml.CSafeDumper,
        default_style='"',  # every value is a text
        default_flow_style=False,
        allow_unicode=True,
        width=110,
    )
    (folder / "data" / "grown.yml").write_text(grown, "utf-8")


def _data(folder: Path) -> dict[str, Any]:
    """Read all data files into one: texts only, as the generator does."""
    data: dict[str, Any] = {}
    for path in sorted(folder.glob("**/*.yml")):
        written = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  (texts only)
        for key, value in written.items():
            if isinstance(value, list):
                data.setdefault(key, []).extend(value)
            else:
                data[key] = value
    return data


def _treatment(origin: Record, suffix: str) -> Record:
    treatment = copy.deepcopy(origin)
    treatment.pop("steps", None)
    treatment["techniques"] = treatment.get("techniques", [])[:1]
    for record in (treatment, *treatment["techniques"]):
        record.pop("formerly", None)
        record.pop("devices", None)
        record.pop("off_label", None)
        record |= {"id": record["id"] + suffix, "name": record["name"] + suffix}
        record["answers"] = {
            criterion: answer[:1]
            for criterion, answer in record.get("answers", {}).items()
            if isinstance(answer, list)
        }
    return treatment


def _studies(origin: Record, studies: list[Record], treatment: Record) -> Iterator[Record]:
    """Give the studies of a treatment or its first technique alone, as if they were of its copy."""
    ids = {each["id"] for each in (origin, *origin.get("techniques", [])[:1])}
    new = [each["id"] for each in (treatment, *treatment["techniques"])]
    for study in studies:
        if isinstance(study["of"], str) and study["of"] in ids and study.get("findings"):
            findings = [
                each for each in study["findings"] if "of" not in each and "arms" not in each
            ]
            kept = {key: value for key, value in study.items() if key != "among"}
            facts = [
                fact for each in (study, *study["findings"]) for fact in _several(each.get("fact"))
            ]
            own = {"of": new[-1], "findings": findings[:3], "fact": list(dict.fromkeys(facts))}
            yield copy.deepcopy({**kept, **own})


def _several(value: str | list[str] | None) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _fill(treatment: Record, studies: list[Record], criteria: list[str]) -> None:
    """Say that the rest is not known."""
    answered = {finding["answers"] for study in studies for finding in study["findings"]}
    for record in (treatment, *treatment["techniques"]):
        answered |= record["answers"].keys()
    for criterion in criteria:
        if criterion not in answered:
            treatment["answers"][criterion] = {"unknown": "not_searched"}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    arguments = parser.parse_args()
    grow(arguments.folder, arguments.number)
