"""The portal as a municipality runs it: a server of its own, gunicorn, https in front, and nothing of the demo."""

import re
import shutil
import subprocess
import sys
import time
from base64 import b32decode
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from psycopg.conninfo import conninfo_to_dict

from drill.clients import too_large_without_proxy
from drill.web import HOST, HTTPS, KEY, PATIENCE, Web, ask, environment
from portal.backup import back_up
from portal.backup.picture import counts
from portal.backup.rehearsal import rehearse
from portal.database.spare import QUICK, SpareServer
from portal.proof import codes
from tests.headers import lacking

pytestmark = pytest.mark.xdist_group("production")
ROOT = Path(__file__).parent.parent
SECRET = "een-lang-wachtwoord-voor-de-proef"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SpareServer]:
    folder = tmp_path_factory.mktemp("database")
    with SpareServer(folder, settings=QUICK) as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def chores(database: SpareServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.Popen[str]]:
    """What is done once before the portal opens, side by side."""
    env = environment(database.url(), tmp_path_factory.mktemp("static"))
    commands = {
        "migrate": ["migrate", "--noinput"],
        "static": ["collectstatic", "--noinput"],
        "check": ["check", "--deploy", "--fail-level", "WARNING"],
    }
    return {
        name: subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, text=True, stdout=-1, stderr=-2
        )
        for name, words in commands.items()
    } | {"env": env}


@pytest.fixture(scope="module")
def outcome(chores: dict) -> dict[str, tuple[int, str]]:
    """The exit code and the words of each chore."""
    said = {name: chore.communicate()[0] for name, chore in chores.items() if name != "env"}
    return {name: (chores[name].returncode, words) for name, words in said.items()}


@pytest.fixture(scope="module")
def web(chores: dict, outcome: dict) -> Iterator[Web]:
    """A running gunicorn."""
    assert outcome["migrate"][0] == 0, outcome["migrate"][1]
    assert outcome["static"][0] == 0, outcome["static"][1]
    with Web(chores["env"]) as web:
        yield web


@pytest.fixture(scope="module")
def portal(web: Web) -> int:
    """Its port."""
    return web.port


def test_the_deployment_check_has_nothing_to_say(outcome):
    assert outcome["check"] == (0, "System check identified no issues (0 silenced).\n")


def test_the_log_in_page_comes_with_safe_headers_and_cookies(portal):
    page = ask(portal, "/inloggen/")
    assert page.status == 200
    assert lacking(page.headers, is_https=True) == set()
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    (name, cookie), *others = page.cookies.items()
    assert (name, others) == ("__Host-csrftoken", [])
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")


def test_nothing_of_the_demo_shows(portal):
    page = ask(portal, "/inloggen/").text
    assert "thuis-in-de-wijk" not in page
    assert "wijkteam.almere" not in page


def test_every_file_of_a_page_is_served_for_years(portal):
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', ask(portal, "/inloggen/").text))
    assert any(file.endswith(".css") for file in files)
    for file in files:
        answer = ask(portal, file)
        assert answer.status == 200, file
        assert "immutable" in answer.headers["Cache-Control"], file
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", file), "its name changes with its content"
        assert lacking(answer.headers, is_file=True, is_https=True) == set(), file


def test_files_come_as_small_as_the_browser_can_take_them_and_pages_never_do(portal):
    """What a page weighs when packed would tell what is in it (BREACH); a file is the same for everybody."""
    page = ask(portal, "/inloggen/", headers=HTTPS | {"Accept-Encoding": "gzip, br"})
    assert page.headers["Content-Encoding"] is None
    for file in set(re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))"', page.text)):
        for way in ("br", "gzip"):
            assert (
                ask(portal, file, headers=HTTPS | {"Accept-Encoding": way}).headers["Content-Encoding"] == way
            ), file


def test_plain_http_is_sent_on_to_https(portal):
    answer = ask(portal, "/inloggen/", headers={"Host": HOST})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/inloggen/")
    assert lacking(answer.headers) == set()
    assert ask(portal, "/inloggen/", headers=HTTPS | {"Host": "elders.test"}).status == 400


def test_somebody_can_log_in_through_the_proxy(portal, database):
    with psycopg.connect(database.url()) as connection:
        organisation = connection.execute(
            "INSERT INTO portal_organisation (kind, code, name, agb, mail, phone)"
            " VALUES ('PLATFORM', 'P', 'P', '', '', '') RETURNING id"
        ).fetchone()
        connection.execute(
            "INSERT INTO portal_user (login, name, role, password, is_active, organisation_id, mail, mail_kinds)"
            " VALUES ('auditor', 'Karin', 'AUDITOR', %s, true, %s, '', '{}')",
            [make_password(SECRET), organisation[0]],
        )
    page = ask(portal, "/inloggen/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    secret = page.cookies["__Host-csrftoken"].value
    form = {"login": "auditor", "password": SECRET, "csrfmiddlewaretoken": token}
    answer = ask(portal, "/inloggen/", headers=HTTPS | {"Cookie": f"__Host-csrftoken={secret}"}, form=form)
    assert (answer.status, answer.headers["Location"]) == (302, "/")
    session = answer.cookies["__Host-sessionid"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    inside = HTTPS | {"Cookie": f"__Host-csrftoken={secret}; __Host-sessionid={session.value}"}
    log = ask(portal, "/logboek/", headers=inside)
    assert (log.status, log.headers["Location"]) == (302, "/account/")  # nobody gets on with a password alone
    page = ask(portal, "/account/app/", headers=inside)
    sealed, token = (
        re.search(rf'name="{name}" value="([^"]+)"', page.text)[1] for name in ("sealed", "csrfmiddlewaretoken")
    )
    seed = b32decode(re.search(r"<p><strong>([A-Z2-7]{32})</strong>", page.text)[1])
    code = codes.code_at(seed, codes.step_at(timezone.now()))
    form = {"sealed": sealed, "code": code, "name": "Telefoon", "csrfmiddlewaretoken": token}
    answer = ask(portal, "/account/app/", headers=inside, form=form)
    assert (answer.status, answer.headers["Location"]) == (302, "/account/herstelcodes/")
    inside["Cookie"] = f"__Host-sessionid={answer.cookies['__Host-sessionid'].value}"
    log = ask(portal, "/logboek/", headers=inside)
    assert (log.status, "Ingelogd" in log.text) == (200, True)


def test_the_signs_of_life_need_no_https(portal):
    assert ask(portal, "/gezond/", headers={"Host": HOST}).status == 200
    assert ask(portal, "/klaar/", headers={"Host": HOST}).status == 200
    env = {"ALLOWED_HOSTS": HOST, "BIND": f"0.0.0.0:{portal}"}
    subprocess.run([sys.executable, ROOT / "deploy/alive.py"], env=env, check=True)


def test_without_its_database_the_portal_lives_says_so_and_comes_back(portal, database):
    database.stop()
    try:
        assert ask(portal, "/klaar/").status == 503
        assert ask(portal, "/gezond/").status == 200
        began = time.monotonic()
        page = ask(portal, "/wachtlijst/", headers=HTTPS | {"Cookie": "__Host-sessionid=iets"})
        assert (page.status, page.headers["Retry-After"]) == (503, "30")
        assert "even niet bereikbaar" in page.text
        assert lacking(page.headers, is_https=True) == set()
        assert time.monotonic() - began < 8
    finally:
        database.start()
    deadline = time.monotonic() + 15
    while ask(portal, "/klaar/").status != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_when_the_process_that_answers_is_killed_another_takes_its_place(web):
    """How soon it may be is for the drill to say, on a machine that does nothing else."""
    (before,) = web.workers()
    web.kill_workers()
    assert web.seconds_until_serving() < PATIENCE
    assert before not in web.workers()


def test_a_hundred_megabytes_are_refused_before_they_are_read(web):
    assert too_large_without_proxy(web).holds


def test_a_backup_holds_every_row_and_comes_back_the_same(outcome, database, tmp_path):
    """Made by the role for it; the owner, who sees no client either, would leave them out."""
    assert outcome["migrate"][0] == 0
    with psycopg.connect(database.url("postgres")) as connection:
        connection.execute(
            "WITH region AS (INSERT INTO portal_region (code, name, centre_municipality_id)"
            " VALUES ('R', 'R', '0034') RETURNING id)"
            " INSERT INTO portal_client"
            " (region_id, code, slug, given_names, family_name, also_called, origin_elsewhere)"
            " SELECT id, 'C1', 'abcdefgh', 'Anna', 'Vos', '', '' FROM region"
        )
    picture = back_up(tmp_path / "b", of=conninfo_to_dict(database.url("thuisroute_backup")), key=KEY)
    assert counts(picture)["portal_client"] == 1
    found = rehearse(tmp_path / "b", key=KEY)
    assert (found.differences, found.log_is_whole) == ([], True)


def test_without_a_key_of_its_own_the_portal_refuses_to_start(tmp_path):
    env = environment("postgresql://rol@db/portaal", tmp_path)
    del env["SECRET_KEY"]
    command = [sys.executable, "-c", "import portal.settings"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Zet SECRET_KEY" in done.stderr
    ours = subprocess.run(command, cwd=ROOT, env=env | {"SECRET_KEY": KEY}, check=False)
    assert ours.returncode == 0
