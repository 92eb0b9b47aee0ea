"""Words too common to look for; `bot.pipeline.terms` leaves them out of the index and of queries.

"may" is missing on purpose: it is a month as often as a verb in what people ask for.
"""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    a about above after again against ago all almost along already also although always am amid among an and another any
    anyone anything are aren't around as at away back be became because become been before behind being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't done down during each either else
    ever every for from further get gets getting got had hadn't has hasn't have haven't having he her here hers herself
    him himself his how however i if in indeed instead into is isn't it its itself just least less let like made make
    many me might mine more most much must my myself near neither never no nobody none nor not nothing now of off often
    on once one only onto or other others our ours ourselves out over own per perhaps put quite rather really said same
    say says see seem seemed seems shall she should shouldn't since so some somebody someone something still such take
    than that the their theirs them themselves then there therefore these they thing things this those though through
    throughout thus to together too toward towards under until up upon us use used using very via was wasn't way we well
    went were weren't what whatever when where whether which while who whole whom whose why will with within without
    won't would wouldn't yes yet you your yours yourself yourselves s t d ll m re ve st nd rd th mr mrs ms
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

# In a query "us" is the country, in a text it is the pronoun unless it is written in capitals.
ASKED_FOR = frozenset({"us"})
