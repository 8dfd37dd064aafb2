"""stats.py: what is said of samples: medians, how sure they are, and how things grow."""
import math
import random
from statistics import median


def spread(samples):
    """Half of the distance of the quartiles, as a share of the median."""
    ordered = sorted(samples)
    n = len(ordered)
    if n < 2 or not median(ordered):
        return 0.0
    return (ordered[(3 * n) // 4 if n > 3 else -1] - ordered[n // 4 if n > 3 else 0]) / 2 / abs(median(ordered))


def median_ratio(samples, base, draws=1000):
    """Of samples of the same rounds: the median of their ratios, and the ends of the interval
    that holds 95 % of the medians of as many pairs drawn again from them (bootstrap). Always
    the same for the same samples."""
    ratios = [a / b for a, b in zip(samples, base) if b]
    if not ratios:
        return None
    dice = random.Random(1)
    medians = sorted(median(dice.choices(ratios, k=len(ratios))) for _ in range(draws))
    return median(ratios), medians[int(0.025 * draws)], medians[int(0.975 * draws) - 1]


def exponent(costs):
    """costs: size -> cost of one of that many. The k of the n^k that the cost of all grows
    with: 1 where one costs the same among any number. By least squares of the logarithms."""
    points = [(math.log(size), math.log(size * cost)) for size, cost in costs.items() if cost > 0]
    if len(points) < 2:
        return None
    x0 = sum(x for x, _ in points) / len(points)
    y0 = sum(y for _, y in points) / len(points)
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)
