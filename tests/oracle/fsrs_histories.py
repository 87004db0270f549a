"""Writes tests/data/fsrs_histories.txt: 1,000 random review histories as py-fsrs sees them.

py-fsrs is an implementation of FSRS-6 that shares no code with the `fsrs` crate. Run with
`pip install fsrs==6.3.2`, then `python tests/oracle/fsrs_histories.py > tests/data/fsrs_histories.txt`.
Same seed, same bytes.

One history a line: desired retention in percent, then reviews `rating,wait,stability,difficulty,state+step,due`,
separated by spaces. `wait` is minutes (`5m`) or days (`3d`) since the review before; `state` is L(earning),
V (review) or R(elearning); `due` is minutes or days after the review. All times of one history keep clear of the
borders of study days: a wait in minutes stays on its day and a wait in days is a whole number of 24 hours, so that
py-fsrs (which counts 24-hour spans) and study days (which count calendar days) mean the same.
"""

from datetime import datetime, timedelta, timezone
from random import Random

from fsrs import Card, Rating, Scheduler, State

SEED = 20261214
HISTORIES = 1000
LETTER = {State.Learning: "L", State.Review: "V", State.Relearning: "R"}


def wait_before(dice: Random, card: Card, minutes_today: int) -> timedelta:
    """How long until the next review: on time, early, late, or once more on the same day."""
    days = (card.due - card.last_review).days
    if days == 0:
        if minutes_today < 600 and dice.random() < 0.85:
            return timedelta(minutes=dice.randint(0, 15))
        return timedelta(days=dice.randint(1, 6))
    kind = dice.random()
    if kind < 0.5:
        return timedelta(days=days)
    if kind < 0.6 and minutes_today < 600:
        return timedelta(minutes=dice.randint(1, 60))
    if kind < 0.75:
        return timedelta(days=dice.randint(1, days))
    return timedelta(days=days + dice.randint(0, 2 * days))


def span(delta: timedelta) -> str:
    if delta.days:
        assert delta.seconds == 0
        return f"{delta.days}d"
    seconds = int(delta.total_seconds())
    return f"{seconds}s" if seconds % 60 else f"{seconds // 60}m"


def main() -> None:
    dice = Random(SEED)
    for number in range(HISTORIES):
        percent = dice.choice([80, 85, 90, 95])
        scheduler = Scheduler(desired_retention=percent / 100, enable_fuzzing=False)
        card = Card(card_id=number)
        now = datetime(2026, 1, 1, 6, 0, tzinfo=timezone.utc)
        minutes_today = 0
        fields = [str(percent)]
        for place in range(dice.randint(1, 9)):
            wait = timedelta(0)
            if place:
                wait = wait_before(dice, card, minutes_today)
                minutes_today += int(wait.total_seconds()) // 60 if wait.days == 0 else 0
                now += wait
            # No later than the calendar of the app reaches.
            if now.year > 2095:
                break
            rating = Rating(dice.choices([1, 2, 3, 4], [20, 15, 50, 15])[0])
            card, _ = scheduler.review_card(card, rating, now)
            # The official crate holds stability to a hundred years, py-fsrs only the interval.
            if card.stability > 36500:
                break
            step = "" if card.step is None else str(card.step)
            fields.append(
                f"{int(rating)},{span(wait)},{card.stability:.6g},{card.difficulty:.6g},"
                f"{LETTER[card.state]}{step},{span(card.due - now)}"
            )
        print(" ".join(fields))


if __name__ == "__main__":
    main()
