"""Colours as people see them differ: CIE L*a*b* (D65) of sRGB, and distances in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.95047, 1.0, 1.08883])
DARK, SLOPE = (6 / 29) ** 3, (29 / 6) ** 2 / 3


def linear(colours: NDArray[np.generic]) -> Colours:
    """Give sRGB colours (…, 3) in 0 to 255 as amounts of light in 0 to 1."""
    share = np.asarray(colours, np.float64) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def seen(light: Colours) -> Colours:
    """Give amounts of light (…, 3) as L*, a*, b*."""
    share = light @ TO_XYZ.T / WHITE
    bent = np.where(share > DARK, np.cbrt(share), share * SLOPE + 4 / 29)
    x, y, z = bent[..., 0], bent[..., 1], bent[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def apart(one: Colours, other: Colours) -> Colours:
    """Give how far L*a*b* colours are apart (ΔE of 1976): 2 is hardly seen, from 10 on at a glance."""
    gap: Colours = np.sqrt(((one - other) ** 2).sum(axis=-1))
    return gap
