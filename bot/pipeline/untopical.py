"""Words that nobody asks for by themselves; read by `bot.pipeline.topics`."""

from __future__ import annotations

from bot.pipeline.speech import VERBS

# Words that stand beside a noun without making it a subject one asks for.
UNTOPICAL = (
    frozenset(
        """
    able according added additional agreed aimed allowed announced annual appeared appears area asked available based
    became began begin beginning begins believe best better big biggest brought called came carried carry case cases
    caused certain clear close come comes coming common continue continued couple current currently day days decade
    decades decided despite different difficult due earlier early eight eighth end ended enough entire especially
    estimated evening event everyday example existing expect expected face faced fact far feel felt few fifth final
    find first five followed following follows form former found four fourth free full future gave general give given
    gives giving go goes going gone good great group half happen happened happens hard held help helped high higher
    highest hold holding home hope hour hours hundred hundreds idea important include included includes including
    increase increased issue issues join joined keep keeps kept key kind knew know known large larger largest last late
    later latest lead leading leads leave leaves led left level likely little live lived long longer look looked
    looking lost lot lots low lower main major man matter mean means meant measure meet meeting member members men met
    million millions billion billions minute minutes moment month monthly months morning move moved moving multiple
    nearly need needed needs new newly next night nine number numbers old older oldest open opened order part
    particular parts past people percent percentage period person place places plan planned plans play played point
    points possible present previous previously prior probably process provide provided provides public published put
    quarter question ran reach reached read ready real reason received recent recently remain remained remains report
    reported reports result results return returned right rise role run running saw second seek seen sees sent series
    serious set sets seven several short show showed shown shows side similar single six sixth small smaller son
    special spent stand start started statement step steps stood stop stopped story strong taken takes taking ten tens
    thing things third thousand thousands three time times today together told tomorrow tonight took top total tried
    true try trying turn turned twice two unable understand upcoming usual various view wait want wanted wants way ways
    week weekend weekly weeks whole wide woman women word words work worked working works world worst year yearly years
    yesterday young monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december
    """.split()  # noqa: SIM905 - a list of words reads best as words
    )
    | VERBS
)
