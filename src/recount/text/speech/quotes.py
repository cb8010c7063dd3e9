"""Direct speech: which cue, and so which words that name a speaker, a quotation belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.speech.clauses import speech_verb
from recount.text.speech.cues import Cues, cues
from recount.text.speech.quoted import Quoted, covered
from recount.text.speech.source import noun_span, relative_of, source_of
from recount.text.speech.spans import Attributed, Range, cue_ranges
from recount.text.speech.uncued import subject_before, told_before

if TYPE_CHECKING:
    from spacy.tokens import Token


_ENDS_OPEN = (",", "?", "!", "-", "–", "—", "…")  # a quotation that ends so may go on with its cue
_TOO_FAR = 30  # tokens between a quotation and its cue; beyond it they are not of one clause
_GAP_LINES = 3  # line ends between two paragraphs
_LONGEST_TITLE = 6  # words
_LONGEST_SIGNATURE = 8  # words
SCARE_WORDS = 4  # a quotation of fewer words with no cue is a scare quote or a title
_NOT_A_SOURCE = frozenset(("this", "these", "that", "which", "what", "there", "here"))
_SIGNATURE = re.compile(r"[^\S\n]*(?:[―—–-]|--)[^\S\n]*(?P<name>[A-Z][^\n\"“”]{1,80}?)[.]?[^\S\n]*(?=\n|$|[“\"])")


@dataclass(slots=True)
class Direct:
    """One stretch of direct speech: quotations under one cue, in order."""

    quotations: list[int]  # indices into the story's quotations
    source: Range | None = None
    speaker: Token | None = None
    verb: Token | None = None
    cue: tuple[Range, ...] = ()
    follows: Attributed | None = None  # goes on from what was reported right before
    running: bool = False  # no cue near: whoever the story is quoting
    mixed: bool = False  # fragments inside a sentence of the author's
    lead: int | None = None  # first token of the author's words that the fragment completes
    pronoun: Token | None = None  # "who", standing beside the cue for the speaker


def direct_speech(quoted: Quoted, clauses: list[Attributed]) -> list[Direct]:
    """Every quotation that is speech, grouped by its cue; scare quotes and titles are left out."""
    return _Finder(quoted, clauses).run()


class _Finder:
    def __init__(self, quoted: Quoted, clauses: list[Attributed]) -> None:
        self.q = quoted
        self.doc = quoted.doc
        self.words: Cues = cues()
        self.clauses = clauses
        self.covered = covered(quoted, clauses)
        self.found: list[Direct] = []
        self.of: dict[int, Direct] = {}  # quotation -> the stretch it went to

    def run(self) -> list[Direct]:
        for n, quotation in enumerate(self.q.quotations):
            before = self.of.get(n - 1)
            if quotation.continues and before is not None:
                self._join(before, n)
            elif (n in self.covered and self.covered[n] is None) or self._title(n):
                continue  # part of indirect speech, or a name
            else:
                self._place(n, before)
        return self.found

    def _place(self, n: int, before: Direct | None) -> None:
        direct = self._colon(n) or self._after(n) or self._signed(n) or self._before(n) or self._clause(n)
        if direct is not None:
            if (
                before is not None
                and before.verb is not None
                and direct.verb is not None
                and before.verb.i == direct.verb.i
            ):
                self._join(before, n)
            else:
                self._add(direct)
        elif before is not None and self._goes_on(n) and self._whole(n) and not self._new_subject(n):
            self._join(before, n)
        else:
            self._uncued(n, before)

    def _add(self, direct: Direct) -> None:
        self.found.append(direct)
        for n in direct.quotations:
            self.of[n] = direct

    def _join(self, direct: Direct, n: int) -> None:
        direct.quotations.append(n)
        self.of[n] = direct

    def _clause(self, n: int) -> Direct | None:
        a = self.covered.get(n)
        if a is None:
            return None
        return Direct([n], a.source, a.speaker, a.verb, a.cue, pronoun=a.pronoun)

    def _title(self, n: int) -> bool:
        """A few capitalised words inside a sentence: the name of a programme, a book, a nickname."""
        words = self.q.quotations[n].words.of(self.q.text).split()
        start = self.q.quotations[n].span.start
        lead = self.q.text[max(0, start - 2) : start].strip()
        if not 0 < len(words) <= _LONGEST_TITLE or lead in (":", ",") or self._whole(n):
            return False
        large = [w for w in words if w[0].isupper() or w[0].isdigit()]
        return (
            words[0][0].isupper()
            and words[-1][0].isupper()
            and len(large) >= len(words) - 2
            and words[-1][-1] not in "?!"
        )

    def _colon(self, n: int) -> Direct | None:
        last = self.q.ranges[n][0] - 1
        found = self._before(n) if last >= 0 and self.doc[last].text == ":" else None
        return found if found is None or found.verb is not None else self._after(n) or found

    # -- signed: "..." - Ann Lee
    def _signed(self, n: int) -> Direct | None:
        text, end = self.q.text, self.q.quotations[n].span.end
        signed = _SIGNATURE.match(text, end)
        if signed is None or len(signed.group("name").split()) > _LONGEST_SIGNATURE:
            return None
        named = self.doc.char_span(signed.start("name"), signed.end("name"), alignment_mode="expand")
        if named is None or any(self.q.inside[t.i] >= 0 for t in named):
            return None
        head = next((t for t in reversed(named[:4]) if t.pos_ == "PROPN"), None)
        return None if head is None else Direct([n], (named.start, named.end), head, None, ())

    # -- the cue after: "...," said X / "...," X said
    def _after(self, n: int) -> Direct | None:
        start = self.q.ranges[n][1]
        if not self._open_end(n) or self.doc[start].lower_ in ("which", "who", "whom", "whose"):
            return None
        if not self._whole(n) and not self._set_off(n):
            return None  # a fragment at the end of what the author reports
        stop = self._frame_end(start)
        for i in range(start, min(stop, start + _TOO_FAR)):
            token = self.doc[i]
            act = speech_verb(token, self.words)
            if act is not None and (i == start or token.dep_ not in ("aux", "auxpass", "amod", "relcl", "acl")):
                weak = token.lemma_.lower() in self.words.clause_only - self.words.quote_only
                if act == "judge" or weak or any(c.dep_ == "mark" or c.lower_ == "when" for c in token.children):
                    return None
                return self._with_verb(n, token, self._speaker_after(token, start))
            if token.tag_ in ("VBD", "VBZ", "MD") and token.dep_ not in (
                "relcl",
                "acl",
                "amod",
                "advcl",
                "aux",
                "auxpass",
            ):
                return None
        return None

    def _set_off(self, n: int) -> bool:
        first = self.q.ranges[n][0]
        return (
            first == 0
            or self.doc[first].is_sent_start is True
            or self.doc[first - 1].text in (",", ":", "-", "–", "—", "--")
        )

    def _open_end(self, n: int) -> bool:
        """Whether the sentence goes on behind the closing mark."""
        words = self.q.quotations[n].words.of(self.q.text).rstrip()
        end = self.q.ranges[n][1]
        if not words or end >= len(self.doc) or not self.q.quotations[n].closed:
            return False
        after = self.doc[end]
        if after.text == "," or words[-1] in _ENDS_OPEN or words.endswith("..."):
            return not after.is_space
        return (after.text[:1].islower() and words[-1] != ".") or (
            words[-1] == "." and after.text in ("he", "she", "said")
        )

    def _frame_end(self, start: int) -> int:
        """First token from `start` that ends the clause around quotations."""
        for i in range(start, len(self.doc)):
            token = self.doc[i]
            if self.q.inside[i] >= 0 or "\n" in token.text or self._stop(token):
                return i
        return len(self.doc)

    def _stop(self, token: Token) -> bool:
        """Whether a token ends a clause; the stop of "Cmdr." and "J." does not."""
        if token.text not in (".", "?", "!", ";", ":"):
            return False
        before = token.nbor(-1) if token.i else token
        short = before.lower_ in self.words.titles or (len(before) == 1 and before.text.isupper())
        inner = not token.whitespace_ and token.i + 1 < len(self.doc) and self.doc[token.i + 1].text in (")", "]", ",")
        return not (token.text == "." and (inner or (short and not before.whitespace_)))

    def _speaker_after(self, verb: Token, start: int) -> Token | None:
        source = source_of(verb, fronted=True)
        if source is not None and source.i > verb.i > start + 1:
            ahead = self._noun_at(start if self.doc[start].text != "," else start + 1)
            source = ahead if ahead is not None and ahead.i < verb.i else source  # what follows "told" only listens
        if source is not None and (source.i >= start or verb.dep_ == "advcl"):
            return source if source.lower_ not in _NOT_A_SOURCE else None
        begin = start if self.doc[start].text != "," else start + 1
        if verb.i == begin:
            return self._noun_at(verb.i + 1)
        return self._noun_at(begin) or self._noun_at(verb.i + 1)

    def _noun_at(self, i: int) -> Token | None:
        """Head of the noun phrase that begins at a token, by tags alone where the parse is broken by quotations."""
        while i < len(self.doc) and self.doc[i].pos_ == "ADV":
            i += 1
        head: Token | None = None
        while i < len(self.doc) and self.q.inside[i] < 0 and not self.doc[i].is_space:
            token = self.doc[i]
            if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
                head = token
            elif (
                head is not None or token.pos_ not in ("DET", "ADJ", "ADP", "PART", "PUNCT") or token.text in (",", ".")
            ):
                break
            i += 1
        return head if head is not None and head.ent_type_ not in ("DATE", "TIME") else None

    def _with_verb(self, n: int, verb: Token, speaker: Token | None) -> Direct:
        source = None if speaker is None else self._outside(noun_span(speaker), speaker)
        return Direct([n], source, speaker, verb, cue_ranges(verb), pronoun=relative_of(verb))

    def _outside(self, span: Range, head: Token) -> Range:
        """The part of a span around its head that lies outside quotations."""
        start = end = head.i
        while start > span[0] and self.q.inside[start - 1] < 0:
            start -= 1
        while end < span[1] and (end == head.i or self.q.inside[end] < 0):
            end += 1
        return start, end

    # -- the cue before: X said, "..." / X said: "..." / X described it as "..."
    def _before(self, n: int) -> Direct | None:  # one return per pattern
        start = self.q.ranges[n][0]
        last = start - 1
        while last >= 0 and self.doc[last].is_space:
            last -= 1
        if last < 0:
            return None
        if self.doc[last].text in (".", "?", "!") and self.doc[last].is_punct:
            return None  # a sentence of its own
        colon = self.doc[last].text == ":"
        if "\n" in self.q.text[self.doc[last].idx : self.doc[start].idx] and not colon:
            return None
        verb = self._verb_before(last, colon=colon)
        if verb is None:
            return self._colon_name(n, last) if colon else None
        near = colon or self.doc[last].text == "," or last == verb.i or self.doc[last].lower_ in ("that", "as")
        near = near or all(self.doc[i].dep_ in _BETWEEN for i in range(verb.i + 1, last + 1))
        if not near and (" " not in self.q.quotations[n].words.of(self.q.text) or verb.lemma_ in self.words.quote_only):
            return None
        speaker = source_of(verb)
        if speaker is None and not near:
            return None
        direct = self._with_verb(n, verb, speaker)
        direct.mixed = not near
        if not near and last - verb.i < _TOO_FAR // 3:
            direct.lead = max((i for a, b in direct.cue for i in range(a, b)), default=verb.i) + 1
        return direct

    def _verb_before(self, last: int, *, colon: bool) -> Token | None:
        """The nearest speech verb to the left inside the clause."""
        for i in range(last, max(-1, last - _TOO_FAR), -1):
            token = self.doc[i]
            if self.q.inside[i] >= 0 and not colon:
                return None
            if i < last and ("\n" in token.text or self._stop(token)):
                return None
            if speech_verb(token, self.words) is not None and token.dep_ not in ("aux", "auxpass", "amod"):
                return token
        return None

    def _colon_name(self, n: int, last: int) -> Direct | None:
        """As in "The mayor was blunt: ..." and "The mayor: ...": the subject of the words before the colon speaks."""
        root = self._verb_of(last)
        subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is None and root.pos_ in ("PROPN", "NOUN") and root.i < last:
            subject = root
        if subject is None or subject.i >= last or self.q.inside[subject.i] >= 0 or subject.lower_ in _NOT_A_SOURCE:
            return None
        return Direct([n], noun_span(subject), subject, None, ((last, last + 1),))

    def _verb_of(self, last: int) -> Token:
        """The verb of the author's words before a token, where quoted words took its place as the main one."""
        root = self.q.roots[last]
        at = last - 1
        while self.q.inside[root.i] >= 0 and at >= 0 and self.q.inside[at] < 0 and not self._stop(self.doc[at]):
            if self.doc[at].pos_ in ("VERB", "AUX") and any(c.dep_ == "nsubj" for c in self.doc[at].children):
                return self.doc[at]
            at -= 1
        return root

    # -- no cue
    def _goes_on(self, n: int) -> bool:
        """Whether words of the same paragraph stand between; two quotations side by side are two voices."""
        between = self.q.text[self.q.quotations[n - 1].span.end : self.q.quotations[n].span.start]
        return "\n" not in between and any(c.isalnum() for c in between)

    def _same_paragraph(self, n: int) -> bool:
        between = self.q.text[self.q.quotations[n - 1].span.end : self.q.quotations[n].span.start]
        return "\n" not in between

    def _whole(self, n: int) -> bool:
        """Whether a quotation is sentences of its own, not a fragment of the author's sentence."""
        start = self.q.quotations[n].span.start
        lead = self.q.text[max(0, start - 3) : start].rstrip(" \t\u00a0")
        words = self.q.quotations[n].words.of(self.q.text).strip()
        if lead == "" or "\n" in lead:
            return True  # a paragraph of its own
        fresh = lead[-1] in '.?!:\n"”’' or lead.endswith("''") or (lead[-1] == "," and self._after_cue(n))
        return fresh and bool(words) and (words[0].isupper() or not words[0].isalpha() or self._after_cue(n))

    def _finished(self, n: int) -> bool:
        """Whether a quotation ends as a sentence does, or its paragraph ends with it."""
        words = self.q.quotations[n].words.of(self.q.text).rstrip()
        after = self.q.text[self.q.quotations[n].span.end : self.q.quotations[n].span.end + 1]
        return words[-1:] in (".", "?", "!", ",", "…", "—", "-") or after in ("", "\n")

    def _after_cue(self, n: int) -> bool:
        """As in "...," X said, "...": the words between two quotations hold the cue of the first."""
        before = self.of.get(n - 1)
        if before is None or before.verb is None:
            return False
        return self.q.ranges[n - 1][1] <= before.verb.i < self.q.ranges[n][0]

    def _new_subject(self, n: int) -> bool:
        """Whether a sentence of the author's stands between this quotation and the one before."""
        start, end = self.q.ranges[n - 1][1], self.q.ranges[n][0]
        before = self.of.get(n - 1)
        verb = None if before is None else before.verb
        stops = sum(1 for i in range(start, end) if self.doc[i].text in (".", "?", "!"))
        cue_here = verb is not None and start <= verb.i < end
        return stops > (1 if cue_here else 0)

    def _uncued(self, n: int, before: Direct | None) -> None:
        words = self.q.quotations[n].words.of(self.q.text).split()
        if len(words) < SCARE_WORDS and not (self._whole(n) and words[-1:] and words[-1][-1] in ".?!…"):
            return
        if not self._whole(n) or not self._finished(n):
            self._add(Direct([n], running=True, mixed=True))
            return
        if self._tells(n):
            return
        subject = subject_before(self.q, n, self.words)
        if subject is not None and before is not None and subject.lower_ in ("he", "she") and self._same_paragraph(n):
            self._join(before, n)
        elif subject is not None:
            self._add(Direct([n], noun_span(subject), subject))
        elif before is not None and self._next_paragraph(n):
            self._join(before, n)
        else:
            self._add(Direct([n], running=True))

    def _tells(self, n: int) -> bool:
        """Goes on from what the sentence right before reports."""
        told = told_before(self.q, n, self.clauses)
        if told is None:
            return False
        same = next((d for d in reversed(self.found) if d.verb is not None and d.verb.i == told.verb.i), None)
        if same is None:
            self._add(Direct([n], follows=told))
        else:
            self._join(same, n)
        return True

    def _next_paragraph(self, n: int) -> bool:
        gap = self.q.text[self.q.quotations[n - 1].span.end : self.q.quotations[n].span.start]
        return len(gap.split()) < _TOO_FAR and 0 < gap.count("\n") <= _GAP_LINES


_BETWEEN = frozenset(
    (
        "dobj",
        "dative",
        "pobj",
        "prep",
        "det",
        "poss",
        "compound",
        "amod",
        "prt",
        "advmod",
        "punct",
        "npadvmod",
        "oprd",
        "case",
        "nummod",
    )
)
