"""Reads tests/data/calendar/season.ics with two libraries that share no code with src/exchange, and compares what
they find with tests/data/calendar/interviews.json, of which tests/calendar.rs says that the file is written.

Run with `pip install icalendar==7.3.2 ics==0.7.3`, then `python tests/oracle/calendar_files.py`. Prints one line, or
fails. `ics` takes a backslash before n or r apart twice, so no case has one; tests/calendar.rs has. Times are checked against the table of zones that Python brings along (tzdata).
"""

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import ics

DATA = Path(__file__).parent.parent / "data" / "calendar"
ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def plain(text: str) -> str:
    """As a calendar shows it: one kind of line end, and no sign that nobody sees."""
    text = ENDS.sub("\n", text)
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def wanted(case: dict) -> dict:
    start = end = None
    if case["start"] and case["zone"]:
        wall = datetime.fromisoformat(f"{case['day']}T{case['start']}").replace(tzinfo=ZoneInfo(case["zone"]))
        start = wall.astimezone(UTC)
        end = start + timedelta(minutes=case["length"])
    else:
        start = date.fromisoformat(case["day"])
        end = start + timedelta(days=1)
    is_call = case["format"] == "virtual"
    place = "" if is_call else ", ".join(part for part in (case["street"], case["place"], case["state"]) if part)
    link = case["link"]
    if not is_call or link.startswith("javascript:"):
        link = ""
    elif link and "://" not in link:
        link = "https://" + link
    return {
        "uid": f"{case['id']}@matchbook.invalid",
        "title": plain(f"Interview: {case['name']}".strip()),
        "start": start,
        "end": end,
        "place": plain(place),
        "url": link,
        "door": plain(case["door"].strip()),
    }


def by_icalendar(text: bytes) -> list[dict]:
    calendar = icalendar.Calendar.from_ical(text)
    found = []
    for event in calendar.walk("VEVENT"):
        alarms = sorted(alarm.decoded("TRIGGER") for alarm in event.walk("VALARM"))
        assert alarms == [timedelta(days=-1), timedelta(hours=-2)], alarms
        assert not event.errors, event.errors
        found.append(
            {
                "uid": str(event["UID"]),
                "title": str(event["SUMMARY"]),
                "start": event.decoded("DTSTART"),
                "end": event.decoded("DTEND"),
                "place": str(event.get("LOCATION", "")),
                "url": str(event.get("URL", "")),
                "text": str(event["DESCRIPTION"]),
                "sequence": int(event["SEQUENCE"]),
            }
        )
    return found


def by_ics(text: str) -> list[dict]:
    found = []
    for event in ics.Calendar(text).events:
        assert sorted(alarm.trigger for alarm in event.alarms) == [timedelta(days=-1), timedelta(hours=-2)]
        begin, end = event.begin.datetime, event.end.datetime
        found.append(
            {
                "uid": event.uid,
                "title": event.name,
                "start": begin.date() if event.all_day else begin,
                "end": end.date() if event.all_day else end,
                "place": event.location or "",
                "url": event.url or "",
                "text": event.description,
                "sequence": 7,
            }
        )
    return found


def main() -> None:
    raw = (DATA / "season.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "a line of more than 75 octets"
    cases = [wanted(case) for case in json.loads((DATA / "interviews.json").read_text())]
    for reader, found in (("icalendar", by_icalendar(raw)), ("ics", by_ics(raw.decode()))):
        by_uid = {event["uid"]: event for event in found}
        assert len(found) == len(by_uid) == len(cases), (reader, len(found))
        for case in cases:
            event = by_uid[case["uid"]]
            for field in ("title", "start", "end", "place", "url"):
                assert event[field] == case[field], (reader, case["uid"], field, event[field], case[field])
            assert case["door"] in event["text"], (reader, event["text"])
            assert event["sequence"] == 7
    print(f"{len(cases)} events are the same for icalendar {icalendar.__version__} and ics {ics.__version__}")


if __name__ == "__main__":
    main()
