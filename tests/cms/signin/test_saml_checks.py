from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Word

from cms.keys import fresh_keys
from cms.signin.saml_checks import check_saml
from tests.cms.signin.identity import PRAECO, key, metadata

ROOT = Path(__file__).resolve().parents[3]
WITHOUT = (
    "import sys; [sys.modules.__setitem__(name, None) for name in ('onelogin', 'xmlsec', 'lxml')]; "
    "from django.core.management import execute_from_command_line as run; run(['manage.py', 'check'])"
)
Told = Callable[..., list[str]]


@pytest.fixture
def told(settings, tmp_path: Path) -> Told:
    """The ids of what the check says of that metadata."""

    def ids(text: str = "", **other: Any) -> list[str]:
        file = tmp_path / "idp.xml"
        file.write_text(text or metadata(key()))
        settings.PUBLIC_URL = PRAECO
        settings.SAML = {"metadata": str(file), "name": "Court sign-in", **other}
        return [one.id for one in check_saml()]

    return ids


def test_nothing_is_asked_where_it_is_not_set(settings) -> None:
    settings.SAML = {}
    assert check_saml() == []


def test_what_is_whole_passes(told: Told) -> None:
    assert told(metadata(key(), key("next")), email="mail") == []


@pytest.mark.parametrize("left_out", ["metadata", "name"])
def test_what_is_needed_is_named(told: Told, left_out: str) -> None:
    assert told(**{left_out: ""}) == ["cms.E004"]
    assert left_out in check_saml()[0].msg


@pytest.mark.parametrize("loose", ["signed", "want_assertion_signed", "idp_initiated", "url"])
def test_nothing_can_be_loosened(told: Told, loose: str) -> None:
    assert told(**{loose: "false"}) == ["cms.E004"]
    assert "always signed" in check_saml()[0].hint


def test_it_comes_back_over_tls_only(settings, told: Told) -> None:
    told()
    settings.PUBLIC_URL = "http://praeco.courts.example"
    assert [one.id for one in check_saml()] == ["cms.E005"]
    settings.DEMO = True
    assert check_saml() == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (metadata(), ["cms.E007"]),
        (metadata(key(), sso=""), ["cms.E007"]),
        (metadata(key(), binding=Word.BINDING_HTTP_POST), ["cms.E007"]),
        (metadata(key(), sso="http://login.courts.example/sso"), ["cms.E007"]),
        (metadata(key()).replace("IDPSSODescriptor", "SPSSODescriptor"), ["cms.E007"] * 3),
        (f"<md:All xmlns:md='{Word.NS_MD}'>{metadata(key())}{metadata(key('evil'))}</md:All>", ["cms.E007"] * 3),
        ("<!DOCTYPE r [<!ENTITY e 'x'>]>" + metadata(key()), ["cms.E007"]),
        ("no xml", ["cms.E007"]),
        (metadata(key(), attributes='WantAuthnRequestsSigned="true"'), ["cms.E008"]),
        (metadata(key("short", bits=1024)), ["cms.E009"]),
        (metadata(key("old", days=-1)), ["cms.W001"]),
        (metadata(key()).replace("X509Certificate>M", "X509Certificate>A", 1), ["cms.E009"]),
    ],
)
def test_metadata_that_is_not_whole_is_refused(told: Told, text: str, found: list[str]) -> None:
    assert told(text) == found


def test_a_file_that_is_not_there_is_named(told: Told) -> None:
    assert told(metadata="/nowhere/idp.xml") == ["cms.E007"]


def test_all_of_praeco_starts_without_the_extra_but_the_check_that_says_what_to_install(tmp_path: Path) -> None:
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = {"PRAECO_SAML": "metadata=/nowhere/idp.xml,name=Court sign-in", "PRAECO_PUBLIC_URL": PRAECO}
    told = {**bare, **fresh_keys(), **given, "PRAECO_VAR": str(tmp_path), "PRAECO_ENV": "/dev/null"}
    told["DJANGO_SETTINGS_MODULE"] = "cms.settings"
    command = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cms.E006" in done.stderr
    assert "requirements-saml.txt" in done.stderr
    assert "identified 1 issue" in done.stderr


def test_the_libraries_that_are_pinned_stand_on_the_same_one() -> None:
    """xmlsec refuses to load beside an lxml that was built with another libxml2: the pins must fit."""
    ask = "import xmlsec, lxml.etree as e; print(xmlsec.get_libxml_version() == e.LIBXML_VERSION)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True", done.stderr
