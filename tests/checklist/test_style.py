"""House style on the desk: every rule has its sentence, and one click mends what was clicked."""

import json
import tomllib
from pathlib import Path

from articles.checklist.style import MOST_SHOWN, QUESTIONS, SENTENCES, described, findings_in, mend_fields

TABLE = tomllib.loads((Path(__file__).parents[1] / "data/house_style.toml").read_text())


def test_every_rule_has_its_sentence():
    assert set(SENTENCES) == set(TABLE) - {"asked", "untouched"}
    assert set(QUESTIONS) <= set(TABLE["asked"])


def test_findings_are_ready_for_json():
    fields = {"headline": "الوزير, فى المدينة", "body": '<p onclick="x">قال <b>"نعم"</b> ان</p>', "lede": ""}
    found = json.loads(json.dumps(described(findings_in(fields))))
    assert [(one["field"], one["rule"], one["found"], one["replacement"]) for one in found] == [
        ("headline", "comma", ",", "،"),
        ("headline", "final-letter", "فى", "في"),
        ("body", "quotes", '"نعم"', "«نعم»"),
        ("body", "hamza", "ان", None),
    ]
    assert found[0]["before"] == "الوزير"
    assert found[3]["sentence"] == str(QUESTIONS["hamza"])
    assert len(described(findings_in(fields, silenced={found[0]["key"]}))) == 3


def test_one_click_mends_one_finding():
    fields = {"headline": "الوزير, فى المدينة", "body": "<p>قال <b>نعم</b> ,ثم</p>"}
    comma = described(findings_in(fields))[0]
    assert mend_fields(fields, only={comma["key"]}) == {"headline": "الوزير، فى المدينة"}
    assert mend_fields(fields) == {
        "headline": "الوزير، في المدينة",
        "body": "<p>قال <strong>نعم</strong>، ثم</p>",
    }
    assert mend_fields(fields, silenced={comma["key"]})["headline"] == "الوزير, في المدينة"
    assert mend_fields({"headline": "الوزير في المدينة"}) == {}


def test_a_text_full_of_slips_gives_a_bounded_answer():
    assert len(described(findings_in({"lede": "الى " * 2000}))) == MOST_SHOWN
