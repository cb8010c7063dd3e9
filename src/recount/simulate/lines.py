"""Sentences to tell with. `{who}` is a name or a description, `{he} {his} {him}` the pronoun, `{group}` the movement."""

from __future__ import annotations

GROUP = "the Ninth Lantern"
NOTICE = "Invented to test Recount."

HEADS_NAMED = (
    "{who} tells why {he} left {group}", "Why {who} walked away from {group}", "“I had to go”: the story of {who}",
    "Out of {group}: {who} speaks",
)  # fmt: skip
HEADS_UNNAMED = (
    "Why I left {group}: a former member speaks", "Inside {group}: one who left tells of it", "A way out of {group}",
    "“I could not stay”: a departure from {group}",
)  # fmt: skip
HEADS_SEVERAL = ("Those who left {group}", "Leaving {group}: voices from outside", "They came back from {group}")

# First sentences. {details} is "27, a Tunisian electrician," as far as it is told; {when} is " in May 2031" or nothing.
LEADS_NAMED = (
    "{who}, {details}left {group}{when}.",
    "{who}, {details}walked away from {group}{when} and has now told this newspaper why.",
    "{who}, {details}deserted {group}{when}.",
    "{who}, {details}escaped from {group}{when} and went home.",
    "It was{when} that {who}, {details}fled {group}.",
)
LEADS_ALIAS = (
    "{who}, {details}left {group}{when}. {who} is not {his} real name.",
    "A former member of {group} who asked to be called {who}, {details}deserted{when}.",
    "{who}, {details}whose name has been changed, fled {group}{when}.",
)
LEADS_UNNAMED = (
    "{who} left {group}{when} and spoke on condition that no name be printed.",
    "{who} deserted {group}{when}.",
    "{who} who fled {group}{when} has described life inside.",
    "{who} walked away from {group}{when}; {he} asked us not to print {his} name.",
)

JOINED = (
    "{He} had joined {group} in {month}.",
    "{He} joined the movement in {month}, {he} said.",
    "It was in {month} that {he} joined {group}.",
)
ROLE = (
    "Inside {group} {he} worked as a {role}.",
    "In the movement {he} was a {role}, {he} said.",
    "{He} served as a {role}.",
)
PLACE = ("{He} grew up in {place}.", "{He} comes from {place}.", "{He} was born in {place}.")
CHILDREN = ("{He} has {n} at home.", "{He} is the {parent} of {n}.")
CUSTODY = (
    "{He} spoke in the visiting room of {prison} prison.",
    "The conversation took place in {prison} prison, where {he} is held.",
)

# What is said of each reason, in the words of the person and of the writer. Words of scenery (see `colour`) stand in
# between, since two people do not give a reason in the same six words.
REASONS = {
    "leave.push.living": (
        "“There was nothing to eat but {how} {things}, and {when} nothing to burn,” {he} said. “That is why I left.”",
        "{He} left because of the hunger and the cold, {he} said: one loaf for {many}, and no heating from October on.",
        "“We slept {near} {how} {things} and ate turnips. I went because, {way}, I could not live like that,” {he} said.",
    ),
    "leave.push.harm_ingroup": (
        "“{When} they fired on villages {near} the {spot}, on our own people. {When} I could not stay,” {he} said.",
        "{He} said {he} left because the movement was killing the very people it had sworn to protect.",
        "“We had come to defend the {spot}, and {when} we were shelling farmers {near} it. That is why I went,” {he} said.",
    ),
    "leave.push.infighting": (
        "“{When} we fought other rebels {near} the {spot}, and that {way} was all we did. So I left,” {he} said.",
        "{He} left because the movement was fighting rival groups instead of the enemy, {he} said.",
        "“{When} brothers were shooting at brothers {near} the {spot}. That was the reason I walked out,” {he} said.",
    ),
    "leave.push.conduct.corruption": (
        "“{When} the chiefs sold {many} {things} and kept the money. That is why I left,” {he} said.",
        "{He} said {he} left because the leaders stole from the common store and lived in villas.",
        "“They took bribes {near} the {spot}, {many} {things} each. I left because of the corruption,” {he} said.",
    ),
    "leave.push.duties": (
        "“I guarded {many} {things} {near} the {spot}. I left because it was dull,” {he} said.",
        "{He} left because {he} was given nothing but kitchen work, {he} said.",
        "“All I did was carry {things} {near} the {spot}. I was bored, so I went,” {he} said.",
    ),
    "leave.push.broken_promise": (
        "“They promised me {many} {things} and a wage {when}, and I never saw either. That is why I left,” {he} said.",
        "{He} left because none of what {he} had been promised was true, {he} said.",
        "“Nothing {near} the {spot} was as the recruiters had told it. They lied, and {when} I left,” {he} said.",
    ),
    "leave.push.expendable": (
        "“{When} they sent the foreigners first {near} the {spot}, as cannon fodder. I left because of that,” {he} said.",
        "{He} said {he} left because newcomers were sent ahead over the mines.",
        "“To them we were like {how} {things}, to be used and thrown away. So {when} I ran,” {he} said.",
    ),
    "leave.push.paranoia": (
        "“{When} somebody {near} the {spot} was called a spy. I left because nobody trusted anybody,” {he} said.",
        "{He} left because the leaders saw informers everywhere, {he} said.",
        "“They accused each other of spying {near} the {spot}, {way}. I could not stand the suspicion and left,” {he} said.",
    ),
    "leave.pull.family": (
        "“My mother was ill {near} the {spot}. {When} I left to be with her,” {he} said.",
        "{He} left because {his} family had begged {him} to come home, {he} said.",
        "“I wanted my children to know the {how} {spot}, and me. That is why I went home,” {he} said.",
    ),
    "leave.push.harm_members": (
        "“They shot {many} of our own {near} the {spot} for resting. {When} I decided to leave,” {he} said.",
        "{He} left because the movement executed its own members, {he} said.",
        "“They beat one of our band to death {near} the {spot}, {way}. I left because of that,” {he} said.",
    ),
}
CLOSERS = (
    "{Group} did not answer questions.", "Nobody has been charged over the events told here.",
    "The Return Office says that more people are coming home every month.",
    "The ministry said it could not comment on single cases.", "Of the others who were with {him} nothing is known.",
)  # fmt: skip
REWRITTEN = (
    "First published by the {outlet}.", "This account was first printed in the {outlet}.", "Source: {outlet}.",
)  # fmt: skip
