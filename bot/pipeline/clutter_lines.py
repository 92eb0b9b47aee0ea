"""Lines that are nothing but a marker of the page: advertisement, button, share bar, heading of a list of links.

Matched against a whole short line, marks at its ends aside, so that a sentence which only begins with such a word is
never taken for one. Calls to the reader and notices are in `bot.pipeline.clutter_notices`.
"""

from __future__ import annotations

import re

LONGEST = 90
_X = re.IGNORECASE | re.VERBOSE
# also as it is often misspelt
_AD = r"adver(?:tis|tiz)e?(?:ment|ments|ing)"

_ADVERTISEMENT = rf"""
    (?:{_AD}[\s:.|–—-]{{0,5}}){{1,6}}
    | (?:{_AD}[\s:.|–—-]{{1,5}})?(?:(?:story|article|content|report)\s)?continues?\s(?:reading\s)?(?:below|after)
      (?:\s(?:this|the))?(?:\s(?:ad|ads|{_AD}))?
    | (?:{_AD}[\s:.|–—-]{{1,5}})?scroll\s(?:down\s)?(?:to|for)\s(?:continue|more|read)
      (?:\s(?:with|reading)?\s?(?:content|more)?)?
    | ads?|promoted|promotion|paid\s(?:content|post)|partner\scontent|sponsored(?:\s(?:content|post|by\s.{{2,40}}))?
    | remove\sads? | skip\s(?:past\s|this\s)?{_AD} | skip\spast\snewsletter\spromotion | after\snewsletter\spromotion
"""
_FURNITURE = r"""
    author[-_\s]?image | new\supdates?
    | (?:\w+[-_])?(?:image|photo|video|avatar|thumbnail|icon|logo)(?:[-_]\w+)?
    | follow|print|e-?mail|save|menu|search|home|close|next|previous|prev|comments?|tags?|topics?|categor(?:y|ies)
    | filed\sunder|loading|shares?|sponsors?|gallery|slideshow|fullscreen|expand|sections?|newsletters?|notifications?
    | (?:listen|watch)\s?(?:to\s(?:this\s)?(?:article|story|now|live))? | play\s(?:video|audio|now) | now\splaying
    | click\s(?:here|to\s(?:play|enlarge|expand|view)).{0,40} | order\sreprints | print\sarticle | e-?mail\sarticle
    | (?:skip|jump|back|return)\sto\s(?:main\s|the\s)?(?:content|navigation|top|home(?:page)?|article|footer|search)
    | (?:sign|log)\s?(?:in|up|out)(?:\s(?:to|with|for)\s.{2,40})? | register(?:\snow)? | create\s(?:an\s)?account
    | my\saccount | subscribe(?:\s(?:now|today|here))? | (?:become|join)\s(?:a\s)?member.{0,20} | donate(?:\snow)?
    | support\sus | be\sthe\sfirst\sto\s(?:get|know|hear|receive|comment)\b.{0,40}
    | (?:install|get|download)\sthe\s.{2,30}\sapp(?:\sfor\sfree|\snow|\shere|\stoday)?
    | all\srights\sreserved | privacy(?:\spolicy)? | terms\s(?:of\s(?:use|service)|and\sconditions|&\sconditions)
    | cookies?(?:\s(?:policy|settings|preferences|notice))? | contact(?:\sus)? | about(?:\sus)?
    | accept(?:\sall)?(?:\scookies)? | sorry | this\sarticle\shas\sbeen\ssent\sto
    | thank(?:s|\syou)(?:\sfor\s(?:signing\sup|subscribing|reading|registering|sharing).{0,60})?
    | (?:an|there\swas\san)\serror\s.{0,60} | report\s(?:a\s)?(?:typo|correction|error).{0,20}
    | tell\sus\swhat\syou\sthink | (?:please\s)?enable\sjavascript.{0,80}
"""
_MORE = r"""
    (?:read|show|load|see|view|learn|find\sout|discover|hear|watch)\s(?:more|less|all|next|now)
      (?:\s(?:news|stories|articles|comments|photos|here|posts))?
    | (?:continue|keep)\sreading
    | (?:read|view|see|get)\s(?:the\s)?full\s(?:story|article|report|coverage|recipe)(?:\shere)?
"""
_TALK = r"""
    (?:share|tweet|post|pin|send|copy|e-?mail|print|save)\s(?:this|it|link|article|story|page|post)
      (?:\s(?:this|article|story|page|post|link|on|via|by|with|to)\b.{0,40})?
    | share\s(?:on|via|to|with)\s(?:your\s)?[\w@]+(?:\s[\w@]+){0,3} | click\sto\sshare.{0,60}
    | (?:link|url)\scopied.{0,30}
    | share(?:\s(?:this|on))?:?(?:\s?\[[^\[\]]{1,12}\]?){1,12}
    | (?:leave|post|write|add|submit|join)\s(?:a|your|the)\s(?:comment|reply|response|conversation|discussion|review)
      .{0,30}
    | (?:view|show|hide|see|read|load)\s(?:all\s)?(?:the\s)?(?:\d+\s)?comments?
    | (?:no|\d[\d,.]*k?)\s(?:comments?|shares?|views?|likes?|replies|reads?|retweets?|followers?
      |min(?:ute)?s?\s(?:read|ago)|hours?\sago|days?\sago)(?:\s(?:read|yet))?
"""
_LIST_HEADING = r"""
    (?:related|recommended|trending|popular|latest|top|other|similar|featured
      |more\s(?:stories|articles|news|coverage|reading|background|from|on|must-?reads?|like)
      |read\s(?:more|next|also)|see\salso|further\sreading|most\s(?:read|popular|viewed|shared|recent|commented))\b
      (?:\s(?:stories|articles|news|posts?|content|topics|links|videos?|reading|coverage|headlines|reads|now|tags
      |searches|items))?(?:\s(?:for|from|by|on|in|about|at)\s.{2,40})?
    | (?:recommended|suggested|more|stories|articles|picked|selected)\s(?:stories\s)?for\syou
    | you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin).{0,20} | in\scase\syou\smissed\sit
    | don['’]t\smiss(?:\sout)? | (?:also|up|must|what\sto)\s(?:read|next)(?:\snext)?
"""
_BUTTON = r"""
    (?:share|tweet|e-?mail|mail|print|pin(?:terest|\sit)?|facebook|twitter|x|linked\s?in|whats\s?app|reddit|telegram
      |flipboard|messenger|instagram|you\s?tube|tumblr|snapchat|threads|bluesky|mastodon|copy(?:\slink)?|link|save
      |comments?|more|rss|wechat|weibo|line|google\+?|follow(?:\sus)?(?:\son)?|like|bookmark|gift|sms|skype|pocket
      |viber|vk)
"""

LIST_HEADING = re.compile(_LIST_HEADING, _X)
MARKERS = (
    re.compile(f"{_ADVERTISEMENT}|{_FURNITURE}|{_MORE}|{_TALK}", _X),
    LIST_HEADING,
    re.compile(rf"(?:{_BUTTON}(?:\s?\(?\d{{1,6}}\)?)?[\s,|/•·:–—-]{{0,4}}){{2,20}}", _X),
)
# Words of menus; one alone proves nothing.
NAVIGATION = frozenset(
    """
    home news world politics business sport sports opinion technology tech science health entertainment culture
    lifestyle travel weather video videos photos contact about login search menu subscribe newsletter newsletters
    archive archives events jobs classifieds advertise rss faq help shop store donate gallery local national
    international economy markets finance arts music movies tv food style money education environment more sitemap
    privacy terms podcasts podcast
    """.split()  # noqa: SIM905 - words
)
