"""Lines that speak to the reader of the page: links to other stories, calls to subscribe or follow, legal notices.

These may be whole sentences, so each shape wants two pieces of evidence, such as the opener with its colon, or the call
and what it offers. Matched against whole lines of at most `LONGEST` characters, which bounds their cost.
"""

from __future__ import annotations

import re

LONGEST = 420
_X = re.IGNORECASE | re.VERBOSE

_OTHER_STORY = re.compile(
    r"""
    [(\[>»\s]{0,4}(?:
      (?:read|see)\s(?:also|more|next|this(?:\snext)?|now)(?:\s(?:here|on|from|about)(?:\s[^:|]{2,40})?)?
        \s?[:|»>–—-]\s?\S.*
      | (?:also|must|next)[\s-](?:read|see|watch)\s?[:|»>–—-]\s?\S.*
      | (?:related|recommended|trending|don['’]t\smiss|dive\sdeeper|up\snext|editor['’]s\spick|icymi|sponsored
          |in\scase\syou\smissed\sit|you\smay\s(?:also\s)?like|further\sreading)
        (?:\s(?:stor(?:y|ies)|articles?|news|content|links?|posts?|reading|coverage|topics?|videos?))?
        \s?[:|»>–—]\s?\S.*
    )
    | also\son\s\w[\w-]{1,40}\.[a-z]{2,6}\b.{0,200}
    """,
    _X,
)
_IN_BRACKETS = re.compile(
    r"""
    [(\[]\s?(?:read|see|also|watch|listen|related|more|click|view|full\s(?:story|coverage))\b
      (?:\s(?:also|more|next|read|here|on|about))?\s?[:|–—-]?\s?[^()\[\]]{2,300}[)\]]\.?
    """,
    _X,
)
_POINTER = re.compile(
    r"""
    (?:you\scan\s)?(?:read|click|tap|see|find|view|learn|watch|follow|check\sout|visit|go)\s
      (?:all\s)?(?:the|our|more|here|on|to|out|about|full|complete|latest)\b.{0,140}
      \b(?:here|coverage|homepage|website|web\ssite|newsletters?|live\sblog|page|app|hub
        |for\smore(?:\s(?:stories|news|information|details))?)[.!]?
    | visit\s.{3,80}\s(?:homepage|website)\sfor\smore.{0,40}
    | (?:for|to\sread)\smore\s(?:news|stories|information|details|on\sthis|from|about)\b.{0,120}
      \b(?:click|sign\sup|subscribe|here)\b.{0,80}
    """,
    _X,
)
_FOLLOW = re.compile(
    r"""
    (?:you\scan\s(?:also\s)?|please\s)?
      (?:follow\s(?!up\b|suit\b).{1,120}?|(?:like|find|add|friend|join)\s(?:us|me|our\s.{2,40}?))\s(?:on|at|via)\s
      (?:facebook|twitter|x\b|instagram|tiktok|linkedin|threads|mastodon|bluesky|youtube|telegram|whatsapp|google
        |snapchat|apple\snews|social\smedia|@).{0,200}
    | (?:you\scan\s)?(?:follow|e-?mail|tweet|contact|write\sto|message|reach|text)\s
      (?:(?:the\s)?(?:author|writer|reporter|us|me|him|her|them|editor)s?|[\w.’'-]+(?:\s[\w.’'-]+){0,3})
      \s(?:at|on|:|to)?\s?(?:@\w+|\S+@\S+\.\w+).{0,200}
    | @\w{2,20} | (?:e-?mail|twitter|follow|contact)\s?:\s?\S*@\S*.{0,60} | \S+@[\w-]+(?:\.[\w-]+){1,3}
    | (?:have|got)\sa\s(?:news\s)?(?:tip|story|question)\b.{0,30}\?.{0,200}
    """,
    _X,
)
_COMMENTING = re.compile(
    r"""
    please\slet\sus\sknow\sif\syou['’]?(?:re|\sare)\shaving\s(?:issues|problems|trouble)\swith\scommenting.{0,40}
    | (?:what\sdo\syou\sthink|have\syour\ssay|do\syou\sagree|have\san\sopinion|got\ssomething\sto\ssay)\b.{0,120}
      \b(?:comments?(?:\ssection)?|below|know|opinion)\b.{0,60}
    | (?:let\sus\sknow|tell\sus|share|sound\soff|have\syour\ssay|join)\b.{0,80}
      \b(?:in\s(?:the|our)\scomments?(?:\ssection)?|comments?\s(?:below|section))\b.{0,40}
    | (?:we\swelcome|please\s(?:keep|be|note|read))\b.{0,120}\bcomment(?:s|ing|ers)?\b.{0,200}
    | comments\son\sthis\s(?:piece|article|story)\s.{0,300}
    | comments?\s(?:are|is)\s(?:now\s)?(?:closed|off|disabled|moderated|premoderated)\b.{0,80}
    | (?:all\s)?comments\s(?:posted|made|expressed|are\ssubject)\s.{0,300}
    | your\se-?mail\saddress\swill\snot\sbe\spublished.{0,120} | required\sfields\sare\smarked.{0,20}
    | like\sthis\s(?:story|article)\?.{0,80}
    | (?:did\syou\s(?:find|like|enjoy)|was|is)\sthis\s(?:\w+\s)?(?:useful|helpful|interesting|story|article|page|guide
        |post)\b.{0,40}\?.{0,120} | (?:want|would\syou\slike)\sto\sbookmark.{0,160}
    """,
    _X,
)
_LEGAL = re.compile(
    r"""
    (?:this|our)\s(?:web)?site\s(?:uses|is\sprotected|may\searn|contains\saffiliate)\b.{0,360}
    | (?:we|our\spartners)\s(?:and\sour\spartners\s)?(?:use|store)\s.{0,40}\bcookies\b.{0,360}
    | by\s(?:clicking|signing|continuing|subscribing|using|entering|submitting|registering|providing)\b.{0,60}
      \b(?:you|i)\s(?:agree|accept|acknowledge|consent|confirm).{0,300}
    | (?:copyright\s?)?(?:©|\(c\)|&copy;).{0,300} | copyright\s(?:\d{4}|by\s).{0,300}
    | this\scopy\sis\sfor\syour\spersonal.{0,400} | ftc:\s.{0,160} | issn:?\s\d{4}-\d{3}.{0,40}
    | (?:if\syou\s(?:buy|purchase|click)|when\syou\s(?:buy|purchase|click)|we\smay\s(?:earn|receive|get))\b.{0,160}
      \b(?:commission|share\sof|affiliate|compensat|portion)\w{0,6}\b.{0,160}
    | this\s(?:story|article|post|piece|report)\s(?:was\s|has\sbeen\s)?(?:first\s|originally\s)
      (?:appeared|published|ran)\s(?:in|on|at|by)\s.{2,160}
    | \[\w{3,20}\s\w{2,20}\s?=[^\[\]]{0,200}\].{0,200} | \[/\w{3,20}\]
    """,
    _X,
)
SHAPES = (_OTHER_STORY, _IN_BRACKETS, _POINTER, _FOLLOW, _COMMENTING, _LEGAL)

# Evidence in the middle of a line is looked for only where one of its words stands at all.
HINTS = (
    "rights reserved", "contributed", "reproduced", "republished", "rewritten", "click here", "policy", "opens in",
    "contacted", "followed", "reached at", "reached on", "reached by", "reached via",
)  # fmt: skip
HINTED = re.compile(
    r"""
    .{0,150}\ball\srights\sreserved\b.{0,200} | .{0,300}[.!?]\sclick\shere\s(?:for|to)\b.{0,80}
    | .{2,160}\bcontributed\s(?:\w+\s)?to\sth(?:is|e)\s(?:report|story|article|piece|coverage)\.?
    | .{0,120}\b(?:may\snot|not\sto)\sbe\s(?:published|reproduced|broadcast|republished|rewritten)\b.{0,200}
    | .{0,60}\bcomments?\spolicy\b.{0,100} | .{0,40}\bopens?\sin\s(?:a\s)?new\swindow\W{0,2}
    | .{0,60}\b(?:can|may)\sbe\s(?:reached|contacted|followed)\s(?:at|on|via|by)\s
      (?:\S+@\S+|@\w+|twitter|facebook|e-?mail|x\b).{0,150}
    """,
    _X,
)

# What could be a sentence but for its missing end.
_WEAK_OTHER_STORY = re.compile(
    r"""
    [(\[>»\s]{0,4}(?:more|also|watch|listen|next|read|video|photos?|gallery|in\s(?:photos|pictures)|live|opinion
      |analysis|explainer|related)\s?[:|»>]\s?\S.*
    """,
    _X,
)
_SHOUTED = re.compile(
    r"(?:READ|SEE|WATCH|ALSO READ|READ ALSO|CLICK|GET|DOWNLOAD|SIGN UP|SUBSCRIBE|RELATED|MORE|LISTEN)\b[^a-z]{6,160}"
)
_CREDIT = re.compile(
    r"""
    [(\[]?(?:image|photo(?:graph)?|picture|video|file\sphoto|screenshot|illustration|graphic)s?
      (?:\s(?:credits?|source|courtesy|by|via|from|copyright))?\s?(?::|©|/|by\b|courtesy\b|credit\b|via\b).{1,110}
    | [(\[](?:ap|reuters|afp|getty|photo|image|file|source|credit|courtesy)\b.{0,100}[)\]]
    | .{2,60}\s/\s(?:ap|reuters|afp|getty(?:\simages)?|epa|xinhua|yonhap|shutterstock|istock)(?:\s.{0,30})?
    | [(\[]?(?:additional\s|more\s)?(?:reporting|writing|editing|compiled|edited|written)\sby\s.{2,200}
    | (?:source|via|hat\stip|h/t)\s?:\s[^.]{2,60}
    """,
    _X,
)
UNFINISHED = (_WEAK_OTHER_STORY, _SHOUTED, _CREDIT)

# A call to the reader: an imperative at the start of a sentence, what is offered, and nobody who says so.
CALL = re.compile(
    r"""
    (?:^|[.?!:…]["”’)]?\s)(?:please\s)?
    (?:subscribe|sign[\s-]up|signup|register|join|get|receive|enter\s(?:your|a)|download|click|tap|start\syour|try
      |become|support|enjoy|stay|follow|like|catch\sup|be\sthe\sfirst|keep\san\seye|want|don['’]t\smiss|add|listen
      |install)\b
    | (?:^|[.?!]\s)if\syou\s(?:value|like|enjoy|appreciate|believe\sin)\b.{0,60},\s(?:please\s)?(?:become|support|donate
      |subscribe|join|consider)\b
    """,
    _X,
)
OFFER = re.compile(
    r"""
    \bnewsletters?\b | \b(?:in|into|to)\syour\s(?:e-?mail\s)?(?:inbox|mailbox|phone|letterbox)
    | \bour\s(?:[\w’'-]+\s){0,4}(?:app|channel|page|podcast|e-?mails?|alerts?|community|telegram|whatsapp|group
        |briefing)\b
    | \bbreaking\snews\s(?:alerts?|e-?mails?|notifications?) | \b(?:e-?mail|push|news)\s(?:alerts?|notifications?
        |updates)\b
    | \bfree\strial\b | \bpremium\ssubscription\b | \byour\s(?:[\w-]+\s){0,3}subscription | \byoutube\schannel
    | \bour\sjournalism\b
    | \b(?:become|be)\sa\s(?:member|supporter|subscriber|patron)\b
    | \bunlimited\s(?:digital\s)?access\b | \bon\sgoogle\snews\b
    """,
    _X,
)
# Each offer holds one of these.
OFFER_HINTS = (
    "newsletter", "your ", "our ", "breaking news", "alert", "notification", "updates", "free trial", "subscription",
    "youtube", "member", "supporter", "subscriber", "patron", "unlimited", "google news",
)  # fmt: skip
TOLD = re.compile(
    r"\b(?:said|says|told|asked|urged|according|announced|warned|reported)\b|[“\"][^“”\"]{15,}[”\"]", re.IGNORECASE
)

# Words after an author's name that make the line one about the author.
SIGNATURE = re.compile(
    r"""
    ,?\s(?:is|was|has\sbeen|covers|writes|reports|joined|works|worked|has\s(?:written|covered|worked))\b.*?
    \b(?:reporter|editor|writer|journalist|correspondent|columnist|author|covers|covering|covered|contributor|producer
      |freelance|fellow|reports|writes|writing|joined|based)\b
    """,
    _X | re.DOTALL,
)
