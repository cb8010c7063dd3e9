"""Short forms of given names, and one given name as different languages have it.

Made for this program from general knowledge; no list was taken over. A short form may stand for several names. Names
are written folded, as `fold` gives them.
"""

from __future__ import annotations

from functools import cache

from recount.text.names import consonant_skeleton

# short form, then the names it may be short for
_SHORT = """
mo mohammed muhammad mohamed|moe mohammed|hamo mohammed|hamoudi mohammed|hamada mohammed ahmed|sam samuel samir samira
sami samir|tom thomas|tommy thomas|bob robert|bobby robert|rob robert|robbie robert|bert robert albert hubert
bill william|will william|billy william|willy william wilhelm|jim james|jimmy james|jamie james|joe joseph|joey joseph
jo joseph joanna josephine|jack john|johnny john|jon jonathan|mike michael|mick michael|mickey michael|mitch mitchell
dave david|davy david|dan daniel|danny daniel|dani daniel daniela|chris christopher christine christian|kit christopher
steve stephen steven|stevie stephen steven|tony anthony antonio|alex alexander alexandra alexandre alejandro|lex alexander
sandy alexander alexandra|sasha alexander alexandra|sacha alexandre|nick nicholas nikolai|nico nicolas|ben benjamin
benny benjamin|matt matthew|pete peter|ed edward edwin|eddie edward|ted edward theodore|teddy theodore edward
fred frederick alfred|freddie frederick|fritz friedrich|rick richard|ricky richard|rich richard|dick richard
charlie charles|chuck charles|hank henry|harry henry harold|hal henry|larry lawrence|laurie laurence|andy andrew
drew andrew|greg gregory|jeff jeffrey geoffrey|geoff geoffrey|ken kenneth|kenny kenneth|ron ronald|ronnie ronald
don donald|donnie donald|ray raymond|phil philip|pat patrick patricia|paddy patrick|tim timothy|timmy timothy
vince vincent|walt walter|wally walter|zach zachary|zack zachary|gabe gabriel|gabi gabriel gabriele|nate nathan nathaniel
len leonard|lenny leonard|leo leonard leopold leonid|max maximilian maxim|manny manuel emmanuel|marty martin
liz elizabeth|lizzie elizabeth|beth elizabeth|betty elizabeth|eliza elizabeth|libby elizabeth|kate katherine catherine
katie katherine catherine|kathy katherine catherine|cathy catherine|kay katherine|maggie margaret|meg margaret|peggy margaret
greta margareta|jen jennifer|jenny jennifer|sue susan|susie susan|vicky victoria|abby abigail|ali alison|becky rebecca
barb barbara|debbie deborah|deb deborah|ellie eleanor|nell eleanor helen|fran frances francis|frankie francis frank
gina regina|ginny virginia|jess jessica|jessie jessica|judy judith|kim kimberly|lil lilian|mandy amanda|millie mildred emily
molly mary|polly mary|nan ann|nancy ann|annie anna ann|nina antonina|sally sarah|sadie sarah|tess theresa|terry terence theresa
trish patricia|tina christina martina|tracy theresa|wendy gwendolyn|jackie jacqueline|sylvie sylvia|lottie charlotte
zeinab zaynab|fati fatima|fatou fatima|fatoumata fatima|abdu abdullah abdrahman abdaziz|abdo abdullah abdrahman
aziz abdaziz|rahman abdrahman|mus mustafa|musti mustafa|ibo ibrahim|brahim ibrahim|yus yusuf|memo mehmet|mehmo mehmet
hasso hassan|huss hussein|haidi haider|khaldoun khalid|sisi aicha|sousou soad|zouzou aziz|lolo layla|nono nora
misha mikhail|vanya ivan|kolya nikolai|volodya vladimir|vova vladimir|vlad vladimir vladislav|dima dmitri|mitya dmitri
kostya konstantin|lyosha alexei|alyosha alexei|lesha alexei|petya pyotr|pasha pavel|seryozha sergei|serge sergei
zhenya yevgeny yevgenia|yura yuri|grisha grigory|tolya anatoly|borya boris|slava vyacheslav yaroslav svyatoslav
stas stanislav|fedya fyodor|ilyusha ilya|lena elena|olya olga|katya ekaterina|kolka nikolai|masha maria|nadya nadezhda
natasha natalia|nastya anastasia|sonya sofia|sveta svetlana|tanya tatiana|vera veronika|anya anna|ira irina|lyuba lyubov
lyuda lyudmila|raya raisa|galya galina|zoya zoe|zhora georgy|gosha georgy|senya semyon arseny|yasha yakov|lyova lev
pepe jose|paco francisco|pancho francisco|curro francisco|kiko francisco|lola dolores|nacho ignacio|chema jose
chuy jesus|chucho jesus|beto alberto roberto|toni antonio|tono antonio|quique enrique|kike enrique|memo guillermo
lalo eduardo|rafa rafael|javi javier|santi santiago|manolo manuel|lucho luis|pili pilar|conchita concepcion|concha concepcion
chelo consuelo|lupe guadalupe|mari maria|merche mercedes|charo rosario|tere teresa|nando fernando|edu eduardo
gigi luigi|beppe giuseppe|peppe giuseppe|pino giuseppe|gianni giovanni|nino antonio giovanni|sandro alessandro|enzo lorenzo
ze jose|chico francisco|dudu eduardo|rui rodrigo|titou antoine|toine antoine|manu emmanuel manuel|jeannot jean|pierrot pierre
hansi hans johannes|sepp josef|seppi josef|uli ulrich|wolfi wolfgang|rudi rudolf|heinz heinrich|hannes johannes|jupp josef
klaus nikolaus|kalle karl|lasse lars|pelle per|steffi stefanie|susi susanne|uschi ursula|heidi adelheid|lotte charlotte
"""
# one name in several languages
_FORMS = """
alexander oleksandr aleksandr alexandre alejandro alessandro iskander aliaksandr|alexei oleksiy aleksei alexis
andrei andriy andrey andrew andreas andre|dmitri dmytro dmitry dimitri|sergei serhiy sergey serge siarhei
nikolai mykola nicholas nicolas nikolaus|mikhail mykhailo michael michel miguel mikhael|pavel pavlo paul pablo
vladimir volodymyr uladzimir|yevgeny yevhen evgenii evgeni eugene|peter pyotr petro pierre pedro pietro|ivan john juan jean johannes
vasily vasyl basil|elena olena helen helena|ekaterina kateryna katherine catherine|natalia nataliya nathalie|tatiana tetiana
oleg oleh|igor ihor|grigory hryhoriy gregory|georgy heorhiy george jorge georges|stepan stefan stephen etienne esteban
mohammed mehmet mahomet muhammadu mamadou|ahmed ahmet akhmad|mahmoud mahmut|yusuf yousif youssouf yosef joseph jose josef giuseppe|yunus younis|mahamad mohamed
ibrahim abraham brahim|ismail ishmael|musa moussa moses|isa issa eesa|yakub yaqub jacob yakov|suleiman solomon souleymane
daoud david davut|maryam maria marie mary miriam|uthman othman osman ousmane|khalid halit|murad murat|rajab recep receb
william guillaume wilhelm guillermo|henry henri heinrich enrique|charles karl carlos|francis francois francisco franz
james jacques jaime|louis luis ludwig luigi|elizabeth isabel elisabeth
"""


@cache
def long_forms(word: str) -> frozenset[str]:
    """Skeletons of the names that this word is short for."""
    return _shorts().get(word, frozenset())


@cache
def other_forms(word: str) -> frozenset[str]:
    """The names that are this one in other languages, itself among them; nothing for a name that is not listed."""
    return _forms().get(word, frozenset())


@cache
def _shorts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for short, *names in (entry.split() for line in _SHORT.split("\n") for entry in line.split("|") if entry):
        found.setdefault(short, set()).update(consonant_skeleton(name) for name in names)
    return {short: frozenset(skeletons) for short, skeletons in found.items()}


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for names in (entry.split() for line in _FORMS.split("\n") for entry in line.split("|") if entry):
        for name in names:
            found.setdefault(name, set()).update(names)
    return {name: frozenset(names) for name, names in found.items()}
