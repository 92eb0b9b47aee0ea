"""Classes of English words that the figure step tells apart without a parser: closed classes, verbs, labels."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

DETERMINERS = frozenset("the a an this that these those its his her their our my your whose every each any all".split())
PRONOUNS = frozenset(
    """
    he she it they we i you who which that this these those him her them us me himself herself itself themselves
    there what someone somebody everyone one ones others another most many some
    """.split()
)
PREPOSITIONS = frozenset(
    """
    of in on at to by for with from into onto over under about against between among through during before after since
    until till within without across along around behind beyond near off out per toward towards upon via versus vs
    than like despite amid including excluding following compared above below inside outside worldwide nationwide
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    and or but nor so yet while whilst whereas because although though if unless when where as whether that which who
    whom whose plus
    """.split()
)
AUXILIARIES = frozenset(
    """
    is are was were be been being am has have had having do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't cannot it's
    that's there's he's she's they're we're i'm i've we've they've isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t
    doesn’t don’t didn’t won’t wouldn’t can’t couldn’t it’s that’s there’s he’s she’s they’re we’re i’m i’ve we’ve
    """.split()
)
ADVERBS = frozenset(
    """
    also now then still already ever never not only just even more less most least again ago later earlier soon often
    once twice always however meanwhile instead together alone further too very well about almost nearly far here there
    today yesterday tomorrow tonight each apiece respectively overall altogether ahead away back down up out off
    annually monthly weekly daily worldwide nationwide abroad overseas else
    """.split()
)
RELATIVE_TIME = frozenset("last this next past previous coming every".split())
# Adjectives of extent that follow a measure: "three feet wide", "10 kilometres away".
EXTENT = frozenset(
    """
    wide long tall high deep thick across away apart old young off north south east west northeast northwest southeast
    southwest inland ahead behind late early ago later earlier before after more less worth each square slim heavy tall
    wider longer taller higher lower deeper thicker older younger faster slower lighter heavier cheaper shorter bigger
    larger smaller closer warmer colder hotter cooler further farther richer poorer better worse sooner
    """.split()
)
# Verbs whose bare or third-person form is rarely a noun; past forms and others are told by their endings.
PRESENT = frozenset(
    """
    says say costs contains contain includes include employs employ expects expect wants want needs offers offer owns
    own operates operate makes make takes take gets get gives give goes go comes come becomes become remains remain
    seems seem appears appear brings bring keeps keep begins begin shows show believes believe knows know thinks think
    means mean allows allow requires require provides provide produces produce receives receive reaches reach exceeds
    exceed earns earn pays pay sells sell buys buy spends spend loses lose wins win holds hold hosts weighs weigh
    measures spans covers serves serve generates generate accounts estimates predicts predict forecasts warns
    describes describe adds represents represent consists consist comprises comprise totals equals equal averages
    indicates indicate suggests suggest
    amounts stands sits lies runs rises falls grows climbs drops declines launches starts ends faces carries features
    ask asks tell tells spin spins say play plays work works visit visits kill kills
    delivers hits tops boasts seats houses attracts attract hires hire suspend ban expand build create cause lead
    """.split()
)
PAST = frozenset(
    """
    said told took made got gave went came became brought kept began begun showed shown knew thought meant paid sold
    bought spent lost won held stood sat lay ran rose fell grew grown led left built cut put set hit met sent sank slid
    fled shot struck found saw seen drew drove flew wrote spoke chose broke froze fed bred swung spun hung dug burnt
    cost rang shrank shrunk bore bid beat bet shut split spread sought caught taught fought withdrew overtook undertook
    netted reached exceeded totalled totaled
    """.split()
)
NOT_PAST = frozenset(
    """
    need needed seed speed indeed united hundred breed feed red bed shed weed creed greed deed exceed proceed succeed
    so-called sacred naked wicked
    """.split()
)
# After these a number is a name: "Article 5", "Flight 370", "Section 427".
LABELS = frozenset(
    """
    section article articles chapter part flight route highway interstate game phase level type page pages room row
    gate channel class grade group act figure table volume version season episode stage number no nos windows planet
    apollo formula unit tier zone district ward precinct resolution proposition amendment exit platform line psalm
    verse chapter paragraph clause schedule annex appendix item rule bill lot suite apartment apt box suite pier
    division round lap race heat stadium studio terminal runway area sector camp base block building house floor step
    category day week war code zip postcode file case question answer exhibit model series mark mk category size
    """.split()
)
MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
    """.split()
)
CLOCK = frozenset("am pm a.m. p.m. a.m p.m o'clock o’clock gmt utc est edt pst pdt cet bst ist hrs et".split())
# Nouns that count several without a plural ending.
COLLECTIVES = frozenset(
    """
    people men women children police staff personnel crew aircraft infantry cattle sheep fish deer species series
    feet teeth mice geese crises criteria data media offspring salmon shrimp spacecraft hovercraft helicopter
    firemen policemen swiss chinese japanese vietnamese portuguese lebanese taiwanese burmese sudanese british french
    dutch irish spanish english welsh alumni fungi bacteria nuclei phenomena
    """.split()
)
# Plurals that stand before the noun they belong to: "three sports teams", "20 sales staff".
ATTRIBUTIVE = frozenset(
    "sports sales arms goods systems women weapons news savings operations communications customs armed series "
    "rights human veterans".split()
)
# Endings in "s" that make no plural.
NO_PLURAL = frozenset(
    """
    as is was has its his this us thus plus less across business gas bus loss process access press success address
    class glass grass pass boss cross mass bass congress progress express stress illness witness fitness wireless
    previous various serious famous religious dangerous numerous enormous anonymous virus focus bonus campus census
    status versus chorus always perhaps besides sometimes afterwards towards overseas news series headquarters was
    does goes says homeless ss analysis basis crisis thanks tennis paris jones james texas lens axis canvas chaos atlas
    """.split()
)
# "One day", "one thing": the number means no count.
ONE_IDIOMS = frozenset(
    """
    another day time thing hand side way point by or and more to s 's ’s off sided time-out else can could would should
    who that which is was has of's must may might , . ; : ! ? ) ” " ' ’
    """.split()
)
BEFORE_ONE = frozenset(
    "no not any every each this that the which some another only first last big as square like day day’s number".split()
)


def is_past(word: str) -> bool:
    """Tell a past form by its ending or from the list."""
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST)


def is_finite(word: str) -> bool:
    """Tell a word that surely is a verb with a subject."""
    return word in AUXILIARIES or word in PRESENT or word in PAST


def is_verb(word: str) -> bool:
    """Tell a verb in any form, participles included."""
    return is_finite(word) or is_past(word) or (word.endswith("ing") and len(word) > 5) or word == "going"


def is_function(word: str) -> bool:
    """Tell a word that ends any group of nouns and adjectives."""
    return (
        word in PREPOSITIONS
        or word in CONJUNCTIONS
        or word in AUXILIARIES
        or word in DETERMINERS
        or word in PRONOUNS
        or word in ADVERBS
        or word in RELATIVE_TIME
    )


def is_plural(word: str) -> bool:
    """Tell a plural noun by its ending."""
    if word in COLLECTIVES or (word.endswith("men") and len(word) > 5):
        return True
    return (
        word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "ous", "’s", "'s")) and word not in NO_PLURAL
    )
