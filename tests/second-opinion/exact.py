"""Exact numbers: reading them, rounding them, sharing them out, writing them.

Every number is a `fractions.Fraction`; no binary floating point is used anywhere
(rubric-format.md, "Numbers").
"""

import math
from decimal import Decimal
from fractions import Fraction

ZERO = Fraction(0)
HUNDRED = Fraction(100)

GREATEST_NUMBER = 1_000_000
GREATEST_RESULT = Fraction(20_000_000_000)

_MOST_DIGITS_READ = 450


def number(value):
    """A number of the file as a fraction, or None where it is no number of the format.

    "Numbers": at most four decimal places (zeros after them do not count), between
    -1,000,000 and 1,000,000. A boolean and a text are no numbers.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        raise TypeError("a float is not exact: read the JSON with parse_float=decimal.Decimal")
    if isinstance(value, int):
        exact = Fraction(value)
    elif isinstance(value, Fraction):
        exact = value
    elif isinstance(value, Decimal):
        if not value.is_finite() or abs(value.as_tuple().exponent) > _MOST_DIGITS_READ:
            return None
        exact = Fraction(value)
    else:
        return None
    if abs(exact) > GREATEST_NUMBER or 10_000 % exact.denominator != 0:
        return None
    return exact


def is_step(value, start, step):
    """Whether `value` is `start` plus a whole multiple of `step`."""
    return ((value - start) / step).denominator == 1


def round_to(value, places, to):
    """`value` at `places` decimal places: `up`, `down` or `half` ("Amounts", `rounded`).

    `up` goes towards plus infinity, `down` towards minus infinity, `half` to the
    nearest with halves away from zero.
    """
    scale = 10**places
    numerator = value.numerator * scale
    denominator = value.denominator
    if to == "down":
        whole = numerator // denominator
    elif to == "up":
        whole = -(-numerator // denominator)
    elif to == "half":
        whole = (2 * abs(numerator) + denominator) // (2 * denominator)
        if numerator < 0:
            whole = -whole
    else:
        raise ValueError(f"rounding is not defined: {to}")
    return Fraction(whole, scale)


def bounded(value):
    """What is beyond plus or minus 20,000,000,000 counts as that."""
    return max(-GREATEST_RESULT, min(GREATEST_RESULT, value))


def share(part, whole_becomes, whole, places):
    """share(x, n, d) of "Shares and rounding": x of d made into n."""
    if part == whole:
        return whole_becomes
    exact = part * whole_becomes / whole
    rounded = round_to(exact, places, "half")
    if part < whole and rounded >= whole_becomes:
        rounded = round_to(exact, places, "down")
    return bounded(rounded)


def share_both(score, maximum, whole_becomes, whole, places):
    """A score and its maximum, both made into shares ("Shares and rounding").

    A score below its maximum stays below, but zero stays zero and a sign stays as it
    is: a score that is not negative is not made negative where the maximum became 0.
    """
    new_score = share(score, whole_becomes, whole, places)
    new_maximum = share(maximum, whole_becomes, whole, places)
    return stays_below(score, maximum, new_score, new_maximum, places), new_maximum


def stays_below(score, maximum, new_score, new_maximum, places):
    """The rounded score: below its maximum it stays below ("Shares and rounding")."""
    if score < maximum and new_score >= new_maximum:
        grains = new_maximum * 10**places
        below = math.floor(grains) - 1 if grains.denominator == 1 else math.floor(grains)
        new_score = Fraction(below, 10**places)
        if score >= 0 and new_score < 0:
            new_score = ZERO
    return new_score


def text(value):
    """A figure as a text: its shortest exact decimal form.

    Every figure has at most four decimal places ("Numbers").
    """
    scaled = value * 10_000
    if scaled.denominator != 1:
        raise ValueError(f"more than four decimal places: {value}")
    whole, rest = divmod(abs(scaled.numerator), 10_000)
    digits = str(whole)
    if rest:
        digits += "." + f"{rest:04d}".rstrip("0")
    return "-" + digits if value < 0 else digits
