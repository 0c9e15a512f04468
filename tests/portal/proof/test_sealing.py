"""What is sealed is unreadable, bound to whose it is, and stays readable when the key changes."""

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.proof.sealing import BrokenSealError, fingerprints, opened, seal
from portal.seal_keys import seal_keys_from

OLD, NEW = b"o" * 32, b"n" * 32
ROOT = Path(__file__).parents[3]


def test_what_is_sealed_is_opened_for_the_same_user_only():
    sealed = seal(b"geheim", whose="gebruiker 1")
    assert b"geheim" not in sealed
    assert opened(sealed, whose="gebruiker 1") == b"geheim"
    with pytest.raises(BrokenSealError):
        opened(sealed, whose="gebruiker 2")


@pytest.mark.parametrize("broken", [b"", b"kort", b"x" * 60])
def test_what_was_changed_is_not_opened(broken):
    with pytest.raises(BrokenSealError):
        opened(broken, whose="gebruiker 1")


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.SEAL_KEYS = [OLD]
    sealed, known = seal(b"geheim", whose="a"), fingerprints("code", whose="a")[0]
    settings.SEAL_KEYS = [NEW, OLD]
    assert opened(sealed, whose="a") == b"geheim"
    assert known in fingerprints("code", whose="a")
    settings.SEAL_KEYS = [NEW]
    with pytest.raises(BrokenSealError):
        opened(sealed, whose="a")


def test_the_keys_are_those_of_the_environment():
    words = ", ".join(b64encode(key).decode() for key in (NEW, OLD))
    assert seal_keys_from({"SEAL_KEY": words}, otherwise="x", is_production=True) == [NEW, OLD]


@pytest.mark.parametrize("words", ["", "geen base64!", b64encode(b"kort").decode()])
def test_production_does_not_start_without_a_real_key(words):
    with pytest.raises(ValueError, match="openssl rand -base64 32"):
        seal_keys_from({"SEAL_KEY": words, "SERVES_PAGES": "1"}, otherwise="x", is_production=True)


def test_a_command_needs_none_until_it_seals(settings):
    settings.SEAL_KEYS = seal_keys_from({}, otherwise="x", is_production=True)
    assert settings.SEAL_KEYS == []
    with pytest.raises(ImproperlyConfigured, match="Zet SEAL_KEY"):
        seal(b"geheim", whose="a")


@pytest.mark.parametrize(("module", "starts"), [("portal.wsgi", False), ("portal.settings", True)])
def test_pages_are_not_served_without_and_commands_are(module, starts):
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://a@b/c", "SECRET_KEY": "x" * 60}
    command = [sys.executable, "-c", f"import {module}"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode == 0, "Zet SEAL_KEY" in done.stderr) == (starts, not starts)
