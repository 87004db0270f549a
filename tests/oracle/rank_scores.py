"""Writes tests/data/rank/{weights,scores,flips,sure,tau}.txt: 1,000 random cases each, reckoned by programs
that share no code with src/rank.

Takes a minute. Run with `pip install pymcdm==1.4.0 scipy==1.17.1 numpy==2.4.6`, then `python tests/oracle/rank_scores.py`.
Same seed, same bytes. A rating is 1 to 5, or `-` for "not known".

weights.txt  places; centroid weights; rank-sum weights; steep centroid weights. By exact fractions, ties as the mean
             over the places that tie.
scores.txt   weights; ratings; score, lowest, highest. By pymcdm's weighted sum model over the rated criteria,
             and over all with the unknown at 1 and at 5.
flips.txt    weights; criterion; ratings of two programs; the weights at which their scores cross. By scipy's
             root finder over pymcdm's weighted sum model, the rest of the weights kept in proportion.
sure.txt     places or `free`; ratings of each program; share of each program in the top two, in ten-thousandths
             of 40,000 weightings drawn with numpy (exponential, normalised; sorted where an order is given).
tau.txt      two rows of marks; Kendall's tau-b by scipy, `-` where it is not defined.
"""

from fractions import Fraction
from pathlib import Path
from random import Random

import numpy
from pymcdm.methods import WSM
from scipy.optimize import brentq
from scipy.stats import kendalltau

SEED = 20270303
CASES = 1000
DRAWS = 40_000
TWICE = 50
OUT = Path(__file__).parent.parent / "data" / "rank"


def write(name: str, lines: list[str]) -> None:
    (OUT / name).write_text("\n".join(lines) + "\n")


def row(numbers) -> str:
    return " ".join(f"{float(number):.7g}" for number in numbers)


def marks(ratings) -> str:
    return "".join("-" if rating is None else str(rating) for rating in ratings)


def wsm(rows, weights):
    """Weighted sums of rows of worths. The model takes more than one row, and weights that sum to 1."""
    matrix = numpy.array([*rows, [0.0] * len(weights), [1.0] * len(weights)])
    weights = numpy.array(weights, dtype=float)
    types = numpy.ones(len(weights))
    model = WSM(normalization_function=lambda column, cost: column)
    return model(matrix, weights / weights.sum(), types, validation=False)[: len(rows)]


def worth(rating: int) -> float:
    return (rating - 1) / 4


def score(weights, ratings):
    known = [k for k, rating in enumerate(ratings) if rating is not None and weights[k] > 0]
    if not known:
        return None
    return wsm([[worth(ratings[k]) for k in known]], [weights[k] for k in known])[0]


def weights_lines(dice: Random) -> list[str]:
    lines = []
    for _ in range(CASES):
        n = dice.randint(1, 14) if dice.random() < 0.2 else dice.randint(1, 6)
        places = [dice.randint(1, n + 2) for _ in range(n)]
        if dice.random() < 0.3:
            places = dice.sample(range(1, n + 1), n)
        kinds = [
            [sum(Fraction(1, k) for k in range(i, n + 1)) / n for i in range(1, n + 1)],
            [Fraction(2 * (n + 1 - i), n * (n + 1)) for i in range(1, n + 1)],
            [sum(Fraction(2 ** (k - i), 2**k - 1) for k in range(i, n + 1)) / n for i in range(1, n + 1)],
        ]
        fields = [" ".join(map(str, places))]
        for falling in kinds:
            weights = []
            for place in places:
                before = sum(other < place for other in places)
                tied = places.count(place)
                weights.append(sum(falling[before : before + tied]) / tied)
            assert sum(weights) == 1
            fields.append(row(weights))
        lines.append(";".join(fields))
    return lines


def some_ratings(dice: Random, n: int, unknown: float):
    return [None if dice.random() < unknown else dice.randint(1, 5) for _ in range(n)]


def scores_lines(dice: Random) -> list[str]:
    lines = []
    for _ in range(CASES):
        n = dice.randint(1, 14)
        weights = [dice.choice([0, 1, 2, 5, 10, 25, 40, 100]) for _ in range(n)]
        ratings = some_ratings(dice, n, dice.choice([0, 0.2, 0.6, 0.9]))
        value = score(weights, ratings)
        result = "-"
        if value is not None:
            band = [[edge if r is None else worth(r) for r in ratings] for edge in (0.0, 1.0)]
            low, high = wsm(band, weights)
            result = row([value, low, high])
        lines.append(f"{row(weights)};{marks(ratings)};{result}")
    return lines


def flips_lines(dice: Random) -> list[str]:
    lines = []
    while len(lines) < CASES:
        n = dice.randint(2, 8)
        weights = [dice.randint(1, 40) for _ in range(n)]
        unknown = dice.choice([0, 0, 0.3]) if len(lines) < CASES - TWICE else 0.4
        pair = [some_ratings(dice, n, unknown) for _ in range(2)]
        if any(all(rating is None for rating in ratings) for ratings in pair):
            continue
        criterion = dice.randrange(n)
        rest = sum(weight for k, weight in enumerate(weights) if k != criterion)

        def lead(share: float) -> float:
            at = [(1 - share) * weight / rest for weight in weights]
            at[criterion] = share
            first, second = (score(at, ratings) for ratings in pair)
            return 0.0 if first is None or second is None else first - second

        # Looked for on a grid; not where the two are equal for every weight, nor where they only meet at an end.
        grid = numpy.linspace(1e-4, 1 - 1e-4, 401)
        all_weights = numpy.outer(1 - grid, numpy.array(weights) / rest)
        all_weights[:, criterion] = grid
        sides = []
        for ratings in pair:
            known = numpy.array([rating is not None for rating in ratings], dtype=float)
            worths = numpy.array([0.0 if rating is None else worth(rating) for rating in ratings])
            sides.append((all_weights @ worths) / (all_weights @ known))
        leads = sides[0] - sides[1]
        if min(abs(value) for value in leads) < 1e-7:
            continue
        found = [
            brentq(lead, begin, end, xtol=1e-13)
            for begin, end, a, b in zip(grid, grid[1:], leads, leads[1:])
            if a * b < 0
        ]
        # Few of those without a flip, and some with two, which are rare.
        if (not found and dice.random() < 0.7) or (len(lines) >= CASES - TWICE and len(found) < 2):
            continue
        lines.append(f"{row(weights)};{criterion};{';'.join(map(marks, pair))};{row(found)}")
    return lines


def sure_lines(dice: Random) -> list[str]:
    lines = []
    source = numpy.random.default_rng(SEED)
    for _ in range(CASES):
        n = dice.randint(1, 5)
        programs = dice.randint(2, 5)
        ratings = [some_ratings(dice, n, 0.1) for _ in range(programs)]
        draws = source.exponential(size=(DRAWS, n))
        places = None
        if dice.random() < 0.7:
            places = [dice.randint(1, n) for _ in range(n)]
            # Drawn as they come and kept if they respect the order: no sorting, so not our way.
            kept = numpy.ones(DRAWS, dtype=bool)
            for a in range(n):
                for b in range(n):
                    if places[a] < places[b]:
                        kept &= draws[:, a] >= draws[:, b]
            draws = draws[kept]
        known = numpy.array([[r is not None for r in one] for one in ratings], dtype=float)
        worths = numpy.array([[0.0 if r is None else worth(r) for r in one] for one in ratings])
        rated = known.sum(axis=1) > 0
        values = (draws @ worths.T)[:, rated] / (draws @ known.T)[:, rated]
        better = (values[:, None, :] > values[:, :, None] + 1e-9).sum(axis=2)
        equal = (abs(values[:, None, :] - values[:, :, None]) <= 1e-9).sum(axis=2)
        inside = numpy.clip((2 - better) / equal, 0, 1).mean(axis=0)
        shares = iter(inside)
        told = [f"{round(10_000 * next(shares))}" if one else "-" for one in rated]
        order = "free" if places is None else " ".join(map(str, places))
        lines.append(f"{order};{' '.join(map(marks, ratings))};{len(draws)};{' '.join(told)}")
    return lines


def tau_lines(dice: Random) -> list[str]:
    lines = []
    for _ in range(CASES):
        n = dice.randint(1, 16)
        most = dice.choice([1, 2, 3, 5, 9])
        pair = [[dice.randint(0, most) for _ in range(n)] for _ in range(2)]
        tau = kendalltau(*pair, variant="b").statistic if n > 1 else numpy.nan
        rows = ";".join("".join(map(str, one)) for one in pair)
        lines.append(f"{rows};{'-' if numpy.isnan(tau) else row([tau])}")
    return lines


def main() -> None:
    for name, lines in [
        ("weights", weights_lines),
        ("scores", scores_lines),
        ("flips", flips_lines),
        ("sure", sure_lines),
        ("tau", tau_lines),
    ]:
        write(f"{name}.txt", lines(Random(f"{SEED} {name}")))


if __name__ == "__main__":
    main()
