"""What the documents point at exists, and no word of the code is missing from the glossary."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from portal.models import Role

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FLOORS = ("portal", "placements", "trajectories", "reporting")
MODELS = [model for floor in FLOORS for model in apps.get_app_config(floor).get_models()]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()


def words_of(document: Path) -> str:
    """The text, without what stands in a comment."""
    return re.sub(r"<!--.*?-->", "", document.read_text(), flags=re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(document):
    targets = re.findall(r"\]\(([^)#\s]+)", words_of(document))
    ours = [target for target in targets if "://" not in target]
    assert [target for target in ours if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_a_document_gives_exists(document):
    named = set(re.findall(r"manage\.py (\w+)", words_of(document)))
    assert named - set(get_commands()) == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_stands_in_the_glossary_with_its_fixed_lists(model):
    assert f"| `{model.__name__}`" in GLOSSARY
    kept = {value for field in model._meta.fields for value, _label in field.choices or ()}
    assert {value for value in kept if f"`{value}`" not in GLOSSARY} == set()


def test_the_glossary_names_no_model_that_is_gone():
    named = re.findall(r"^\| [^|]+ \| `(\w+)`(?: \(a period\))? \| [A-Z]", GLOSSARY, flags=re.MULTILINE)
    assert set(named) == {model.__name__ for model in MODELS}


def test_every_decision_has_a_number_of_its_own():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(decision.read_text().split(". ")[0].removeprefix("# ")) for decision in decisions]
    assert numbers == [int(decision.name[:4]) for decision in decisions]
    assert len(set(numbers)) == len(numbers)


def test_every_role_has_a_manual():
    manuals = (ROOT / "docs" / "handleiding" / "README.md").read_text().lower()
    names = {
        Role.TEAM: "wijkteam",
        Role.COORDINATOR: "coordinator",
        Role.PROVIDER: "aanbieder",
        Role.HOUSING_ASSOCIATION: "corporatie",
        Role.POLICY: "beleid",
        Role.PROJECT_LEADER: "beleid",
        Role.ADMINISTRATOR: "beheer",
        Role.AUDITOR: "auditor",
    }
    assert {role for role in Role if f"({names[role]}.md)" not in manuals} == set()


def test_the_containers_run_commands_that_exist_and_the_worker_as_soon_as_there_is_one():
    run = set(re.findall(r"manage\.py (\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert run - set(get_commands()) == set()
    assert ("work" in run) == ("work" in get_commands())
