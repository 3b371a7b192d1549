import copy
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROW = {
    "id": "A1", "lang": "en", "text": "Thanks, Oriel Thackwray.",
    "attachments": {"images": [{"alt": "", "people": [], "consent_recorded": True, "exif_gps": False}]},
    "context": {
        "publish_at": "2026-11-23T09:00:00+03:00", "kind": "event", "official_domains": ["courts.example"],
        "official_handles": [], "allow_handles": [],
        "matters": [{
            "id": "M1", "docket": "FD26P00999", "title": "(sealed)", "status": "judgment-embargoed",
            "embargo_until": "2026-11-24T10:00:00Z", "livestream": "allowed",
            "restrictions": [{"type": "anonymity", "protects": ["Oriel Thackwray"], "until": "further order"}],
            "parties": [{"name": "Oriel Thackwray", "role": "child", "protected": True}],
        }],
    },
    "expected": ["restricted-identity", "accessible-media"], "expected_severity": "block",
    "allowed": [], "must_not": [], "adversarial": [], "note": "",
}  # fmt: skip


def run(tmp_path: Path, *lines, **options):
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    out = StringIO()
    call_command("evaluate_checks", str(path), stdout=out, **options)
    return out.getvalue()


def changed(path, value):
    row = copy.deepcopy(ROW)
    spot = row
    for key in path[:-1]:
        spot = spot[key]
    if value is ...:
        del spot[path[-1]]
    else:
        spot[path[-1]] = value
    return row


def test_the_figures_have_their_agreed_keys(tmp_path):
    result = json.loads(run(tmp_path, ROW, json=True))
    assert list(result) == [
        "rows", "block_recall", "code_recall", "clean_rows", "clean_blocked", "must_not", "noise_rows", "missed",
        "wrong", "by_code", "by_language",
    ]  # fmt: skip


def test_codes_that_are_not_built_are_left_out(tmp_path):
    row = changed(["expected"], ["restricted-identity", "no-check-of-ours"])
    result = json.loads(run(tmp_path, row, json=True))
    assert (result["code_recall"], result["missed"]) == (1.0, [])


def test_the_table_names_each_code(tmp_path):
    assert "restricted-identity" in run(tmp_path, ROW)


def test_a_code_that_fires_unasked_is_noise(tmp_path):
    row = changed(["expected"], ["restricted-identity"])
    assert json.loads(run(tmp_path, row, json=True))["noise_rows"] == 1


def test_a_forbidden_code_is_counted(tmp_path):
    row = changed(["must_not"], ["restricted-identity"])
    assert json.loads(run(tmp_path, row, json=True))["must_not"] == 1


def test_a_clean_row_that_is_blocked_is_counted(tmp_path):
    row = changed(["expected_severity"], "justify")
    assert json.loads(run(tmp_path, row, json=True))["clean_blocked"] == 1


def test_a_line_separator_inside_a_text_is_no_new_line(tmp_path):
    line = json.dumps(changed(["text"], "One\u2028two\u0085three"), ensure_ascii=False)
    assert json.loads(run(tmp_path, line, json=True))["rows"] == 1


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (["txet"], "x", "line 2: txet: is not a known key"),
        (["context", "matters", 0, "judge"], "x", "context.matters[0].judge: is not a known key"),
        (["context", "matters", 0, "parties", 0, "age"], 7, "context.matters[0].parties[0].age: is not a known key"),
        (["attachments", "images", 0, "caption"], "x", "attachments.images[0].caption: is not a known key"),
        (["text"], ..., "line 2: text: is missing"),
        (["id"], ..., "id: is missing"),
        (["expected"], ..., "expected: is missing"),
        (["context", "publish_at"], ..., "context.publish_at: is missing"),
        (["context"], ..., "context: is missing"),
        (["text"], 5, "text: must be a string, not a number"),
        (["text"], None, "text: must be a string, not null"),
        (["expected"], "tone", "expected: must be a list, not a string"),
        (["expected"], [1], "expected[0]: must be a string"),
        (["context", "publish_at"], "2026-11-23T09:00:00", "context.publish_at: must say its offset"),
        (["context", "publish_at"], "tomorrow", "context.publish_at: must be a time in ISO 8601"),
        (["context", "kind"], "gossip", "context.kind: must be one of"),
        (["context", "matters", 0, "status"], "lost", "context.matters[0].status: must be one of"),
        (["context", "matters", 0, "restrictions", 0, "until"], "2026-13-01", "until: must be a date"),
        (["context", "matters", 0, "parties", 0, "protected"], "yes", "protected: must be true or false"),
        (["expected_severity"], "fatal", "expected_severity: must be one of"),
        (["lang"], "English please", "lang: must be a language tag"),
    ],
)
def test_a_bad_field_is_named_with_its_line(tmp_path, path, value, told):
    with pytest.raises(CommandError) as caught:
        run(tmp_path, ROW, changed(path, value))
    assert told in str(caught.value)
    assert "line 2" in str(caught.value)
    assert caught.value.returncode == 2


@pytest.mark.parametrize("line", ["{", "[]", "null", "7", '{"id": "a", "id": "b"}', "[" * 5000, "NaN"])
def test_a_bad_line_is_named(tmp_path, line):
    with pytest.raises(CommandError, match="line 2"):
        run(tmp_path, ROW, line)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nothing\.jsonl"):
        call_command("evaluate_checks", str(tmp_path / "nothing.jsonl"))


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no rows"):
        run(tmp_path, "")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("evaluate_checks", str(path))


def test_packs_are_laid_over_every_row(tmp_path):
    row = changed(["text"], "A group photograph.")
    row["attachments"]["images"][0] |= {"people": ["court user"], "consent_recorded": False, "alt": "Two people."}
    row |= {"expected": ["image-consent"], "expected_severity": "justify"}
    row["context"]["matters"] = []
    plain, laid = (json.loads(run(tmp_path, row, json=True, **more)) for more in ({}, {"packs": "fr-fr,it-it"}))
    assert (plain["clean_blocked"], laid["clean_blocked"]) == (0, 1)
    assert (laid["packs"], laid["changed"]) == (["fr-fr@1", "it-it@1"], ["A1"])


def test_a_pack_that_is_none_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="atlantis") as raised:
        run(tmp_path, ROW, packs="atlantis")
    assert raised.value.returncode == 2
