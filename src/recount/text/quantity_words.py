"""Word lists that say what a number counts: persons, minors, kinds of things, time, money, measures.

General English, by hand; data, not rules. A noun that is missing here is still counted, under its own name.
"""

from __future__ import annotations

# Whoever is counted by one of these is counted as persons; the noun itself stays in `Told.noun`.
PERSONS = frozenset(
    """
    person people man woman human individual somebody someone other others adult adolescent teenager youth youngster pensioner elder
    civilian citizen national resident villager inhabitant local native foreigner immigrant migrant refugee returnee deportee exile asylum-seeker
    asylum seeker evacuee expatriate expat compatriot countryman countrywoman islander westerner european african american arab muslim christian jew
    member follower believer supporter sympathiser sympathizer adherent disciple devotee convert worshipper worshiper cultist ex-member
    fighter militant jihadist jihadi extremist terrorist insurgent rebel guerrilla gunman attacker assailant bomber hostage captive captor kidnapper
    combatant mercenary soldier troop serviceman servicewoman trooper paratrooper officer policeman policewoman guard sniper commander general
    colonel captain lieutenant sergeant conscript recruit cadet veteran deserter defector leaver quitter ex-fighter ex-soldier turncoat traitor
    recruiter smuggler trafficker dealer gangster gangmember gang-member mobster criminal offender convict inmate prisoner detainee suspect accused
    defendant plaintiff victim casualty survivor fatality witness bystander passer-by passerby onlooker protester protestor demonstrator
    rioter activist campaigner dissident volunteer whistleblower whistle-blower informant informer source contact interviewee respondent participant
    subject patient student pupil graduate undergraduate trainee apprentice intern teacher professor academic scholar researcher scientist expert analyst
    investigator inspector detective agent spy envoy diplomat ambassador delegate representative official officeholder minister lawmaker legislator senator
    congressman congresswoman deputy politician councillor mayor governor president leader chief boss manager director executive employee employer
    worker labourer laborer farmer fisherman miner driver pilot sailor seaman passenger traveller traveler tourist visitor guest customer client consumer
    user reader viewer voter candidate journalist reporter editor correspondent photographer blogger author writer poet artist actor actress singer
    musician player athlete footballer coach fan spectator doctor physician nurse medic paramedic surgeon psychologist therapist counsellor counselor
    lawyer attorney solicitor barrister judge juror prosecutor magistrate cleric imam priest pastor monk nun bishop preacher missionary nurse-aide
    engineer technician mechanic builder cook chef cleaner shopkeeper trader merchant businessman businesswoman entrepreneur banker investor owner
    landlord tenant neighbour neighbor friend colleague comrade associate accomplice partner acquaintance peer relative widow widower bride groom
    fiance fiancee spouse applicant complainant claimant commuter shopper motorist cyclist pedestrian asylee bystander villager tribesman herder beneficiary donor candidate contestant competitor winner loser caller informant contractor
    staff staffer personnel crew crewman crewmember firefighter rescuer responder aid-worker aidworker ranger hunter peacekeeper monitor observer
    jihad-fighter foreigner minister bureaucrat clerk secretary speaker signatory member-state-citizen crewmember ex-prisoner ex-convict ex-inmate
    orphaned-person homeless dead wounded injured missing deceased slave servant maid bodyguard henchman loyalist separatist nationalist
    communist socialist conservative liberal democrat republican islamist salafist sunni shiite shia yazidi kurd briton brit englishman scot
    dutchman frenchman frenchwoman irishman welshman spaniard swede dane finn pole turk serb croat bosniak tatar uzbek tajik kazakh afghan
    defecting-member disengager radical hardliner ringleader member-of-parliament mp peer detractor critic opponent ally smuggled-person
    """.split()
)  # fmt: skip

MINORS = frozenset("child kid baby infant toddler newborn minor orphan schoolchild grandchild stepchild".split())
KIN = frozenset(
    """son daughter brother sister wife husband father mother parent grandparent grandson granddaughter grandmother grandfather uncle aunt cousin
    nephew niece sibling twin stepson stepdaughter stepbrother stepsister boy girl schoolgirl schoolboy""".split()
)  # fmt: skip

PLAIN_PERSONS = frozenset(
    "person people individual other others somebody someone".split()
)  # say nothing of who is counted

INVARIANT = frozenset(
    """aircraft spacecraft helicopter-craft sheep fish series species staff personnel police crew offspring people troops headquarters dead wounded injured
    missing hovercraft livestock cattle percent percentage deer crossroads barracks means kin folk youth homeless elderly disabled poor cavalry
    infantry clergy faithful majority gallows chinese japanese swiss vietnamese portuguese lebanese sudanese british french dutch irish english
    spanish welsh scottish""".split()
)  # fmt: skip

IRREGULAR = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "wives": "wife", "lives": "life", "knives": "knife", "halves": "half",
    "selves": "self", "thieves": "thief", "loaves": "loaf", "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "oxen": "ox",
    "crises": "crisis", "bases": "base", "analyses": "analysis", "theses": "thesis", "oases": "oasis", "media": "medium", "criteria": "criterion",
    "phenomena": "phenomenon", "data": "datum", "alumni": "alumnus", "staff": "staff", "troops": "troop", "aircraft": "aircraft", "houses": "house",
    "cases": "case", "buses": "bus", "viruses": "virus", "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "dice": "die", "movies": "movie",
    "cookies": "cookie", "series": "series", "species": "species", "horses": "horse", "nurses": "nurse", "causes": "cause", "clauses": "clause",
    "phrases": "phrase", "phases": "phase", "vases": "vase", "noses": "nose", "roses": "rose", "responses": "response", "licenses": "license",
    "licences": "licence", "offenses": "offense", "expenses": "expense", "universes": "universe", "corpses": "corpse", "verses": "verse",
    "axes": "axe", "courses": "course", "purposes": "purpose", "promises": "promise", "exercises": "exercise", "prizes": "prize", "premises": "premises",
}  # fmt: skip

DURATIONS = frozenset(
    "second minute hour day night week weekend fortnight month quarter year decade century millennium generation season".split()
)
MONEY = frozenset(
    """dollar euro pound cent penny pence franc mark krona krone rouble ruble lira dinar dirham riyal rial rupee yen yuan peso real rand shekel
    lev zloty forint crown hryvnia usd eur gbp""".split()
)  # fmt: skip
MEASURES = frozenset(
    """kilometre kilometer km mile metre meter m centimetre centimeter cm millimetre millimeter mm inch foot ft yard acre hectare kilogram kilo kg gram
    gramme g tonne ton pound-weight litre liter gallon barrel degree mph kph knot watt kilowatt megawatt volt point percent percentage page-point
    byte megabyte gigabyte calorie""".split()
)  # fmt: skip
FREQUENCIES = frozenset("time fold".split())

# A number after one of these is a name, not a count: Resolution 2178, page 12, Unit 8200.
NUMBERED = frozenset(
    """number no no. nr page chapter article section paragraph resolution room flight channel route highway motorway phase level grade unit battalion brigade
    division regiment squadron company platoon version volume part act line gate platform bus figure table annex appendix clause rule type class
    category stage step day week year age ages aged bloc camp block cell ward district zone sector area apartment flat house suite box point tier
    episode season verse psalm surah sura item question exhibit count form model series interstate freeway pier berth runway hangar size top psalm
    windows iphone boeing airbus world""".split()
)  # fmt: skip
STREETS = frozenset(
    "street road avenue lane drive boulevard square court place way terrace crescent close gardens row st rd ave strasse".split()
)

# A bare number that does or suffers one of these counts persons: "two said", "three were arrested", "killing at least 12".
PERSON_VERBS = frozenset(
    """say tell claim admit deny confess explain report describe recall testify complain insist argue add state declare believe think feel know want hope
    fear flee escape defect desert quit join rejoin enlist surrender return travel marry divorce die drown suffer starve kill murder execute behead shoot wound
    injure hurt maim stab torture rape abuse arrest detain capture jail imprison convict charge sentence acquit indict prosecute interrogate question interview
    survey hospitalise hospitalize treat rescue free release deport extradite expel repatriate evacuate displace kidnap abduct radicalise radicalize recruit
    train vote apply enrol enroll graduate volunteer resign serve fight born name identify speak talk work live stay grow refuse decline agree cite mention
    give blame accuse regret remember grow identify leave come go return perish vanish disappear hide emigrate migrate settle convert belong""".split()
)  # fmt: skip
HARM_VERBS = frozenset(
    """kill murder execute behead shoot wound injure hurt maim stab arrest detain capture jail imprison convict charge sentence rescue free release deport expel
    evacuate displace kidnap abduct slaughter massacre hospitalise hospitalize interview question""".split()
)  # fmt: skip
HARMED = frozenset(
    "dead wounded injured missing killed hurt arrested detained captured displaced homeless hospitalised hospitalized ill sick unaccounted".split()
)

SURVEYED = frozenset(
    """survey count interview study identify examine track document question poll cite list monitor analyse analyze find verify report name know see meet
    research profile record collect quote investigate review sample assess estimate tally log""".split()
)  # fmt: skip

# Verbs whose denial denies the count: "did not have 20 rifles" tells of none, "will not return 9 men" of nine.
DENIABLE = frozenset(
    "be have find number total count exist kill lose seize detain arrest capture receive destroy shoot hold contain include".split()
)

# Counted in prose without counting anything that a study could count.
ABSTRACT = frozenset(
    """reason way thing side problem issue factor point idea question kind type sort category theme narrative option choice step part aspect element
    example lesson word topic world hand front condition purpose goal aim possibility explanation argument principle difference challenge message
    thought feeling sense reaction approach version view opinion stage level form piece chance reality""".split()
)  # fmt: skip

FIGURES = frozenset("figure number total toll count tally sum amount scale size extent estimate".split())
HIGHER = frozenset("higher greater larger bigger".split())
LOWER = frozenset("lower smaller fewer less".split())

# The more general head that two unit heads share makes them parts of one sum; read upwards until they meet.
KINDS = {
    "jet": "aircraft", "warplane": "aircraft", "plane": "aircraft", "airplane": "aircraft", "aeroplane": "aircraft", "helicopter": "aircraft",
    "drone": "aircraft", "bomber": "aircraft", "fighter-jet": "aircraft", "airliner": "aircraft", "gunship": "aircraft", "aircraft": "craft",
    "ship": "vessel", "boat": "vessel", "frigate": "vessel", "submarine": "vessel", "destroyer": "vessel", "corvette": "vessel", "tanker": "vessel",
    "ferry": "vessel", "dinghy": "vessel", "trawler": "vessel", "vessel": "craft",
    "car": "vehicle", "truck": "vehicle", "lorry": "vehicle", "bus": "vehicle", "van": "vehicle", "tank": "vehicle", "motorcycle": "vehicle",
    "motorbike": "vehicle", "jeep": "vehicle", "carrier": "vehicle", "bicycle": "vehicle", "ambulance": "vehicle",
    "rifle": "weapon", "gun": "weapon", "pistol": "weapon", "revolver": "weapon", "launcher": "weapon", "missile": "weapon", "rocket": "weapon",
    "grenade": "weapon", "bomb": "weapon", "mortar": "weapon", "knife": "weapon", "firearm": "weapon", "howitzer": "weapon", "mine": "weapon",
    "house": "building", "home": "building", "school": "building", "hospital": "building", "mosque": "building", "church": "building",
    "shop": "building", "apartment": "building", "flat": "building", "office": "building", "temple": "building",
    "interview": "account", "letter": "account", "diary": "account", "testimony": "account", "statement": "account", "article": "account",
    "report": "account", "video": "account", "transcript": "account",
    "village": "place", "town": "place", "city": "place", "hamlet": "place", "settlement": "place", "district": "place",
    "horse": "animal", "cow": "animal", "goat": "animal", "camel": "animal", "dog": "animal", "donkey": "animal", "sheep": "animal",
    "court-case": "case", "trial": "case", "murder": "crime", "robbery": "crime", "theft": "crime", "assault": "crime", "burglary": "crime",
    "airstrike": "strike", "attack": "strike", "raid": "strike", "bombing": "strike", "shelling": "strike",
}  # fmt: skip
