"""What the repository promises about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from treatments import files, report
from treatments.check import check
from treatments.problems import Invalid

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def pins(lock: str) -> set[str]:
    """The packages of a lock file, such as `mkdocs==1.6.1`, with the systems they are for."""
    return set(re.findall(r"^[a-z].*?(?= \\$)", (ROOT / lock).read_text(), re.MULTILINE))


def test_workflows_fit_the_schema_that_their_host_publishes() -> None:
    checker = [sys.executable, "-m", "check_jsonschema"]
    done = subprocess.run(
        [*checker, "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_no_action_that_can_change_under_it(path: Path) -> None:
    used = re.findall(r"uses: *(.*)", path.read_text())
    assert used
    assert [use for use in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", use)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_only_the_job_that_deploys_may_write(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    assert workflow["permissions"] == {"contents": "read"}
    writing = {
        name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job
    }
    assert writing in ({}, {"deploy": {"pages": "write", "id-token": "write"}})


def test_the_tests_run_with_the_versions_that_the_site_is_built_with() -> None:
    assert pins("requirements.txt")
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_with_its_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--index" not in text


def test_every_target_of_the_makefile_that_people_use_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text()
    helped = subprocess.run(
        ["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    for target in ("build", "serve", "test", "check", "lint", "fix", "clean", "lock"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert re.search(rf"^{target} +\w", helped, re.MULTILINE)


def test_the_readme_shows_an_entry_of_the_data_and_what_the_check_says_of_a_slip_in_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    entry, said = re.findall(r"```(?:yaml|text)\n(.*?)```", readme, re.DOTALL)[:2]
    entry = re.sub(r" +#.*", "", entry)
    name = said.partition(":")[0]
    data = files.data(ROOT)
    assert entry in data[name].decode()
    slipped = entry.replace("65.6", "66.5")
    slip = {name: data[name].replace(entry.encode(), slipped.encode())}
    with pytest.raises(Invalid) as caught:
        check(data | slip, files.evidence(ROOT), files.prose(ROOT))
    shown = report.text(caught.value.problems, data | slip, colour=False)
    line = re.compile(r"(?<=yml:)\d+(?=:)")  # moves with every entry above
    assert line.sub("", shown).startswith(line.sub("", said))
