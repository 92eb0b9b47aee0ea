"""Words that lean on what was said before them; the lexicon behind `bot.pipeline.standalone`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence


def by_first_word(*phrases: tuple[str, ...]) -> Mapping[str, list[tuple[str, ...]]]:
    """Lay phrases out so that a word that begins none costs one look."""
    laid: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        laid[phrase[0]].append(phrase)
    return dict(laid)


def phrase_at(lower: Sequence[str], at: int, phrases: Mapping[str, list[tuple[str, ...]]]) -> int:
    """How many tokens the phrase has that stands here, 0 for none."""
    for phrase in phrases.get(lower[at], ()):
        size = len(phrase)
        if size == 1 or tuple(lower[at : at + size]) == phrase:
            return size
    return 0


PRONOUNS = frozenset(
    "he she it they him her them his hers its their theirs himself herself itself themselves both there".split()  # noqa: SIM905 - words
)
DEMONSTRATIVES = frozenset(("this", "that", "these", "those", "such"))
CALENDAR = frozenset(
    """
    year month week weekend morning afternoon evening summer autumn fall winter spring season quarter century decade
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight
    """.split()  # noqa: SIM905 - words
)

# Openers that set the sentence against the one before; they concede something and so are never cut away.
CONTRASTS = frozenset("but however yet still nevertheless nonetheless instead conversely though regardless".split())  # noqa: SIM905 - words

# Openers that only join; the sentence is as true without them.
LINKS = frozenset(
    """
    meanwhile also additionally furthermore moreover separately similarly likewise notably importantly crucially
    significantly consequently therefore thus hence accordingly besides plus indeed finally lastly overall
    specifically secondly thirdly
    """.split()  # noqa: SIM905 - words
)
LINK_PHRASES = by_first_word(
    ("in", "addition"),
    ("for", "example"),
    ("for", "instance"),
    ("as", "a", "result"),
    ("in", "particular"),
    ("in", "fact"),
    ("in", "turn"),
    ("on", "top", "of", "that"),
    ("on", "top", "of", "this"),
    ("at", "the", "same", "time"),
    ("in", "short"),
    ("in", "response"),
    ("more", "specifically"),
    ("among", "other", "things"),
    ("to", "that", "end"),
)

# Times that are told from the time in the sentence before.
LATER = by_first_word(
    ("since", "then"),
    ("by", "then"),
    ("until", "then"),
    ("at", "the", "time"),
    ("at", "that", "time"),
    ("at", "this", "point"),
    ("that", "same"),
    ("the", "same", "day"),
    ("the", "next", "day"),
    ("the", "following"),
    ("the", "day", "before"),
    ("the", "previous", "day"),
    ("soon", "after"),
    ("shortly", "after"),
    ("earlier",),
    ("later",),
    ("afterwards",),
    ("afterward",),
    ("then",),
)

# Quantities that stand for a noun in the sentence before when no noun follows them.
PARTS = frozenset(
    "some many most several few all none one two three four five each neither either half more much".split()  # noqa: SIM905 - words
)

# Bare behind "the", these are understood to be the country's; any other that "said" something is one in particular.
INSTITUTIONS = frozenset(
    """
    government military army navy police president opposition public state pentagon kremlin parliament senate congress
    cabinet administration treasury central monarchy regime authorities
    """.split()  # noqa: SIM905 - words
)

# What may stand after "some", "the group" … and shows that no noun followed.
AUXILIARIES = frozenset(
    """
    is are was were has have had will would can could may might must shall should do does did
    isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't
    don't doesn't didn't
    """.split()  # noqa: SIM905 - words
)

# What makes a noun known by itself when it follows the noun: "the group of", "the report that".
MODIFIERS = frozenset(
    """
    of for on in by from between against to that which who whom whose where at with over into about near along behind
    named called known under within among around
    """.split()  # noqa: SIM905 - words
)

# What may stand between "the" and a noun without telling which one is meant.
EMPTY_ADJECTIVES = frozenset(
    """
    new latest same other two three four five six seven eight nine ten whole entire joint so-called first second third
    recent previous current proposed alleged young old former then
    """.split()  # noqa: SIM905 - words
)

# Bare behind "the", these point at something told before: "The move came …", "The company said …".
POINTING_NOUNS = frozenset(
    """
    latter former pair duo trio couple group groups gang team club side squad hosts visitors league band crew
    company firm business corporation conglomerate carmaker automaker airline retailer manufacturer supplier operator
    developer publisher broadcaster network channel startup giant lender bank insurer brand employer
    agency ministry department organisation organization charity foundation party committee commission council board
    panel union body regulator watchdog institution institute university college court tribunal coalition alliance
    paper newspaper magazine outlet station website site platform app service blog
    man woman men women boy girl boys girls teenager teen child children baby victim victims suspect suspects
    driver passenger passengers gunman gunmen attacker attackers shooter killer assailant defendant inmate prisoner
    father mother parents son daughter brother sister siblings husband wife family widow
    striker midfielder defender goalkeeper winger forward player players coach captain quarterback pitcher champion
    singer actor actress star rapper musician comedian author writer artist director filmmaker photographer
    officer officers official officials spokesman spokeswoman spokesperson minister mayor senator congressman lawmaker
    lawmakers politician diplomat ambassador governor judge lawyer lawyers attorney prosecutor prosecutors
    doctor doctors scientist scientists researchers researcher professor teacher student students analyst
    billionaire entrepreneur veteran native resident residents
    country nation city town village region island area province district neighbourhood neighborhood community
    building house home property school hospital facility plant factory store shop restaurant hotel stadium
    ship vessel boat ferry tanker plane aircraft jet helicopter train bus car vehicle truck van satellite rocket
    spacecraft device weapon gun bomb missile drone product model tool technology software system
    move decision measure measures step steps action actions plan plans proposal proposals deal agreement accord pact
    announcement statement comment comments remark remarks speech interview call appeal warning
    law bill legislation ruling verdict sentence order ban rule rules regulation regulations restriction restrictions
    case trial lawsuit suit complaint hearing investigation inquiry probe arrest charge charges allegation allegations
    claim claims accusation accusations
    report study survey poll research findings figures numbers data results statistics document documents letter email
    memo video footage clip image images photo photos photograph picture pictures post tweet message article story book
    film movie show series album song
    attack attacks incident accident crash collision fire blaze blast explosion shooting killing murder robbery assault
    disaster tragedy storm earthquake quake flood outbreak
    event events ceremony meeting summit conference talks discussion discussions negotiations visit trip tour
    protest protests rally demonstration demonstrations strike march clash clashes
    game match win victory defeat loss goal tournament
    project programme program scheme initiative policy strategy approach effort efforts campaign operation mission
    exercise exercises process change changes reform reforms system development developments trend shift
    problem problems issue issues situation crisis dispute conflict row scandal controversy debate
    offer bid takeover merger acquisition purchase sale investment fund funds money payment
    animal animals dog cat bird creature species
    question idea concept theory result outcome effect impact consequence consequences reason reasons
    news discovery finding find disruption increase decrease rise fall drop decline growth
    """.split()  # noqa: SIM905 - words
)
