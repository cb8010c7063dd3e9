"""The peers' side of bench/reads/times.py: runs in an environment that has them, prints what they read as JSON.

Usage: python times_read.py INPUT.json, which holds {"news": [{"id", "text", "day"}], "probe": {"day", "words": [...]}}.
Each peer's answer is put in the form that is best for it: where dateparser gives the instant of "last year" or of
"in March", the unit its words name is taken; where Recognizers gives two readings, the past one is.
"""

import json
import re
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import parsedatetime
from dateparser import parse
from dateparser.search import search_dates
from recognizers_date_time import recognize_datetime

MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def unit_of(words, day):
    """The TIMEX3 value of an instant at the grain that the words have."""
    if re.fullmatch(r"(?:in |of |since )?\d{4}", words) or re.search(r"\byears?\b|\bdecade", words):
        return f"{day.year}"
    if re.search(r"\bmonths?\b", words) or (MONTH.search(words) and not re.search(r"\b\d{1,2}\b", words)):
        return f"{day.year}-{day.month:02}"
    if re.search(r"\bweeks?\b", words):
        return f"{day.isocalendar()[0]}-W{day.isocalendar()[1]:02}"
    return day.isoformat()


def searched(text, day):
    base = datetime.combine(day, datetime.min.time())
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found, at = [], 0
    for words, when in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        found.append({"start": start, "end": at, "value": unit_of(words.lower(), when.date()), "type": "DATE"})
    return found


def pick(values):
    """The first reading, which is the past one."""
    return values[0] if values else {}


def timex_of(one):
    value = pick(one.resolution["values"]) if one.resolution else {}
    timex = value.get("timex", "")
    if "X" not in timex and not timex.startswith("("):
        return timex
    if value.get("value", "").startswith(("1", "2")):
        return value["value"][:10]
    if "start" in value and "end" in value:
        try:
            first, last = (date.fromisoformat(value[k][:10]) for k in ("start", "end"))
        except ValueError:
            return timex
        if (last - first).days in (28, 29, 30, 31):
            return f"{first.year}-{first.month:02}"
        if (last - first).days in (90, 91, 92):
            return f"{first.year}-Q{(first.month + 2) // 3}"
        return f"{first.year}" if (last - first).days in (365, 366) else timex
    return timex


def recognized(text, day):
    return [
        {"start": one.start, "end": one.end + 1, "value": timex_of(one), "type": "DATE"}
        for one in recognize_datetime(text, "en-us", reference=datetime.combine(day, datetime.min.time()))
    ]


def interval_parsed(words, day):
    when = parse(
        words, settings={"RELATIVE_BASE": datetime.combine(day, datetime.min.time()), "PREFER_DATES_FROM": "past"}
    )
    return [when.date().isoformat()] * 2 if when else None


def interval_searched(words, day):
    settings = {"RELATIVE_BASE": datetime.combine(day, datetime.min.time()), "PREFER_DATES_FROM": "past"}
    found = search_dates(words, languages=["en"], settings=settings)
    return [found[0][1].date().isoformat()] * 2 if found else None


def interval_pdt(words, day):
    when, status = parsedatetime.Calendar().parseDT(words, sourceTime=datetime.combine(day, datetime.min.time()))
    return [when.date().isoformat()] * 2 if status else None


def interval_recognized(words, day):
    found = recognize_datetime(words, "en-us", reference=datetime.combine(day, datetime.min.time()))
    value = pick(found[0].resolution["values"]) if found and found[0].resolution else {}
    if "start" in value or "end" in value:
        last = value.get("end")
        if last and re.fullmatch(r"\d{4}-\d\d-\d\d", last):
            last = (date.fromisoformat(last) - timedelta(days=1)).isoformat()
        return [value.get("start"), last]
    return [value["value"][:10]] * 2 if "value" in value else None


def main():
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    news, probe = given["news"], given["probe"]
    found = {"news": {}, "probe": {}, "seconds": {}}
    for name, reader in (("dateparser", searched), ("recognizers", recognized)):
        begin = time.perf_counter()
        found["news"][name] = {one["id"]: reader(one["text"], date.fromisoformat(one["day"])) for one in news}
        found["seconds"][name] = time.perf_counter() - begin
    day = date.fromisoformat(probe["day"])
    for name, reader in (
        ("dateparser", interval_parsed), ("dateparser_search", interval_searched),
        ("parsedatetime", interval_pdt), ("recognizers", interval_recognized),
    ):  # fmt: skip
        found["probe"][name] = [reader(words, day) for words in probe["words"]]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
