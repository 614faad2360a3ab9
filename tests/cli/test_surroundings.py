"""What stands around a run: pipes, colour, locale, language, disk, and texts of any size."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import clean_environment, open_to_others

HERE = Path(__file__).parent
SAMPLE = (HERE / "sample.toml").read_text(encoding="utf-8")
WRONG = SAMPLE + "".join(f'\n[[clause]]\nid = "k{number}"\ntxt = "x"\n' for number in range(500))


@pytest.fixture
def storby(git_folder: Any) -> Path:
    git_folder.write("agreements/storby/2021.toml", SAMPLE)
    return git_folder.path  # type: ignore[no-any-return]


def shell(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    """A line of shell; ``medlofte`` in it is the program."""
    command = command.replace("medlofte", f"'{sys.executable}' -m medlofte")
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=clean_environment(folder),
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
def test_a_reader_that_leaves(form: str, git_folder: Any):
    git_folder.write("agreements/storby/2021.toml", WRONG)
    done = shell(git_folder.path, f"medlofte check --format {form} | head -1")
    assert done.returncode == 0
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    "command",
    ["show storby", "list", "rules", "diff storby/2021 storby/2021", "changelog storby", "--help", "schema"],
)
def test_a_reader_that_never_reads(command: str, storby: Path):
    done = shell(storby, f"medlofte {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("list >&-", 0),
        ("check >&- 2>&-", 0),
        ("show nowhere >&- 2>&-", 2),
        ("--help >&-", 0),
        ("nothing 2>&-", 2),
    ],
)
def test_a_stream_that_is_closed(command: str, code: int, storby: Path):
    done = shell(storby, f"medlofte {command}")
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")


@pytest.mark.parametrize(
    "command",
    ["check", "check --format json", "show storby", "list", "rules", "changelog storby", "schema", "--help"],
)
def test_a_full_disk_behind_a_redirection(command: str, storby: Path):
    done = shell(storby, f"medlofte {command} > /dev/full")
    assert done.stderr == "error: the result could not be written: No space left on device\n"
    assert done.returncode == 3


def test_a_thousand_findings(git_folder: Any, medlofte: Any):
    git_folder.write("agreements/storby/2021.toml", WRONG)
    done = medlofte("check", cwd=git_folder.path)
    assert done.returncode == 1
    assert done.stdout.count("error M110: unknown key 'txt'") == 500
    assert done.stdout.count("error M111: the key 'text' is missing") == 500
    assert done.stdout.endswith("1 file checked: 1000 errors, 0 warnings\n")
    places = [int(line.split(":")[1]) for line in done.stdout.split("\n") if line.startswith("agreements/")]
    assert places == sorted(places)


def test_very_long_lines(git_folder: Any, medlofte: Any):
    """A line of half a million signs is cut round the place; nothing else is lost."""
    long = "å" * 250_000
    git_folder.write(
        "agreements/storby/2021.toml", f'title = "{long}"\n' + SAMPLE + f'note = ["{long}", 1]\n'
    )
    done = medlofte("check", cwd=git_folder.path)
    assert done.returncode == 1
    assert max(map(len, done.stdout.split("\n"))) < 400
    shown = medlofte("show", "storby", cwd=git_folder.path)
    assert shown.returncode == 3
    git_folder.write(
        "agreements/storby/2021.toml",
        SAMPLE.replace("Polisen fotpatrullerar", f"Polisen {long} fotpatrullerar"),
    )
    assert medlofte("show", "storby", cwd=git_folder.path).stdout.count("å") > 250_000


@pytest.mark.parametrize("locale", ["C", "POSIX", "sv_SE.ISO-8859-1", "nonsense"])
def test_text_is_utf8_whatever_the_locale(locale: str, storby: Path, medlofte: Any):
    done = medlofte(
        "show", "storby", cwd=storby, env={"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0
    assert "Medborgarlöften Storby 2021" in done.stdout


LANGUAGES = {
    "nothing": ({}, "document"),
    "locale": ({"LANG": "sv_SE.UTF-8"}, "dokument"),
    "locale-finland": ({"LC_ALL": "sv_FI.UTF-8"}, "dokument"),
    "locale-other": ({"LC_ALL": "fi_FI.UTF-8"}, "document"),
    "locale-before-lang": ({"LC_ALL": "C", "LANG": "sv_SE.UTF-8"}, "document"),
    "variable": ({"MEDLOFTE_LANG": "sv"}, "dokument"),
    "variable-before-locale": ({"MEDLOFTE_LANG": "en", "LANG": "sv_SE.UTF-8"}, "document"),
    "variable-unknown": ({"MEDLOFTE_LANG": "tlh"}, "document"),
    "option": ({"MEDLOFTE_LANG": "en"}, "dokument", "--lang", "sv"),
    "option-equals": ({}, "dokument", "--lang=sv"),
    "option-region": ({}, "dokument", "--lang=sv-SE"),
    "option-unknown": ({"MEDLOFTE_LANG": "sv"}, "document", "--lang", "tlh"),
    "option-upwards": ({}, "document", "--lang", "../../sv"),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_language_of_messages(name: str, storby: Path, medlofte: Any):
    env, word, *options = LANGUAGES[name]
    done = medlofte(*options, "list", cwd=storby, env=env)
    assert done.returncode == 0
    assert done.stdout.split()[0] == word


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": ""}, {"CLICOLOR": "1"}], ids=str
)
def test_no_colour_in_a_pipe(env: dict[str, str], git_folder: Any, medlofte: Any):
    git_folder.write("agreements/storby/2021.toml", WRONG)
    git_folder.write("agreements/storby/2020.toml", SAMPLE)
    for arguments in (
        ("check",),
        ("show", "storby/2020"),
        ("list",),
        ("rules",),
        ("diff", "storby/2020", "storby/2020"),
        ("--help",),
    ):
        done = medlofte(*arguments, cwd=git_folder.path, env=env)
        assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("epoch", "code"), [("0", 0), ("1612483200", 0), ("soon", 2), ("9" * 30, 2), ("-1", 0)]
)
def test_the_day_from_the_environment(epoch: str, code: int, storby: Path, medlofte: Any):
    assert medlofte("check", cwd=storby, env={"SOURCE_DATE_EPOCH": epoch}).returncode == code


def test_the_folder_is_gone(storby: Path):
    done = shell(storby, "mkdir gone && cd gone && rmdir ../gone && medlofte check")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("error: ")


def test_a_folder_that_may_not_be_read(storby: Path):
    """As a user whom permissions stop."""
    folder = storby / "agreements" / "storby"
    open_to_others(storby)
    lower = (
        "import importlib, os, pkgutil, sys, medlofte\n"
        "for found in pkgutil.walk_packages(medlofte.__path__, 'medlofte.'):\n"
        "    found.name.endswith(('__main__', 'build_mo')) or importlib.import_module(found.name)\n"
        "from medlofte.cli.app import run\n"
        "run(['check'])\n"  # everything that is loaded late is loaded before permissions go
        "os.chmod('agreements/storby', 0)\n"
        "os.geteuid() or os.setuid(65534)\n"
        "sys.exit(run(['check']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", lower],
        cwd=storby,
        env=clean_environment(storby),
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    folder.chmod(0o755)
    assert done.stderr.startswith("error: agreements/storby cannot be read: Permission denied\n")
    assert done.returncode == 3
