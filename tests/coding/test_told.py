"""Invented sentences of invented accounts, with the code that they carry and what they say of it."""

import pytest

from recount import coding

# Each stands in a short account; "Q:" gives the question it answers, the rest is a sentence in a report.
LEFT = "Milan Dorsa left the group in March."
JOINED = "Milan Dorsa joined the group in 2029 and left it two years later."

TOLD = [
    # as reporters put it
    (LEFT, "He was beaten by members of his own side for a small debt.", "leave.push.own_victim", "present"),
    (LEFT, "She was made to kneel in the snow until morning.", "leave.push.own_victim", "present"),
    (LEFT, "He had seen a friend stabbed for asking questions.", "leave.push.harm_members", "present"),
    (LEFT, "They spent their days watching an empty road.", "leave.push.duties", "present"),
    (LEFT, "He was called a traitor when he asked where the money went.", "leave.push.paranoia", "present"),
    (
        LEFT,
        "The chief had bought a villa with the members' savings, he said.",
        "leave.push.conduct.corruption",
        "present",
    ),
    (LEFT, "The founder preached poverty and drove a new car.", "leave.push.conduct.hypocrisy", "present"),
    (LEFT, "They were told to cut off their parents.", "leave.push.control", "present"),
    (LEFT, "He looked at his daughter and packed a bag.", "leave.pull.family", "present"),
    (LEFT, "By the end they were only fighting themselves.", "leave.push.infighting", "present"),
    (LEFT, "He has never told his landlord his real name.", "after.hiding", "present"),
    (LEFT, "He paid a fisherman to take him across.", "exit.help.smuggler", "present"),
    # reasons for leaving, reported
    (
        LEFT,
        "He said he left because the fighters were killing villagers they had promised to protect.",
        "leave.push.harm_ingroup",
        "present",
    ),
    (
        LEFT,
        "The cruelty towards ordinary residents drove him out, he told the station.",
        "leave.push.harm_ingroup",
        "present",
    ),
    (
        LEFT,
        "He defected after watching prisoners being tortured in the old school.",
        "leave.push.harm_ingroup",
        "present",
    ),
    (LEFT, "He fled after two comrades were executed for trying to desert.", "leave.push.harm_members", "present"),
    (
        LEFT,
        "Several members quit over the beating of followers who asked questions.",
        "leave.push.harm_members",
        "present",
    ),
    (LEFT, "The attacks on religious minorities made him want to leave.", "leave.push.harm_outgroup", "present"),
    (
        LEFT,
        "He left because the brigade spent its time fighting other rebel groups instead of the army.",
        "leave.push.infighting",
        "present",
    ),
    (LEFT, "Turf wars between the two branches were another reason for leaving.", "leave.push.infighting", "present"),
    (LEFT, "Everyone was accused of being a spy, he said, and so he ran.", "leave.push.paranoia", "present"),
    (
        LEFT,
        "He was disgusted by commanders who stole aid money and lived in villas.",
        "leave.push.conduct.corruption",
        "present",
    ),
    (
        LEFT,
        "Bribery and favouritism inside the force were what made her leave.",
        "leave.push.conduct.corruption",
        "main",
    ),
    (
        LEFT,
        "Foreign recruits were treated like second-class members, he complained.",
        "leave.push.conduct.discrimination",
        "present",
    ),
    (
        LEFT,
        "She escaped after the leader announced forced marriages for girls of fifteen.",
        "leave.push.conduct.sexual",
        "present",
    ),
    (
        LEFT,
        "He called his leaders hypocrites who betrayed the teachings they preached, and he left.",
        "leave.push.conduct.hypocrisy",
        "present",
    ),
    (LEFT, "He resigned after he was ordered to falsify safety reports.", "leave.push.conduct", "present"),
    (LEFT, "A quarrel with his commander ended with him walking out.", "leave.push.leaders", "present"),
    (
        LEFT,
        "He quit because the work was boring: guard duty, cleaning, more guard duty.",
        "leave.push.duties",
        "present",
    ),
    (
        LEFT,
        "Instead of the battles he had dreamed of he spent months scrubbing floors, and he deserted.",
        "leave.push.duties",
        "present",
    ),
    (
        LEFT,
        "There was never enough food and no electricity, he said of the months before he fled.",
        "leave.push.living",
        "present",
    ),
    (LEFT, "Poor living conditions were the main reason she left the commune.", "leave.push.living", "main"),
    (
        LEFT,
        "The recruiters had promised him a house and a salary, but neither ever came, so he left.",
        "leave.push.broken_promise",
        "present",
    ),
    (LEFT, "He was never paid the wage he had been promised and walked away.", "leave.push.broken_promise", "present"),
    (
        LEFT,
        "He deserted when he was told to drive a truck full of explosives into a checkpoint.",
        "leave.push.expendable",
        "present",
    ),
    (
        LEFT,
        "Recruits like him were used as human shields, which is why he defected.",
        "leave.push.expendable",
        "present",
    ),
    (LEFT, "She left because the church controlled every hour of her life.", "leave.push.control", "present"),
    (LEFT, "He was not allowed to call his mother, and that was why he ran away.", "leave.push.control", "present"),
    (LEFT, "He left after he was whipped for smoking.", "leave.push.own_victim", "present"),
    (LEFT, "She no longer believed in the prophet's teachings and left the temple.", "leave.push.ideology", "present"),
    (LEFT, "He had begun to doubt the doctrine long before he walked out.", "leave.push.ideology", "present"),
    (LEFT, "Exhausted and haunted by nightmares, he deserted in the autumn.", "leave.push.burnout", "present"),
    (LEFT, "He surrendered because the war was lost.", "leave.push.defeat", "present"),
    (
        LEFT,
        "He broke with the group over its tactics, which he thought were counter-productive.",
        "leave.push.strategy",
        "present",
    ),
    (LEFT, "She left for her children, she told the court.", "leave.pull.family", "present"),
    (LEFT, "The birth of his daughter was the last straw and he quit the gang.", "leave.pull.family", "main"),
    (LEFT, "He left the gang when a bakery offered him a job.", "leave.pull.alternative", "present"),
    (LEFT, "He surrendered after hearing about the amnesty.", "leave.pull.incentive", "present"),
    (LEFT, "An exit programme persuaded him to leave the scene.", "leave.pull.outreach", "present"),
    (LEFT, "She went public because she felt a moral duty to warn patients.", "leave.pull.conscience", "present"),
    # denied, asked, open
    (LEFT, "He did not leave because of hunger, he insisted.", "leave.push.living", "denied"),
    (LEFT, "Money was not the reason she left.", "leave.pull.incentive", "denied"),
    (LEFT, "“I did not desert for an amnesty,” he told the judge.", "leave.pull.incentive", "denied"),
    (LEFT, "He denied that corruption had made him leave.", "leave.push.conduct.corruption", "denied"),
    (LEFT, "The brutality was never why he left, he said.", "leave.push.harm_ingroup", "denied"),
    (LEFT, "It was not fear of prosecution that kept her from leaving.", "barrier.prosecution", "denied"),
    (LEFT, "“I had no fear of reprisals when I walked out,” he said.", "barrier.reprisal", "denied"),
    (LEFT, "Did he leave because of the brutality against civilians?", "leave.push.harm_ingroup", "unclear"),
    (LEFT, "Perhaps the infighting made him leave.", "leave.push.infighting", "unclear"),
    # reasons for joining
    (JOINED, "He joined to defend his people against the army.", "join.protect", "present"),
    (JOINED, "She travelled there to live under religious law.", "join.ideal", "present"),
    (JOINED, "He signed up for the money.", "join.material", "present"),
    (JOINED, "They offered him a salary of 400 euros and a car if he joined.", "join.material", "present"),
    (JOINED, "He had joined looking for adventure.", "join.adventure", "present"),
    (JOINED, "A sense of belonging drew him into the gang.", "join.belong", "present"),
    (JOINED, "He joined with two cousins.", "join.ties", "present"),
    (JOINED, "He was recruited online by a preacher.", "join.recruiter", "present"),
    (JOINED, "He was tricked into joining: they told him it was a construction job.", "join.deceived", "present"),
    (JOINED, "Rebels abducted him from his school and forced him to fight.", "join.coerced", "present"),
    (JOINED, "He joined the gang in prison for protection.", "join.survive", "present"),
    (JOINED, "He joined to avenge his brother.", "join.grievance", "present"),
    (JOINED, "He did not join for money, he said.", "join.material", "denied"),
    # what held them back
    (LEFT, "She was afraid they would kill her if she left.", "barrier.reprisal", "present"),
    (LEFT, "Deserters are shot, he said, so he waited for a year before he left.", "barrier.reprisal", "present"),
    (LEFT, "He feared for his parents, who still live in the area he fled.", "barrier.family_risk", "present"),
    (LEFT, "Those who leave face prosecution when they return.", "barrier.prosecution", "present"),
    (LEFT, "Leaving was hard because her passport had been confiscated.", "barrier.confinement", "present"),
    (LEFT, "He had no money and no papers to leave with.", "barrier.resources", "present"),
    (LEFT, "She feared her family would reject her if she left the church.", "barrier.stigma", "present"),
    (LEFT, "He had sworn an oath and felt he could not leave.", "barrier.commitment", "present"),
    # the way out
    (LEFT, "He escaped through a window at night.", "exit.escape", "present"),
    (LEFT, "He handed in his resignation and left.", "exit.walk", "present"),
    (LEFT, "Dorsa surrendered to the police in April.", "exit.surrender", "present"),
    (LEFT, "Dorsa was captured at the border in April.", "exit.captured", "present"),
    (LEFT, "He paid a smuggler to take him across the border.", "exit.help.smuggler", "present"),
    (LEFT, "The turning point came when he saw his name on the list.", "exit.trigger", "main"),
]

# Sentences that carry none of these codes, in accounts of people who left.
SILENT = [
    (LEFT, "The ministry said the budget for hospitals would grow next year.", "leave"),
    (LEFT, "The town lies on a river and has two schools.", "leave"),
    (LEFT, "The Centre for the Study of Violence published its report on Tuesday.", "leave"),
    (LEFT, "Trains were late because of the snow.", "leave"),
    (LEFT, "Officials said prices of bread had fallen.", "leave"),
    (JOINED, "The stadium was opened by the mayor.", "join"),
    (LEFT, "The minister has never met a defector.", "barrier"),
    ("The company sold its mine in March.", "Workers complained of hunger, corruption and beatings.", "leave"),
    ("The match ended at nine.", "The striker joined the club for the money.", "join"),
    ("Flights left on time.", "Travellers feared arrest at the border.", "barrier"),
]


def related(one, other):
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def suggested(account, codebook, after):
    return [c for c in coding.suggest_codings(account, codebook) if c.quote.start >= len(after)]


@pytest.mark.parametrize(("before", "sentence", "code", "value"), TOLD)
def test_a_told_reason_is_suggested_with_its_value(before, sentence, code, value, reading, codebook):
    found = suggested(reading(f"{before} {sentence}\n", cases=["Milan Dorsa"]), codebook, before)
    assert (True, value) in {(related(c.code, code), c.value) for c in found}, [(c.code, c.value) for c in found]


@pytest.mark.parametrize(("before", "sentence", "family"), SILENT)
def test_what_tells_of_no_leaver_is_not_coded(before, sentence, family, reading, codebook):
    found = suggested(reading(f"{before} {sentence}\n"), codebook, before)
    assert not [c for c in found if related(c.code, family)]
