"""Word tables for reading who is who: nouns for persons, kin, offices, groups; verbs of speech, joining and leaving.

Tables of English, not of any one account. A noun's gender is given only where the word itself says it.
"""

from __future__ import annotations

from recount.text.names import words_of

WOMAN_NOUNS = words_of(
    "woman girl schoolgirl lady widow housewife mother mum mom grandmother wife ex-wife bride sister daughter aunt "
    "niece girlfriend fiancee fiancée waitress actress heroine nun midwife mother-in-law sister-in-law "
    "daughter-in-law stepmother stepdaughter stepsister granddaughter businesswoman policewoman spokeswoman "
    "congresswoman councilwoman chairwoman frenchwoman englishwoman dutchwoman irishwoman servicewoman heiress "
    "hostess princess queen goddaughter schoolteacher_f divorcee_f seamstress tailoress masseuse milkmaid barmaid "
    "stewardess saleswoman salesgirl shopgirl landlady postwoman ballerina great-grandmother"
)
MAN_NOUNS = words_of(
    "man boy schoolboy gentleman widower father dad grandfather husband ex-husband groom brother son uncle nephew "
    "boyfriend fiance fiancé waiter actor_m monk father-in-law brother-in-law son-in-law stepfather stepson "
    "stepbrother grandson businessman policeman spokesman congressman councilman chairman frenchman englishman "
    "dutchman irishman welshman serviceman gunman fisherman fireman salesman prince king lad bloke guy strongman "
    "henchman tribesman clansman altar_boy postman foundryman boatman ferryman seaman airman signalman railwayman "
    "draughtsman schoolmaster godson landlord"
)
PERSON_NOUNS = (
    WOMAN_NOUNS
    | MAN_NOUNS
    | words_of(
        "person teenager teen youth youngster adolescent child kid toddler baby infant orphan pensioner parent "
        "native national citizen resident villager local foreigner immigrant migrant refugee exile expatriate "
        "expat asylum-seeker newcomer convert student pupil graduate dropout teacher nurse doctor surgeon engineer "
        "driver cook chef baker butcher tailor farmer shepherd labourer laborer worker mechanic electrician "
        "plumber builder carpenter welder clerk accountant translator interpreter programmer hacker technician "
        "pharmacist dentist salesman shopkeeper trader merchant cleaner janitor barber hairdresser musician rapper "
        "singer artist athlete boxer footballer photographer filmmaker cameraman writer author poet blogger "
        "volunteer activist medic paramedic pilot sailor fisherman miner gardener maid nanny waiter bartender "
        "receptionist secretary assistant intern trainee apprentice employee staffer contractor analyst adviser "
        "advisor insider source witness survivor victim detainee prisoner inmate captive hostage slave suspect "
        "defendant accused client accomplice convict offender patient neighbour neighbor friend cousin relative "
        "sibling twin spouse partner colleague comrade friend roommate classmate divorcee single bachelor believer "
        "preacher cleric imam monk priest pastor veteran "
        "seamstress auditor bookkeeper banker cashier teller broker surveyor draughtsman architect designer tutor "
        "schoolteacher headteacher lecturer librarian archivist midwife optician vet veterinarian therapist dietitian "
        "beautician masseur masseuse tailoress dressmaker embroiderer weaver cobbler shoemaker saddler upholsterer "
        "potter glazier roofer plasterer bricklayer stonemason mason joiner locksmith blacksmith goldsmith jeweller "
        "jeweler watchmaker foundryman machinist fitter turner lathe-operator crane-operator docker stevedore porter "
        "courier postman postwoman trucker cabbie chauffeur busdriver conductor stewardess steward bartender barista "
        "barmaid dishwasher grocer greengrocer fishmonger florist pedlar peddler hawker vendor shopgirl salesgirl "
        "saleswoman landlord landlady hotelier innkeeper caretaker housekeeper babysitter childminder carer caregiver "
        "undertaker gravedigger goatherd cowherd beekeeper woodcutter logger forester ranger gamekeeper trapper "
        "hunter farmhand fruit-picker milkmaid winegrower brewer distiller confectioner pastry-cook seaman deckhand "
        "boatman ferryman skipper helmsman airman stoker signalman railwayman dancer ballerina violinist pianist "
        "drummer guitarist cellist composer choreographer sculptor painter calligrapher illustrator cartoonist "
        "playwright novelist wrestler weightlifter jockey swimmer cyclist sprinter goalkeeper referee "
        "paralegal stenographer typist proofreader printer bookbinder bookseller telephonist switchboard-operator "
        "radiographer anaesthetist anesthetist paediatrician pediatrician gynaecologist gynecologist obstetrician "
        "cardiologist orderly chemist biologist physicist geologist agronomist mathematician toolmaker "
        "toddler newborn schoolchild undergraduate trainee-nurse freshman seminarian novice schoolmaster muezzin "
        "businessperson entrepreneur stallholder moneylender pawnbroker smuggler fixer healer herbalist hermit "
        "treasurer quartermaster recruiter bagman lookout bouncer cellist homemaker wife-to-be divorcé divorcée stepchild foster-child godson goddaughter grandchild great-grandmother"
    )
)
# Who is inside something: said as "former", these say that the person belonged and no longer does.
MEMBER_NOUNS = words_of(
    "member fighter militant jihadist jihadi islamist extremist terrorist insurgent guerrilla guerilla rebel "
    "militiaman combatant commander lieutenant_ gunman sniper bomber recruit recruiter operative foot-soldier "
    "bodyguard enforcer executioner propagandist courier smuggler_ gangster mobster mafioso cartel_ hitman dealer_ "
    "follower adherent disciple devotee believer cultist supporter sympathiser sympathizer loyalist zealot adept "
    "scientologist moonie neo-nazi nazi skinhead supremacist klansman white-supremacist separatist paramilitary "
    "cadre partisan mujahid mujahideen talib brother_ warrior soldier child-soldier conscript abductee bride "
    "insider acolyte initiate elder_ missionary_ novice henchman gang-member legionnaire mercenary"
)
# Membership words that outsiders hold too (an analyst may be a former soldier): they need a second sign of leaving.
WEAK_MEMBER_NOUNS = words_of(
    "soldier commander conscript operative insider supporter loyalist believer bodyguard missionary elder partisan "
    "member guard cook nurse driver worker employee contractor officer agent spy staffer executive trader "
    "mercenary teacher volunteer captive abductee sniper official general colonel diplomat"
)
EXIT_NOUNS = words_of(
    "defector deserter apostate turncoat renegade escapee runaway whistleblower whistle-blower returnee leaver "
    "ex-member ex-fighter ex-jihadist ex-jihadi ex-militant ex-combatant ex-guerrilla ex-rebel ex-gangster "
    "ex-cultist ex-scientologist ex-follower ex-extremist ex-terrorist ex-moonie ex-neo-nazi ex-nazi ex-skinhead "
    "ex-recruit ex-muslim ex-mormon ex-communist absconder quitter disaffiliate backslider"
)
FORMER = words_of(
    "former ex onetime one-time erstwhile reformed repentant disillusioned_ disengaged surrendered rehabilitated "
    "defected escaped"
)

KIN_NOUNS = words_of(
    "wife husband widow widower mother father mum mom dad brother sister son daughter uncle aunt nephew niece cousin "
    "grandmother grandfather grandson granddaughter parent sibling twin spouse partner fiance fiancé fiancee fiancée "
    "girlfriend boyfriend mother-in-law father-in-law brother-in-law sister-in-law son-in-law daughter-in-law "
    "stepfather stepmother stepson stepdaughter stepbrother stepsister relative ex-wife ex-husband friend"
)

# What somebody is that is no work.
_NO_WORK = (
    WOMAN_NOUNS
    | MAN_NOUNS
    | KIN_NOUNS
    | EXIT_NOUNS
    | MEMBER_NOUNS
    | words_of(
        "person teenager teen youth youngster adolescent child kid toddler baby infant orphan native national "
        "citizen resident villager local foreigner immigrant migrant refugee exile expatriate expat asylum-seeker "
        "newcomer convert insider source witness survivor victim detainee prisoner inmate captive hostage slave "
        "suspect defendant accused accomplice convict offender patient neighbour neighbor friend comrade colleague "
        "roommate classmate divorcee single bachelor believer veteran worker employee staffer volunteer recruit "
        "partner sibling twin relative parent member insider head leader"
    )
)
OCCUPATIONS = (PERSON_NOUNS - _NO_WORK) | words_of(
    "actress waitress midwife businesswoman policewoman businessman policeman fireman salesman fisherman spokesman "
    "spokeswoman serviceman servicewoman housewife schoolteacher electrician researcher professor lawyer "
    "journalist reporter judge minister official professor scholar academic imam cleric priest pastor monk nun "
    "seamstress miner plumber pianist violinist roofer banker lecturer scientist hairdresser beautician stonemason "
    "mason bricklayer locksmith postman librarian vet veterinarian electronics_engineer economist psychologist "
    "architect soldier_ sailor trucker"
)

ROLE_NOUNS: dict[str, str] = {
    noun.replace("_", " "): role
    for role, nouns in {
        "researcher": "researcher academic professor scholar lecturer analyst expert author scientist historian "
        "sociologist psychologist psychiatrist anthropologist criminologist economist fellow statistician specialist "
        "consultant demographer astronomer",
        "journalist": "journalist reporter correspondent editor columnist broadcaster anchor photojournalist "
        "presenter producer blogger interviewer publisher filmmaker newsman",
        "lawyer": "lawyer attorney solicitor barrister counsel",
        "court": "judge magistrate prosecutor justice juror jury",
        "police": "policeman policewoman detective constable sheriff superintendent inspector commissioner cop",
        "official": "official spokesman spokeswoman spokesperson minister ambassador diplomat envoy mayor governor "
        "secretary commissioner administrator bureaucrat consul aide attaché attache chief director head chairman "
        "chairwoman chair president-elect chancellor undersecretary ombudsman rapporteur coordinator "
        "superintendent manager organiser organizer chief_executive ceo executive warden",
        "politician": "president premier senator congressman congresswoman lawmaker legislator parliamentarian mp mep "
        "politician deputy candidate councillor councilman councilwoman king queen prince emir sultan monarch dictator strongman "
        "prime_minister",
        "military": "general colonel brigadier admiral major captain sergeant lieutenant corporal marshal",
        "clergy": "imam cleric preacher priest pastor bishop rabbi sheikh mufti mullah archbishop pope cardinal",
        "doctor": "doctor surgeon physician nurse paramedic medic therapist",
        "aid worker": "aid_worker social_worker caseworker counsellor counselor campaigner activist advocate mentor",
        "leader": "leader founder co-founder ringleader",
        "victim": "victim survivor hostage captive",
        "witness": "witness bystander resident neighbour neighbor villager shopkeeper",
        "suspect": "suspect defendant",
    }.items()
    for noun in nouns.split()
}

TITLE_ROLES: dict[str, str] = {
    "president": "politician",
    "senator": "politician",
    "sen": "politician",
    "rep": "politician",
    "premier": "politician",
    "king": "politician",
    "queen": "politician",
    "prince": "politician",
    "congressman": "politician",
    "mp": "politician",
    "minister": "official",
    "secretary": "official",
    "ambassador": "official",
    "governor": "politician",
    "gov": "politician",
    "mayor": "official",
    "judge": "court",
    "justice": "court",
    "gen": "military",
    "general": "military",
    "col": "military",
    "colonel": "military",
    "lt": "military",
    "capt": "military",
    "captain": "military",
    "major": "military",
    "sgt": "military",
    "sergeant": "military",
    "cmdr": "police",
    "commander": "military",
    "prof": "researcher",
    "professor": "researcher",
    "detective": "police",
    "inspector": "police",
    "sheriff": "police",
    "imam": "clergy",
    "rev": "clergy",
    "bishop": "clergy",
    "pope": "clergy",
    "rabbi": "clergy",
    "attorney": "lawyer",
    "spokesman": "official",
    "spokeswoman": "official",
    "lawmaker": "politician",
    "brig": "military",
    "admiral": "military",
    "chancellor": "politician",
}
TITLE_GENDER = {
    "mr": "man",
    "mrs": "woman",
    "ms": "woman",
    "miss": "woman",
    "sir": "man",
    "lord": "man",
    "dame": "woman",
    "lady": "woman",
    "baroness": "woman",
    "countess": "woman",
    "duchess": "woman",
    "viscount": "man",
    "earl": "man",
    "imam": "man",
    "mullah": "man",
    "sheikh": "man",
    "sheik": "man",
    "sheikha": "woman",
    "emir": "man",
    "pope": "man",
    "duke": "man",
    "baron": "man",
    "king": "man",
    "queen": "woman",
    "prince": "man",
    "princess": "woman",
    "madame": "woman",
    "monsieur": "man",
    "herr": "man",
    "frau": "woman",
    "senor": "man",
    "senora": "woman",
    "congressman": "man",
    "congresswoman": "woman",
    "spokesman": "man",
    "spokeswoman": "woman",
    "chairman": "man",
    "chairwoman": "woman",
}
TITLE_WORDS = (
    frozenset(TITLE_ROLES)
    | frozenset(TITLE_GENDER)
    | words_of(
        "chief executive senators representative representatives msgr monsignor warden reverend cardinal officer dr sheikh sheik vice prime deputy former"
    )
)

SPEECH_VERBS = words_of(
    "say tell add recall explain admit insist claim state remember note describe reply answer ask argue warn "
    "declare confess recount testify stress write maintain confirm deny reveal continue whisper cry sob sigh laugh "
    "joke conclude acknowledge concede complain contend assert allege believe suggest report announce"
)
# Verbs whose subject is a person rather than an organisation or a place.
PERSON_VERBS = SPEECH_VERBS - words_of("state report announce confirm note") | words_of(
    "flee escape leave join return marry divorce weep live grow speak travel walk run sit stand smile nod shrug "
    "work study serve fight die surrender defect desert think feel want hope decide realise realize know "
    "understand see hear sleep eat pray wait meet visit arrive sneak convert remain hide cross spend dream fear "
    "regret"
)
CAPITAL_SAYERS = words_of(
    "say warn announce report claim insist deny want fear"
)  # cities and states are made to say these

JOIN_VERBS = words_of(
    "join enlist recruit volunteer enrol enroll pledge sign conscript abduct radicalise radicalize indoctrinate"
)
# Leaving that needs no object to be leaving a body of people.
SURE_EXIT_VERBS = words_of("defect desert disaffiliate apostatise apostatize")
# Leaving that needs to be told of what: a body of people as object, or a person told to belong to one.
EXIT_VERBS = words_of(
    "leave flee escape quit abandon surrender renounce resign exit depart disengage disown abscond deradicalise "
    "deradicalize"
)
PHRASAL_EXITS = {
    "walk": words_of("out away"),
    "run": words_of("away off"),
    "break": words_of("away ranks free"),
    "get": words_of("out away"),
    "slip": words_of("away out"),
    "sneak": words_of("away out off"),
    "turn": words_of("in over"),
    "drop": words_of("out"),
    "pull": words_of("out"),
    "step": words_of("away"),
    "make": words_of("escape"),
    "go": words_of("AWOL"),
    "give": words_of("up"),
    "lay": words_of("down"),
    "cut": words_of("ties"),
    "steal": words_of("away"),
    "crawl": words_of("out"),
    "climb": words_of("out"),
    "part": words_of("ways"),
    "opt": words_of("out"),
}
RETURN_VERBS = words_of(
    "return re-enter reenter release free capture arrest detain rescue repatriate deport expel excommunicate"
)

GROUP_NOUNS = words_of(
    "group organisation organization movement militia cult church sect gang party army regime militant insurgent "
    "rebel guerrilla caliphate brotherhood brigade battalion unit platoon squad rank cell network faction cartel "
    "mafia mob order congregation ministry_ commune community_ compound_ fold jihadist terrorist extremist fighter "
    "separatist paramilitary force corps fraternity syndicate crew clan_ company firm agency corporation employer "
    "project commune programme_ faith religion monastery convent fellowship band bloc front outfit legion "
    "revolution struggle cause scene camp battlefield frontline territory stronghold self-proclaimed enclave "
    "lodge chapter house_ ranch temple ashram farm_ base_ garrison barracks post_ military troop"
)
# What people leave who leave nothing but a place or a thing.
PLACE_NOUNS = words_of(
    "home house country city town village room building hotel hospital school office station airport scene_ area "
    "region street road car bus plane court courtroom meeting prison_ jail_ work job_ bed mark note message door "
    "line family wife husband child children message trace impression stage race field pitch court party_ "
    "evacuation bag package body"
)
# Of names of places: what bears one of them is a place, not a body of people.
PLACE_WORDS = words_of(
    "street road avenue lane square bridge river mountain mountains hill hills valley lake sea ocean gulf bay coast "
    "island islands peninsula desert forest park garden gardens airport terminal station stadium arena museum gallery "
    "theatre theater cinema library hotel inn restaurant cafe bar pub palace castle tower mosque cathedral hall centre "
    "center university school college academy hospital clinic court prison jail embassy consulate border kingdom "
    "emirates republic states province district region county city town village east west north south delta strip bank"
)

ORG_WORDS = words_of(
    "times post gazette herald tribune guardian telegraph observer journal daily news newspaper magazine press "
    "radio tv television channel network agency media party council university college school institute "
    "institution court ministry corps department office bureau commission committee congress parliament senate "
    "assembly army navy force forces police guard front brigade brigades battalion movement union alliance "
    "coalition league organisation organization group association foundation society company corporation corp inc "
    "ltd bank fund service services centre center hospital church mosque team club committee state states republic "
    "kingdom emirate islamic nations government administration street road avenue square bridge river mountain "
    "lake sea island islands airport stadium park county city town village province district region north south "
    "east west northern southern eastern western street road war peace treaty agreement act law bill report "
    "project programme program observatory monitor watch rights house palace square hall tower prize award cup "
    "games day week month year january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday isis isil isis daesh taliban hezbollah "
    "hizbollah hamas muslim muslims christian christians jewish islam islamist jihad allah god quran koran bible "
    "facebook twitter youtube telegram whatsapp skype google instagram tiktok reddit internet photo image video "
    "caption file files source editing writing reporting copyright getty reuters afp ap cnn bbc narratives "
    "breaking update related advertisement text interview reporter interviewer q a question answer"
)
# Things that bear the name of a man who made them: alone and doing nothing they are no persons.
MAKES = words_of(
    "kalashnikov makarov tokarev dragunov degtyarev glock uzi colt beretta browning mauser luger walther winchester "
    "remington derringer bowie molotov mercedes ford chevrolet chrysler porsche ferrari citroen renault peugeot honda "
    "toyota suzuki kawasaki bugatti nokia lenovo siemens bosch philips dell gillette adidas levi diesel kelvin celsius "
    "fahrenheit"
)
ORG_APPOSITIONS = words_of(
    "newspaper magazine daily weekly website site broadcaster channel station network agency organisation "
    "organization group militia party company firm think-tank tank charity ngo movement city town village province "
    "capital region country island river port district outlet tabloid publisher university institute watchdog "
    "monitor coalition alliance faction brigade army force base airport prison camp neighbourhood neighborhood "
    "suburb state nation publication journal paper program programme app service platform club team band film book "
    "novel song ship maker manufacturer retailer operator supplier producer developer builder airline"
)
PSEUDONYM_CUES = (
    r"not (?:his|her|their|the \w+'s) real name",
    r"(?:his|her|their) real name",
    r"whose (?:real )?name (?:has been|was|is being|is) (?:changed|withheld)",
    r"name (?:has been |was |is being )?changed",
    r"names? (?:have been|were) changed",
    r"an? (?:pseudonym|alias|nom de guerre|assumed name|false name|code ?name)",
    r"(?:which|that) is not (?:his|her|their) real name",
)
