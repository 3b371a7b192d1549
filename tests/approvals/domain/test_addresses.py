import pytest

from approvals.domain.addresses import DISTANT, addresses, bare_domain, belongs, distance, looks_like

OURS = ("courts.example",)


@pytest.mark.parametrize(
    ("text", "host", "port", "path"),
    [
        ("(see https://Courts.Example/a_(b)).", "courts.example", "", "/a_(b)"),
        ("www.courts.example, then", "www.courts.example", "", ""),
        ("https://courts.example:8443?x=1!", "courts.example", "8443", "?x=1"),
        ("ｃｏｕｒｔｓ．example/a", "courts.example", "", "/a"),
        ("网址https://courts.example/查看", "courts.example", "", "/"),
    ],
)
def test_the_parts_of_an_address(text, host, port, path):
    (one,) = addresses(text)
    assert (one.host, one.port, one.path) == (host, port, path)
    assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text", ["hxxps://evil.example", "evil[.]com", "evil(dot)com", "No. 3.4", "a.b", "x@y.example"]
)
def test_what_is_no_address(text):
    assert addresses(text) == []


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("courts", "courts", 0),
        ("courts", "court", 1),
        ("coutrs", "courts", 1),
        ("county", "courts", 2),
        ("a", "courts", 3),
    ],
)
def test_slips_are_counted(one, other, far):
    assert distance(one, other) == far
    assert distance("", "abcdef") == DISTANT


def test_a_host_below_the_courts_belongs_to_it():
    assert belongs("a.courts.example", OURS)
    assert not belongs("acourts.example", OURS)


@pytest.mark.parametrize(
    "host", ["courtz.example", "courts.exarnple", "courts.example.net", "mycourts.example", "cοurts.example"]
)
def test_hosts_that_pretend(host):
    assert looks_like(host, OURS)


@pytest.mark.parametrize("host", ["library.example", "courts.gov", "police.example", "example.com", "uk.example"])
def test_hosts_that_do_not(host):
    assert not looks_like(host, OURS)


def test_a_domain_as_people_type_it():
    assert bare_domain(" https://www.Courts.Example/start ") == "courts.example"
