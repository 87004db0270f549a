"""Writes tests/data/zones/season.txt: 1,000 wall times of a season in 40 zones, reckoned with the table of zones that
Python reads (zoneinfo over PyPI's tzdata), which shares no code with src/domain.

Run with `pip install tzdata==2026.6`, then `PYTHONTZPATH= python tests/oracle/zone_offsets.py`. Same table, same bytes.

The first lines are the wall times, in order: a day, and the minutes of that day. Half of them lie in the nights of both
changes of the United States, 1 November 2026 and 14 March 2027, the rest anywhere between October and April.
Then a line for each zone: its name; its offset in minutes at the beginning of October, and each change until the end of
April as `minute since 1970=offset`; a bar; and the offset that belongs to each of the wall times, in their order, as
`offset*how often`. A time that shows twice is the first of both; one that never shows is read by the clock before.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import TZPATH, ZoneInfo

SEED = 20261101
CASES = 1000
CHANGES = (date(2026, 11, 1), date(2027, 3, 14))
FROM, TO = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 5, 1, tzinfo=UTC)
OUT = Path(__file__).parent.parent / "data" / "zones" / "season.txt"
ZONES = """
Pacific/Honolulu America/Anchorage America/Adak America/Los_Angeles America/Denver America/Phoenix America/Boise
America/Chicago America/Menominee America/Indiana/Knox America/New_York America/Detroit America/Indiana/Indianapolis
America/Kentucky/Louisville America/Puerto_Rico America/Mexico_City America/Toronto America/St_Johns America/Sao_Paulo
Atlantic/Azores Europe/London Africa/Lagos Europe/Berlin Africa/Cairo Africa/Nairobi Asia/Riyadh Asia/Tehran Asia/Dubai
Asia/Kabul Asia/Karachi Asia/Kolkata Asia/Kathmandu Asia/Dhaka Asia/Yangon Asia/Manila Asia/Tokyo Australia/Adelaide
Australia/Lord_Howe Pacific/Auckland Pacific/Chatham
""".split()


def minutes(length: timedelta) -> int:
    whole, rest = divmod(length, timedelta(minutes=1))
    assert not rest
    return whole


def offset(zone: ZoneInfo, at: datetime) -> int:
    return minutes(at.astimezone(zone).utcoffset())


def changes(zone: ZoneInfo) -> list[str]:
    found = []
    at = FROM
    while at < TO:
        step = at + timedelta(hours=6)
        if offset(zone, at) != offset(zone, step):
            before, after = at, step
            while after - before > timedelta(minutes=1):
                middle = before + timedelta(minutes=minutes(after - before) // 2)
                if offset(zone, middle) == offset(zone, before):
                    before = middle
                else:
                    after = middle
            found.append(f"{int(after.timestamp()) // 60}={offset(zone, after)}")
        at = step
    return found


def cases() -> list[datetime]:
    dice = Random(SEED)
    found: set[datetime] = set()
    while len(found) < CASES:
        if len(found) < CASES // 2:
            day, minute = dice.choice(CHANGES), dice.randrange(5 * 60)
        else:
            day, minute = date(2026, 10, 5) + timedelta(days=dice.randrange(200)), dice.randrange(24 * 60)
        found.add(datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute))
    return sorted(found)


def runs(offsets: list[int]) -> str:
    found: list[list[int]] = []
    for one in offsets:
        if found and found[-1][0] == one:
            found[-1][1] += 1
        else:
            found.append([one, 1])
    return " ".join(f"{one}*{count}" for one, count in found)


def main() -> None:
    assert not TZPATH, "set PYTHONTZPATH to nothing, so that the table is that of tzdata"
    walls = cases()
    lines = []
    for day in sorted({wall.date() for wall in walls}):
        of_day = (str(wall.hour * 60 + wall.minute) for wall in walls if wall.date() == day)
        lines.append(f"{day} {' '.join(of_day)}")
    for name in ZONES:
        zone = ZoneInfo(name)
        # Without a fold, zoneinfo takes the first of two, and for none the offset before (PEP 495).
        offsets = [minutes(wall.replace(tzinfo=zone).utcoffset()) for wall in walls]
        head = " ".join([name, str(offset(zone, FROM)), *changes(zone)])
        lines.append(f"{head} | {runs(offsets)}")
    assert len(ZONES) == len(set(ZONES)) == 40
    OUT.write_text("\n".join(lines) + "\n")
    print(f"{len(walls)} wall times in {len(ZONES)} zones")


if __name__ == "__main__":
    main()
