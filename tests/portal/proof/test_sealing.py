"""What is sealed is unreadable, bound to whose it is, and stays readable when the key changes."""

import os
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.proof.sealing import BrokenSealError, fingerprints, is_of_today, key_id, opened, seal
from portal.seal_keys import index_keys_from, seal_keys_from

OLD, NEW = b"o" * 32, b"n" * 32
ROOT = Path(__file__).parents[3]


def test_what_is_sealed_is_opened_for_the_same_user_only():
    sealed = seal(b"geheim", whose="gebruiker 1")
    assert b"geheim" not in sealed
    assert opened(sealed, whose="gebruiker 1") == b"geheim"
    with pytest.raises(BrokenSealError):
        opened(sealed, whose="gebruiker 2")


def test_it_opens_what_the_standard_says(settings):
    """Test case 14 of the GCM specification (McGrew and Viega): any program with the key reads what is sealed."""
    settings.SEAL_KEYS = [bytes(32)]
    hidden = bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    assert key_id(bytes(32)).hex() == "7d406fab"
    assert opened(bytes.fromhex("7d406fab") + bytes(12) + hidden, whose="") == bytes(16)


@pytest.mark.parametrize("broken", [b"", b"kort", b"x" * 60])
def test_what_was_changed_is_not_opened(broken):
    with pytest.raises(BrokenSealError):
        opened(broken, whose="gebruiker 1")


def test_no_byte_can_be_changed():
    sealed = seal(b"geheim", whose="a")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(BrokenSealError):
            opened(changed, whose="a")


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    settings.SEAL_KEYS = [OLD]
    sealed, known = seal(b"geheim", whose="a"), fingerprints("code", whose="a")[0]
    assert is_of_today(sealed)
    settings.SEAL_KEYS = [NEW, OLD]
    assert opened(sealed, whose="a") == b"geheim"
    assert not is_of_today(sealed)
    assert known in fingerprints("code", whose="a")
    settings.SEAL_KEYS = [NEW]
    with pytest.raises(BrokenSealError):
        opened(sealed, whose="a")


def test_the_keys_are_those_of_the_environment():
    words = ", ".join(b64encode(key).decode() for key in (NEW, OLD))
    assert seal_keys_from({"SEAL_KEY": words}, otherwise="x", is_production=True) == [NEW, OLD]


def test_the_key_that_finds_is_not_one_that_seals():
    written = {"BSN_INDEX_KEY": b64encode(OLD).decode()}
    assert index_keys_from(written, besides=[NEW], otherwise="x", is_production=True) == [OLD]
    assert index_keys_from({}, besides=[NEW], otherwise="x", is_production=True) == []
    with pytest.raises(ValueError, match="een andere sleutel"):
        index_keys_from(written, besides=[NEW, OLD], otherwise="x", is_production=True)
    made = [seal_keys_from, lambda *args, **facts: index_keys_from(*args, besides=(), **facts)]
    assert len({make({}, otherwise="x", is_production=False)[0] for make in made}) == 2


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
