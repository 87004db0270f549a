"""Reads tests/data/calendar/season.ics with two libraries that share no code with src/exchange, and compares what
they find with tests/data/calendar/interviews.json, of which tests/native/calendar.rs says that the file is written. Then
before.ics and after.ics, of one interview that moved: the second replaces what the first one wrote.

Run with `pip install icalendar==7.3.2 ics==0.7.3`, then `python tests/oracle/calendar_files.py`. Prints two lines, or
fails. `ics` takes a backslash before n or r apart twice, so no case has one; tests/native/calendar.rs has. Times are checked against the table of zones that Python brings along (tzdata).
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
        (sequence,) = (line.value for line in event.extra if line.name == "SEQUENCE")
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
                "sequence": int(sequence),
            }
        )
    return found


def lawful(name: str) -> bytes:
    """The bytes of a file, of which every line is one of RFC 5545."""
    raw = (DATA / name).read_bytes()
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")[:-1]
    assert not any(b"\r" in line or b"\n" in line for line in lines), "a line end that is not CRLF"
    assert all(0 < len(line) <= 75 for line in lines), "a line of more than 75 octets, or none"
    assert any(line.startswith(b" ") for line in lines), "nothing is folded"
    # Folded between characters: each line can be read by itself.
    for line in lines:
        line.decode()
    return raw


def moves(names: str) -> None:
    """An interview that moved is the same event, later, and what a calendar keeps of both files is the second."""
    before, after = lawful("before.ics"), lawful("after.ics")
    for reader, read in (("icalendar", by_icalendar), ("ics", lambda raw: by_ics(raw.decode()))):
        (first,), (second,) = read(before), read(after)
        assert first["uid"] == second["uid"], reader
        assert second["sequence"] > first["sequence"] > 0, (reader, first["sequence"], second["sequence"])
        assert first["title"] == second["title"] == plain(f"Interview: {names}".strip()), (reader, first["title"])
        assert first["start"] == datetime(2026, 12, 14, 14, 0, tzinfo=UTC), reader
        assert second["start"] == datetime(2026, 12, 16, 15, 30, tzinfo=UTC), reader
        # Whatever comes first, the higher number stays.
        for files in ((first, second), (second, first)):
            kept: dict[str, dict] = {}
            for event in files:
                known = kept.get(event["uid"])
                if known is None or event["sequence"] > known["sequence"]:
                    kept[event["uid"]] = event
            assert list(kept.values()) == [second], reader


def main() -> None:
    raw = lawful("season.ics")
    told = json.loads((DATA / "interviews.json").read_text())
    # What the cases must have, so that they prove something.
    names = "".join(case["name"] for case in told)
    assert all(sign in names for sign in (";", ",", "\\", "\r\n", "\U0001f3e5", "\0"))
    assert max(len(case["name"]) for case in told) >= 300
    cases = [wanted(case) for case in told]
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
    # The longest name that a program may have is made of the beginning of each.
    moves("".join(case["name"][:45] for case in told))
    print("an interview that moved replaces itself")


if __name__ == "__main__":
    main()
