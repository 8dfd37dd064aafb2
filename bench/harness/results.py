"""results.py: samples, in memory and in a file: one line each of

    case  size  row  round  metric  value          (tabs between them)

or `case  -  row  -  missing  why`, for what gave none.
"""
from collections import defaultdict
from pathlib import Path

from stats import median, median_ratio, spread


class Results:
    def __init__(self):
        self.samples = defaultdict(dict)    # (case, size, row, metric) -> {round: value}
        self.missing = {}                   # (case, row) -> why

    def add(self, case, size, row, turn, values):
        for metric, value in values.items():
            self.samples[case, size, row, metric][turn] = value

    def save(self, path):
        with open(path, "w") as f:
            for (case, row), why in self.missing.items():
                print(case, "-", row, "-", "missing", why, sep="\t", file=f)
            for (case, size, row, metric), values in self.samples.items():
                for turn, value in values.items():
                    print(case, size, row, turn, metric, f"{value:.6g}", sep="\t", file=f)

    @classmethod
    def load(cls, path):
        results = cls()
        for line in Path(path).read_text().splitlines():
            case, size, row, turn, metric, value = line.split("\t")
            if metric == "missing":
                results.missing[case, row] = value
            else:
                results.add(case, int(size), row, int(turn), {metric: float(value)})
        return results

    def sizes(self, case):
        return sorted({key[1] for key in self.samples if key[0] == case})

    def values(self, case, size, row, metric):
        return list(self.samples.get((case, size, row, metric), {}).values())

    def median(self, case, size, row, metric):
        values = self.values(case, size, row, metric)
        return median(values) if values else None

    def spread(self, case, size, row, metric):
        return spread(self.values(case, size, row, metric))

    def ratio(self, case, size, row, base, metric):
        """Of the rounds in which both have a sample: (median, low, high), or None."""
        of, to = self.samples.get((case, size, row, metric), {}), self.samples.get((case, size, base, metric), {})
        rounds = sorted(of.keys() & to.keys())
        return median_ratio([of[r] for r in rounds], [to[r] for r in rounds])
