"""Names of units and currencies as tables, for `bot.core.measures`; the plurals that follow no rule stand here too."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

# name = spellings; words take a plural "s" by themselves. Letters alone (km, GB) are in ABBREVIATIONS.
SPELLED = """
percentage = % | percent | per cent
percentage point = percentage point | percent point
basis point = basis point
second = second
minute = minute
hour = hour
day = day
week = week
month = month
quarter = quarter
year = year
decade = decade
century = century | centuries
millisecond = millisecond
microsecond = microsecond
nanosecond = nanosecond
millimetre = millimetre | millimeter
centimetre = centimetre | centimeter
metre = metre | meter
kilometre = kilometre | kilometer
micrometre = micrometre | micrometer | micron
nanometre = nanometre | nanometer
inch = inch | inches | ″
foot = foot | feet
yard = yard
mile = mile
nautical mile = nautical mile
light-year = light year | light-year
square kilometre = square kilometre | square kilometer | sq km | km²
square metre = square metre | square meter | sq m | sq metre | sq meter | sqm | m²
square centimetre = square centimetre | square centimeter | sq cm | cm²
square mile = square mile | sq mile
square foot = square foot | square feet | sq ft | sq foot | sq feet | sqft
square inch = square inch | square inches
square yard = square yard
cubic metre = cubic metre | cubic meter | m³
cubic kilometre = cubic kilometre | cubic kilometer
cubic foot = cubic foot | cubic feet
cubic yard = cubic yard
cubic centimetre = cubic centimetre | cubic centimeter | cm³
acre = acre
hectare = hectare
milligram = milligram | milligramme
microgram = microgram | microgramme
gram = gram | gramme
kilogram = kilogram | kilogramme | kilo
tonne = tonne
metric ton = metric ton
ton = ton
kiloton = kiloton
ounce = ounce
stone = stone
millilitre = millilitre | milliliter
litre = litre | liter
gallon = gallon
pint = pint
barrel = barrel
celsius = degree celsius | degree centigrade | °c | ° c | celsius | degree c
fahrenheit = degree fahrenheit | °f | ° f | fahrenheit | degree f
degree = degree | °
kilometre per hour = km/h | km/hr | kph | kmh | kmph | kilometre per hour | kilometer per hour
mile per hour = mph | m.p.h. | mile per hour
mile per gallon = mpg | mile per gallon
foot pound-force = lb-ft | lb ft | pound-feet | ft-lb
watt = watt
kilowatt = kilowatt
megawatt = megawatt
gigawatt = gigawatt
terawatt = terawatt
watt-hour = watt hour | watt-hour
kilowatt-hour = kilowatt hour | kilowatt-hour
megawatt-hour = megawatt hour | megawatt-hour
gigawatt-hour = gigawatt hour | gigawatt-hour
terawatt-hour = terawatt hour | terawatt-hour
volt = volt
hertz = hertz
kilohertz = kilohertz
megahertz = megahertz
gigahertz = gigahertz
byte = byte
kilobyte = kilobyte
megabyte = megabyte
gigabyte = gigabyte
terabyte = terabyte
petabyte = petabyte
megapixel = megapixel
decibel = decibel
calorie = calorie
kilocalorie = kilocalorie
horsepower = horsepower
knot = knot
pascal = pascal
kilopascal = kilopascal
gigapascal = gigapascal
euro = euro
pound sterling = pound sterling | sterling
british pound = british pound
australian dollar = australian dollar
canadian dollar = canadian dollar
new zealand dollar = new zealand dollar
hong kong dollar = hong kong dollar
singapore dollar = singapore dollar | singaporean dollar
taiwan dollar = taiwan dollar | new taiwan dollar
dollar = dollar | us dollar | u.s. dollar | american dollar
pound = pound
yen = yen | japanese yen
yuan = yuan | chinese yuan | renminbi
south korean won = south korean won | korean won
north korean won = north korean won
indian rupee = indian rupee
pakistani rupee = pakistani rupee
rupee = rupee
indonesian rupiah = rupiah | indonesian rupiah
malaysian ringgit = ringgit | malaysian ringgit
danish krone = danish krone | danish kroner | danish crown
norwegian krone = norwegian krone | norwegian kroner | norwegian crown
swedish krona = swedish krona | swedish kronor | swedish crown
czech koruna = czech koruna | czech crown
swiss franc = swiss franc
franc = franc
russian ruble = russian ruble | russian rouble
ruble = ruble | rouble
shekel = shekel | israeli shekel
turkish lira = turkish lira | lira
south african rand = rand | south african rand
mexican peso = mexican peso
philippine peso = philippine peso
argentine peso = argentine peso
peso = peso
brazilian real = brazilian real | brazilian reais | reais
hryvnia = hryvnia
thai baht = baht | thai baht
vietnamese dong = vietnamese dong
saudi riyal = saudi riyal
iranian rial = iranian rial
dirham = dirham
dinar = dinar
nigerian naira = naira
sen = sen
cent = cent
penny = penny | pence
bitcoin = bitcoin
"""

# Case counts: "MW" is no "mw", and "5 C" is a temperature where "5 c" is not.
ABBREVIATIONS = {
    "pc": "percentage", "pct": "percentage", "bps": "basis point", "mm": "millimetre", "cm": "centimetre",
    "m": "metre", "km": "kilometre", "kms": "kilometre", "μm": "micrometre", "µm": "micrometre", "nm": "nanometre",
    "ft": "foot", "yd": "yard", "yds": "yard", "mi": "mile", "ha": "hectare", "mg": "milligram", "mcg": "microgram",
    "µg": "microgram", "μg": "microgram", "g": "gram", "kg": "kilogram", "kgs": "kilogram", "t": "tonne",
    "lb": "pound", "lbs": "pound", "oz": "ounce", "ml": "millilitre", "mL": "millilitre", "cl": "centilitre",
    "l": "litre", "L": "litre", "bbl": "barrel", "bpd": "barrel per day", "s": "second", "sec": "second",
    "secs": "second", "ms": "millisecond", "ns": "nanosecond", "min": "minute", "mins": "minute", "h": "hour",
    "hr": "hour", "hrs": "hour", "W": "watt", "kW": "kilowatt", "KW": "kilowatt", "MW": "megawatt", "GW": "gigawatt",
    "TW": "terawatt", "Wh": "watt-hour", "kWh": "kilowatt-hour", "KWh": "kilowatt-hour", "MWh": "megawatt-hour",
    "GWh": "gigawatt-hour", "TWh": "terawatt-hour", "V": "volt", "kV": "kilovolt", "Hz": "hertz", "HZ": "hertz",
    "kHz": "kilohertz", "KHz": "kilohertz", "MHz": "megahertz", "Mhz": "megahertz", "GHz": "gigahertz",
    "Ghz": "gigahertz", "KB": "kilobyte", "kB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte",
    "PB": "petabyte", "Mbps": "megabit per second", "Gbps": "gigabit per second", "Kbps": "kilobit per second",
    "kbps": "kilobit per second", "MP": "megapixel", "mAh": "milliampere-hour", "Ah": "ampere-hour",
    "dB": "decibel", "kcal": "kilocalorie", "kJ": "kilojoule", "hp": "horsepower", "HP": "horsepower",
    "bhp": "brake horsepower", "Nm": "newton metre", "rpm": "revolution per minute", "ppm": "part per million",
    "ppb": "parts-per-billion", "kt": "knot", "kts": "knot", "psi": "pound per square inch",
    "ksi": "kilopound per square inch", "Pa": "pascal", "kPa": "kilopascal", "MPa": "megapascal", "GPa": "gigapascal",
    "C": "celsius", "F": "fahrenheit", "ppg": "point per game", "rpg": "rebound per game", "apg": "assist per game",
    "MMT": "million metric ton", "p": "penny",
}  # fmt: skip
# These letters are words or names elsewhere, so they are units only where they touch the number.
TOUCHING = frozenset({"m", "t", "g", "l", "L", "s", "h", "p", "V", "W", "C", "F", "ms", "min", "pc", "MP", "cl", "mi"})
# A space may part them from the number all the same, since nothing else is written so after one.
SPACED = frozenset({"m", "g", "W", "V", "C", "F", "min"})

SYMBOLS = {
    "$": "dollar", "€": "euro", "£": "pound sterling", "¥": "yen", "₹": "indian rupee", "₩": "south korean won",
    "₽": "russian ruble", "₪": "shekel", "₺": "turkish lira", "₴": "hryvnia", "₫": "vietnamese dong",
    "₱": "philippine peso", "฿": "thai baht", "₦": "nigerian naira", "¢": "cent", "₿": "bitcoin",
}  # fmt: skip
COUNTRY_DOLLARS = {
    "us": "dollar", "u.s.": "dollar", "a": "australian dollar", "au": "australian dollar", "c": "canadian dollar",
    "ca": "canadian dollar", "can": "canadian dollar", "nz": "new zealand dollar", "hk": "hong kong dollar",
    "s": "singapore dollar", "nt": "taiwan dollar", "r": "brazilian real",
}  # fmt: skip
CODES = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "AUD": "australian dollar", "CAD": "canadian dollar",
    "NZD": "new zealand dollar", "HKD": "hong kong dollar", "SGD": "singapore dollar", "INR": "indian rupee",
    "JPY": "yen", "CNY": "yuan", "RMB": "yuan", "CHF": "swiss franc", "SEK": "swedish krona", "NOK": "norwegian krone",
    "DKK": "danish krone", "KRW": "south korean won", "ZAR": "south african rand", "MYR": "malaysian ringgit",
    "RM": "malaysian ringgit", "RUB": "russian ruble", "BRL": "brazilian real", "MXN": "mexican peso", "Rs": "rupee",
}  # fmt: skip
CURRENCIES = frozenset({*SYMBOLS.values(), *COUNTRY_DOLLARS.values(), *CODES.values()}) | {
    "pound", "rupee", "won", "north korean won", "pakistani rupee", "indonesian rupiah", "czech koruna", "franc",
    "ruble", "peso", "argentine peso", "saudi riyal", "iranian rial", "dirham", "dinar", "sen", "penny",
    "british pound",
}  # fmt: skip
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"})
# After money or a count, "a barrel" or "an hour" is a rate only with such words.
EACH = TIMES | frozenset(
    "night barrel gallon litre liter ounce pound tonne ton share head person piece unit kilo kilogram mile acre bushel "
    "bottle kilometre kilometer metre meter".split()
)
LATER = frozenset({"earlier", "later", "ago", "before", "after", "old", "previously"})

IRREGULAR = {
    "feet": "foot", "men": "man", "women": "woman", "children": "child", "people": "people", "lives": "life",
    "wives": "wife", "knives": "knife", "wolves": "wolf", "halves": "half", "leaves": "leaf", "thieves": "thief",
    "shelves": "shelf", "loaves": "loaf", "teeth": "tooth", "geese": "goose", "mice": "mouse", "criteria": "criterion",
    "crises": "crisis", "analyses": "analysis", "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato",
    "species": "species", "series": "series", "pence": "penny", "news": "news", "buses": "bus", "gases": "gas",
    "movies": "movie", "cookies": "cookie", "zombies": "zombie", "calories": "calorie", "viruses": "virus",
    "forces": "force", "houses": "house", "horses": "horse", "nurses": "nurse", "cases": "case", "bases": "base",
    "axes": "axis", "aircraft": "aircraft", "headquarters": "headquarters", "data": "data", "media": "media",
}  # fmt: skip
UNCHANGED = ("ss", "us", "is")
