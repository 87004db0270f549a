"""Writes tests/data/rank/matches.txt: 1,000 random small markets as the package `matching` solves them.

`matching` shares no code with src/rank/matching.rs. Run with `pip install matching==1.4.3`, then
`python tests/oracle/rank_matches.py`. Same seed, same bytes.

One market a line: the applicants' lists; the programs' lists; seats; the program of each applicant. Applicants and
programs are digits from 0, lists are separated by spaces, an empty list and no program are `-`. Lists are not always
mutual: `matching` wants those made so before, the app does not.
"""

from pathlib import Path
from random import Random

from matching.games import HospitalResident

SEED = 20270318
CASES = 1000


def lists(dice: Random, count: int, others: int, whole: float) -> list[list[int]]:
    return [
        dice.sample(range(others), others if dice.random() < whole else dice.randint(0, others))
        for _ in range(count)
    ]


def solved(applicants, programs, seats) -> list[int | None]:
    mutual = lambda own, theirs, me: [one for one in own if me in theirs[one]]
    residents = {f"a{a}": [f"p{p}" for p in mutual(own, programs, a)] for a, own in enumerate(applicants)}
    hospitals = {f"p{p}": [f"a{a}" for a in mutual(own, applicants, p)] for p, own in enumerate(programs)}
    residents = {name: wanted for name, wanted in residents.items() if wanted}
    hospitals = {name: wanted for name, wanted in hospitals.items() if wanted}
    result: list[int | None] = [None] * len(applicants)
    if residents:
        capacities = {name: seats[int(name[1:])] for name in hospitals}
        game = HospitalResident.create_from_dictionaries(residents, hospitals, capacities)
        for hospital, taken in game.solve(optimal="resident").items():
            for resident in taken:
                result[int(resident.name[1:])] = int(hospital.name[1:])
    return result


def told(rows) -> str:
    return " ".join("".join(map(str, row)) or "-" for row in rows)


def main() -> None:
    dice = Random(SEED)
    lines = []
    for _ in range(CASES):
        n, m = dice.randint(1, 8), dice.randint(1, 5)
        whole = dice.choice([0.2, 0.6, 1.0])
        applicants, programs = lists(dice, n, m, whole), lists(dice, m, n, whole)
        seats = [dice.choice([1, 1, 1, 2, 2, 3]) for _ in range(m)]
        result = solved(applicants, programs, seats)
        fields = [told(applicants), told(programs), "".join(map(str, seats))]
        fields.append("".join("-" if one is None else str(one) for one in result))
        lines.append(";".join(fields))
    out = Path(__file__).parent.parent / "data" / "rank" / "matches.txt"
    out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
