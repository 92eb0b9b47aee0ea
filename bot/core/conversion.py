"""Units of one kind in one measure, so that 880 miles and 1,416 kilometres can be compared; evidence stays as written.

A unit that means different amounts in different countries (a gallon) is its own measure: what cannot be told is not
converted. A ton is taken for a tonne, as readers take it; nobody writes of them more exactly than the two differ.
Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Scale(NamedTuple):
    """How a unit is measured: `value * factor + offset` is the amount in `base`."""

    base: str
    factor: float = 1.0
    offset: float = 0.0


_HOUR: Final = 3600.0
# base = how many of it one unit is
_SCALES: Final = """
metre: kilometre 1000, centimetre 0.01, millimetre 0.001, micrometre 1e-6, nanometre 1e-9, mile 1609.344, yard 0.9144,
    foot 0.3048, inch 0.0254, nautical mile 1852
square metre: square kilometre 1e6, square centimetre 1e-4, hectare 1e4, acre 4046.8564224, square mile 2589988.110336,
    square yard 0.83612736, square foot 0.09290304, square inch 0.00064516
cubic metre: cubic kilometre 1e9, cubic centimetre 1e-6, cubic foot 0.028316846592, cubic yard 0.764554857984,
    litre 0.001, millilitre 1e-6
kilogram: gram 0.001, milligram 1e-6, microgram 1e-9, tonne 1000, metric ton 1000, ton 1000, kiloton 1e6
watt: kilowatt 1e3, megawatt 1e6, gigawatt 1e9, terawatt 1e12
watt-hour: kilowatt-hour 1e3, megawatt-hour 1e6, gigawatt-hour 1e9, terawatt-hour 1e12
hertz: kilohertz 1e3, megahertz 1e6, gigahertz 1e9
byte: kilobyte 1e3, megabyte 1e6, gigabyte 1e9, terabyte 1e12, petabyte 1e15
pascal: kilopascal 1e3, gigapascal 1e9, millibar 100
second: minute 60, hour 3600, day 86400, week 604800, millisecond 0.001, microsecond 1e-6, nanosecond 1e-9
month: quarter 3, year 12, decade 120, century 1200
percentage point: basis point 0.01
pound sterling: british pound 1
dollar: us dollar 1
calorie: kilocalorie 1e3
"""


def _read(table: str) -> Iterator[tuple[str, Scale]]:
    for line in table.strip().replace(",\n    ", ", ").splitlines():
        base, _, units = line.partition(": ")
        yield base, Scale(base)
        for unit in units.split(", "):
            name, _, factor = unit.rpartition(" ")
            yield name, Scale(base, float(factor))


SCALES: Final[Mapping[str, Scale]] = MappingProxyType(
    dict(_read(_SCALES))
    | {
        "kilometre per hour": Scale("metre per second", 1000 / _HOUR),
        "mile per hour": Scale("metre per second", 1609.344 / _HOUR),
        "knot": Scale("metre per second", 1852 / _HOUR),
        "celsius": Scale("celsius"),
        "fahrenheit": Scale("celsius", 5 / 9, -160 / 9),
    }
)


def scale_of(unit: str) -> Scale:
    """How a unit is measured; one that has no other beside it is its own measure.

    Of a rate ("dollar per barrel", "tonne per day") what stands above is converted, and what stands below must be the
    same to be compared.
    """
    if unit in SCALES:
        return SCALES[unit]
    above, _, below = unit.partition(" per ")
    if below and above in SCALES and not SCALES[above].offset:
        scale = SCALES[above]
        return Scale(f"{scale.base} per {below}", scale.factor)
    return Scale(unit)


def to_base(value: float, unit: str) -> float:
    """An amount in the base of its unit."""
    scale = scale_of(unit)
    return value * scale.factor + scale.offset


def from_base(value: float, unit: str) -> float:
    """An amount in the base of `unit`, in that unit."""
    scale = scale_of(unit)
    return (value - scale.offset) / scale.factor


def convert(value: float, unit: str, to: str) -> float | None:
    """An amount of one unit in another one; null where they do not measure the same."""
    return from_base(to_base(value, unit), to) if scale_of(unit).base == scale_of(to).base else None
