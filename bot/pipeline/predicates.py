"""Does a sentence have a verb at all? Told from common verbs and their forms; in doubt the answer is yes.

A standfirst without one ("Three times as many as in 2022, and a fifth of the number before.") is no statement.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Sequence

from bot.pipeline import wordclasses as classes
from bot.pipeline.speech import VERBS

_BASES = """
abandon accept accuse achieve acknowledge act adapt add address admit adopt advocate affect agree aim air allow amount
announce answer appear apply appoint approach approve argue arise arrange arrest arrive ask assess assist assume
attack attempt attend attract avoid await back ban bear beat become begin believe belong benefit bet block blow board
bomb book border borrow bounce break breathe bring build burn buy calculate call cap capture care carry cast catch
cause celebrate change charge chase check choose circulate claim clash clean clear climb close coincide collapse
collect come command comment commit compare compete complain complete comply concede concern conclude conduct confirm
confront consider consist contact contain contend continue contrast contribute control convince cook cost count cover
crack crash create criticise criticize cross cry cut damage dance deal debate debut decide declare decline decrease
defeat defend define delay deliver demand demonstrate deny depart depend deploy describe deserve design destroy
determine develop differ dig direct disagree disappear discover discuss dismiss display dispute distinguish distribute
divide dominate double draw dream dress drink drive drop dwarf earn ease eat edge elect embrace emerge employ enable
encourage end endanger enforce engage enjoy ensure enter escape establish estimate evolve examine exceed exclude exist
expand expect experience explain explode explore export expose express extend face fail fall favor favour fear feature
feed feel fight figure fill find finish fire fit fix flee float flood flow fly focus follow forbid force forecast
forge forget form freeze gain gather generate get give go govern grab graduate grant greet grow guarantee guard guess
guide halt handle hang happen hate have head heal hear help hesitate hide hit hold hope host house hunt hurt identify
ignore imagine imply import impose improve include increase indicate inform inherit insist inspect inspire intend
interview introduce invade invest investigate invite involve issue join judge jump justify keep kick kill knock know
lack land last laugh launch lay lead leak learn leave lend let lie lift light like limit line link list listen live
load locate lock look loom loosen lose love lower maintain make manage mark marry match matter mean measure meet melt
mention mind miss mix monitor mount mourn move multiply murder name narrow need neglect nominate note notice obey
object oblige observe obtain occupy occur offer omit open operate oppose order organise organize outnumber overcome
overlook overtake owe own pack paint park participate pass pay perform permit persuade pick place plan play plead
point pose possess post postpone pour practise praise pray predict prefer prepare present press prevent print proceed
produce profit prohibit promise promote propose protect protest prove provide publish pull punish purchase pursue push
put qualify question quit raise rally range reach react read realise realize receive reckon recognise recognize
recommend record recover recruit reduce refer reflect refuse regard register reject relate release relieve rely remain
remember remind remove repair repeat replace reply report represent request require rescue research resign resist
resolve respond rest restore restrict result resume retain retire retreat return reveal reverse review revive ride
ring rise risk roll rule run rush sail save say scale scream screen scrub search see seek seem seize sell send
separate serve set settle shake shape share shed shelter shine ship shoot shout show shrink shut sign signal sing sink
sit slip slow smell smoke smuggle solve sound speak specify speed spell spend split sponsor spot spread squeeze stage
stand start starve state stay steal step stick stop store stray strengthen stress stretch strike struggle study submit
succeed suffer suggest suit supply support suppose surge surprise surround survive suspect suspend swear sweep swim
swing switch tackle take talk target taste teach tear tell tend test thank think threaten throw tie tighten topple
touch tour trace track trade train transfer transform translate transport travel treat trigger trust try turn undergo
understand unite unveil update urge use value vanish vary view violate visit voice vote wait wake walk want warn wash
waste watch wax weaken wear weigh welcome widen win wipe wish withdraw witness wonder work worry wrap write yield
""".split()
_SIBILANT = ("s", "sh", "ch", "x", "z", "o")


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(_SIBILANT) else "s")


_IRREGULAR = frozenset(
    """
    arose ate bent bled blew bound burst clung crept dealt did dove drank drunk fed felt flung forbade forgave
    forgot grew ground had hid hurt kneeled knelt lent lit mistook overcame overthrew pled quit read rid rode rose
    sang saw shed shone shook shot shut slept slipped sold spat spent sprang spread spun stank stole strode stuck
    stung swam swept swore thrust tore trod underwent undid upheld upset went wept woke wore wound wove
    """.split()
)
# What "'s" may be the verb of: "it's", "there's".
_SUBJECTS = frozenset("it he she that this there here what who where how when everybody everyone nobody".split())
_RELATIVES = frozenset("that this what which who it he she".split())
BASES = frozenset(_BASES)
THIRDS = frozenset(map(_third, _BASES))
# Behind these a word that could be a verb is a noun: "the number", "of work", "her fear", "big moves".
_BEFORE_NOUNS = (
    classes.DETERMINERS | (classes.PREPOSITIONS - {"to"}) | frozenset(("'s", "’s", "own", "such", "no", "a"))
)
_OWN = ("'s", "’s")
_SHORTENED = ("n't", "n’t", "'re", "’re", "'ll", "’ll", "'d", "’d", "'ve", "’ve", "'m", "’m")
_LONGEST = 25


def has_predicate(lower: Sequence[str], first: int, last: int) -> bool:
    """Whether any of the tokens `[first, last)` may be the verb of a clause; a long sentence always has one."""
    return last - first > _LONGEST or any(_may_act(lower, at, first) for at in range(first, last))


def _may_act(lower: Sequence[str], at: int, first: int) -> bool:
    word, before = lower[at], lower[at - 1] if at > first else ""
    if word in classes.AUXILIARIES or word in classes.PAST or word in VERBS or word in _IRREGULAR:
        return True
    if word in _OWN:
        return before in _SUBJECTS
    if word.endswith("ed") and word not in classes.NOT_PAST:
        return before == "each" or before not in _BEFORE_NOUNS
    if word.endswith("s") and (before in _RELATIVES or before.endswith("ly")):
        return True
    if word in BASES or word in THIRDS or word in classes.PRESENT:
        return bool(before) and before not in _BEFORE_NOUNS and before != "-"
    return word.endswith(_SHORTENED)
