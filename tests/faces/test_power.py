import json


def test_power_says_what_a_question_needs(command):
    said = command("power", "pace", "2.35", "--recent", "3", "--before", "17", "--json")
    assert said.code == 0
    needed = json.loads(said.out)["needed"]
    assert 40 <= needed <= 120
    assert command("power", "agreement", "--prevalence", "0.2", "--width", "0.3").out.endswith("units coded by both\n")
    wrong = command("power", "share", "--share", "30")
    assert (wrong.code, wrong.err) == (1, "recount: share 30.0: give a number between 0 and 1\n")
