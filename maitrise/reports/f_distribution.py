"""Quantiles of Fisher's F distribution, from the regularised incomplete beta function.

Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions" (1964), 26.5.8 for the
continued fraction of the incomplete beta, 26.6.2 for F; the fraction is evaluated by the method of
W. Lentz (1976). Written here because it is the only function of a large library that is needed.
"""

from __future__ import annotations

from math import exp, lgamma, log

_TINY = 1e-300
_CLOSE = 1e-14


def f_quantile(probability: float, between: float, within: float) -> float:
    """The value that an F variable stays below with this probability.

    Args:
        probability: above 0 and below 1.
        between: degrees of freedom of the numerator, above 0.
        within: degrees of freedom of the denominator, above 0.

    >>> round(f_quantile(0.95, 5, 10), 2)
    3.33
    """
    low, high = 0.0, 1.0
    while low < (middle := (low + high) / 2) < high:  # halves until a double tells no more
        if _beta(middle, between / 2, within / 2) < probability:
            low = middle
        else:
            high = middle
    share = (low + high) / 2
    return within * share / (between * (1 - share))


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    return front * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 10_000):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
