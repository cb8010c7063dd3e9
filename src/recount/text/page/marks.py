"""What the names that sites give to the parts of a page (class and id) say about them.

A name is taken apart into its words ("articleBody__text" into article, body, text); a word, or up to three that stand
together, are looked up. Which names are telling was learned from reading pages; trafilatura (Apache-2.0) keeps a like
list as expressions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

STORY: Final = 1  # the words of a story: "article-body", "entry-content"
POST: Final = 2  # a story with what surrounds it: "article", "hentry"
MAIN: Final = 4  # the middle of the page: "content", "main"
CHROME: Final = 8  # of the site, not of a story: menus, shares, bylines
COMMENT: Final = 16  # among readers' comments
HIDDEN: Final = 32  # not shown
CAPTION: Final = 64  # of a picture
WEAK: Final = 128  # of the site where it leads elsewhere or holds no prose, else of the story: "teaser", "slide"


def _joined(first: str, second: str) -> list[str]:
    return [a + b for a in first.split() for b in second.split()]


_STORY: Final = [
    *_joined(
        "article story post entry news blog page single text art detail node field item",
        "body text content copy fulltext bodytext bodycopy",
    ),
    *"""maintext mainbody bodytext bodycopy bodycontent fulltext articlebody richtext textcontent textbody contentbody
    contenttext contentmain contentinner postentry wpbtextcolumn articlesection articleparagraphs""".split(),
]
_POST: Final = (
    "article hentry post entry story singlepost articlemain articlecontainer articlewrapper articlepage artikel"
)
_MAIN: Final = """content main primary maincontent maincolumn maincol mainarea pagecontent sitecontent inhalt contenido
    contenu"""
_COMMENT: Final = """comment comments usercomments readercomments commentlist disqus respond kommentar kommentare
    komentarze commentaire commentaires comentarios commenti discussion"""
_CHROME: Final = """
    share shares sharer sharing sociable addtoany a2a sharedaddy ssba cookie cookies cookiebar cookiebanner cookienotice
    cookielaw cookieconsent consent gdpr dsgvo rightrail rightcolumn rightcol rail breadcrumb crumbs foot fusszeile navi
    navigation topbar toolbar tabbar adminbar outbrain zergnet plista interestingarticles ad ads adbox adsense adslot
    banner banners anzeige anzeigen werbung paidcontent widget widgets widgetarea tag tags taglist tagcloud taglinks
    keywords catlinks author authors authorbox authorbio authorinfo authorname authormeta authorcard authorblock
    authordetails authordescription authorimage authorprofile authorsection aboutauthor bio postinfo postdate postfooter
    postnav postauthor posttags entryfooter entryutility entryinfo entrydate meta metadata articleinfo articlefooter
    articletools articleshare articletags articleauthor articledate date dates dateline timestamp pubdate published
    posttime postedon postdetails mostread mostpopular mostviewed mostcommented mostshared trending topstories
    morestories morenews moreon morefrom morearticles moreposts alsoread seealso nextpost nextarticle nextstory nextup
    prev previous prevpost previouspost signup signin login register registration calltoaction cta followus follow
    pagination pager pagenav pagelinks pagenumbers vote votes voting modal overlay lightbox dropdown tooltip printbutton
    printlink noprint hideprint searchform searchbox searchbar copyright disclaimer disclosure imprint legal siteheader
    skiplink skiplinks icon icons button buttons btn controls factbox feedback reporterror reportmistake
    correctionlink languageswitcher languagelinks citation citate"""
_CHROME_STEMS: Final = tuple(
    """social addthis heateor newsletter sidebar breadcrumb footer related similar recommend recirc taboola advert
    sponsor byline menu navbar popular donat rating popup postmeta entrymeta articlemeta licence license langswitch
    jprelated""".split()
)
_CHROME_ENDS: Final = ("nav", "menu", "sidebar", "sharebar", "sharebuttons", "sharetools", "sharelinks")
_WEAK: Final = """
    teaser teasers promo promos promotion promobox topic topics category categories categorylist postcategory
    postcategories readmore readalso readnext player videoplayer slide slides slider slideshow slideshows thumbnail
    thumbnails poll toc tableofcontents infobox boxout snippet snippets card cards masthead stars aside latest"""
_WEAK_STEMS: Final = tuple("teaser embed carousel swiper inlinetextbox textbox listposts subscri paywall".split())
_CAPTION: Final = """caption captions captiontext photo photos image images picture foto bild bildunterschrift credit
    credits copyrightholder mediadescription mediacredit mediainfo"""
_TABLE: Final[dict[str, int]] = {}
for _mark, _words in (
    (STORY, _STORY), (POST, _POST.split()), (MAIN, _MAIN.split()), (COMMENT, _COMMENT.split()),
    (CHROME, _CHROME.split()), (WEAK, _WEAK.split()), (CAPTION, _CAPTION.split()),
):  # fmt: skip
    for _word in _words:
        _TABLE[_word] = _TABLE.get(_word, 0) | _mark
# The whole name, not a word of it: "hide" hides, "ssr-hide" and "hide-for-small" seldom do.
_HIDDEN: Final = frozenset(
    """hidden hide invisible visuallyhidden sronly screenreader screenreadertext dnone displaynone ishidden
    offscreen""".split()
)
# Names that say how a part is laid out, or of which topics a story is, in the words that elsewhere name a menu.
_LAYOUT: Final = tuple(
    """tag- category- cat- type- status- format- has- no- not- with- is- js- postid- tax- term- single- page- tag_ cat_
    has_ is_ js_ page_""".split()
)
_BUILDER: Final = ("share", "nav", "menu", "form", "posts", "button")
_WORDPRESS = re.compile(r"post-\d+|type-post|hentry")
_PARTS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*|\d+")
_LONGEST: Final = 80  # characters; beyond it stands a generated name


@lru_cache(maxsize=100_000)
def _marks_of_name(name: str) -> int:
    """The marks in one class or id, as bits; sites repeat their names, so most answers are remembered."""
    if len(name) > _LONGEST or name.startswith(_LAYOUT):
        return HIDDEN if name in ("is-hidden", "is_hidden") else 0
    if name.startswith("elementor") and not any(word in name for word in _BUILDER):
        return 0
    words = [word.lower() for word in _PARTS.findall(name)]
    found = HIDDEN if "".join(words) in _HIDDEN else 0
    size = len(words)
    for n in range(size):
        word = words[n]
        for end in range(n, min(size, n + 3)):
            if end > n:
                word += words[end]
            found |= _TABLE.get(word, 0)
            if word.startswith(_CHROME_STEMS) or word.endswith(_CHROME_ENDS):
                found |= CHROME
            elif word.startswith(_WEAK_STEMS):
                found |= WEAK
    return found


@lru_cache(maxsize=50_000)
def marks_of(names: str) -> int:
    """The marks in the names of one element (its classes and its id, with spaces between), as bits."""
    each = names.split()
    if any(_WORDPRESS.fullmatch(name) for name in each):
        return POST  # the further names are its author and its topics
    found = 0
    for name in each:
        found |= _marks_of_name(name)
    return found
