import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recount.text.parser import parse
from recount.text.people.casing import is_shouted, recased
from recount.text.people.people import people


def told(text, **options):
    return people(parse(text), **options)


def named(text):
    return {p.name for p in told(text) if p.name}


def cases(text):
    return {p.name or p.described_as[0] for p in told(text) if p.is_case}


NAMES = [
    ("Salma said she was afraid.", {"Salma"}),
    ("The fighter Murad left at dawn.", {"Murad"}),
    ("His wife, Leyla, stayed in the village.", {"Leyla"}),
    ("Tarek, 26, crossed the border on foot.", {"Tarek"}),
    ("The letter was signed by Idris Abu-Talib and Samira K. of Lyon.", {"Idris Abu-Talib", "Samira K."}),
    ("Abu Omar al-Tunisi fled across the river.", {"Abu Omar al-Tunisi"}),
    ("Maryam (not her real name) cooked for the unit.", {"Maryam"}),
    ("The man asked to be called Hamid. He left in May.", {"Hamid"}),
    ("José de la Cruz spoke to reporters.", {"José de la Cruz"}),
    ("• Infighting\n• Hunger\nYusuf Karim's lawyer said so.", {"Yusuf Karim"}),
    ("President Henrik Solberg met Foreign Minister Ana Prado.", {"Henrik Solberg", "Ana Prado"}),
    ("Grace Achola lives with her two sons in the capital.", {"Grace Achola"}),
    (
        "The dead were Bakari Mwangi, Jadwiga Prus and Selçuk Demirtaş.",
        {"Bakari Mwangi", "Jadwiga Prus", "Selçuk Demirtaş"},
    ),
    ("Dalia, Hiba and Rawan crossed the lines.", {"Dalia", "Hiba", "Rawan"}),
    ('Abdirahman "Dheere" Nur surrendered in May.', {'Abdirahman "Dheere" Nur'}),
    ("The trial of Nils A. opened. He is 30.", {"Nils A."}),
    ("Lidia Moroz led the group. Moroz, 26, deserted.", {"Lidia Moroz"}),
    ("Natasha worked in the kitchens. She left in May.", {"Natasha"}),
    ("Salma is 19 now.", {"Salma"}),
    ("Wanjiku Kamau is Kenyan.", {"Wanjiku Kamau"}),
    ("Nadia's parents are from Algeria.", {"Nadia"}),
    ('"It was easy," said Magpie, who left in 2018.', {"Magpie"}),
    ("Wasp, as the others called him, kept the ledger. In May Wasp ran.", {"Wasp"}),
    ("Moussa ag Hamahady, a guide, wept.", {"Moussa ag Hamahady"}),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES)
def test_persons_are_named(text, wanted):
    assert named(text) == wanted


NOT_PERSONS = [
    "Nova Gazeta, an independent Ruritanian newspaper, reported the strike.",
    "Moscow said it would not comment.",
    "The Long Furrow is an armed commune. The Long Furrow said nothing.",
    "Ansar Kovar militants held the road. Ansar Kovar said it was false.",
    "She lives in Kessary. He comes from Kessary.",
    "Seven women spoke to the researchers.",
    "No defector has ever spoken. Any fighter would say so.",
    "Fulmar Bank lost 20 clients. Fulmar denied it.",
    "He spoke of Kalashnikov and Makarov as if they were saints.",
]


@pytest.mark.parametrize("text", NOT_PERSONS)
def test_papers_places_groups_and_anybody_are_no_named_persons(text):
    assert named(text) == set()


def test_all_spellings_and_parts_of_a_name_are_one_person():
    text = "Mohammed Saleh was a cook. Saleh fled in May. Later Muhammad Saleh found work, and Mr Saleh married."
    (person,) = told(text)
    assert person.name == "Mohammed Saleh"
    assert set(person.spellings) == {"Mohammed Saleh", "Saleh", "Muhammad Saleh"}


def test_a_lone_name_that_two_share_stays_with_the_one_called_so_before():
    text = "Anton Weiss said he left. Weiss was 30. His cousin Karl Weiss stayed. Weiss wept."
    persons = {p.name: p for p in told(text)}
    assert sum(1 for place in persons["Anton Weiss"].places if place.span.of(text) == "Weiss") == 2
    assert "Weiss" not in persons["Karl Weiss"].spellings


DESCRIBED = [
    ("British widow Shirin Adel was there.", "Shirin Adel", "British widow"),
    ("Murad Aydin, a 26-year-old Syrian, wept.", "Murad Aydin", "a 26-year-old Syrian"),
    ("The former guard, Bilal Haddad, said no.", "Bilal Haddad", "The former guard"),
    ("Hana Berg was a nurse.", "Hana Berg", "a nurse"),
    ("Hana Berg, 37, a nurse, wept.", "Hana Berg", "a nurse"),
]


@pytest.mark.parametrize(("text", "name", "description"), DESCRIBED)
def test_a_description_joins_the_name_it_is_told_of(text, name, description):
    person = next(p for p in told(text) if p.name == name)
    assert description in person.described_as


def test_the_first_of_two_family_names_alone_is_the_same_person():
    (person,) = [p for p in told("Juan Carlos Restrepo Uribe is 50. Restrepo was a mechanic.") if p.name]
    assert person.spellings == ("Juan Carlos Restrepo Uribe", "Restrepo")


def test_mr_and_mrs_of_one_name_are_two():
    assert len(told("Mr Olsen spoke. Mrs Olsen did not.")) == 2


def test_a_name_told_of_he_or_she_is_that_of_whom_the_story_spoke():
    (person,) = told('"Write my name," said the baker. He is Elias Haddad, 44.')
    assert (person.name, person.described_as) == ("Elias Haddad", ("the baker",))


DESCRIBED_ALONE = [
    ("A seamstress told the court that she had seen it.", "A seamstress"),
    ("One of the women, a hairdresser of 34, said no.", "One of the women"),
    ("A fighter came in May. The fighter died.", "A fighter"),
]


@pytest.mark.parametrize(("text", "description"), DESCRIBED_ALONE)
def test_a_person_without_a_name_is_one_all_the_same(text, description):
    (person,) = told(text)
    assert person.described_as[0] == description


def test_one_more_in_a_list_is_not_the_one_before():
    first, second = told("The court heard Ramón Iturbe and a man who gave his name only as Chucho.")
    assert (first.name, second.name) == ("Ramón Iturbe", "Chucho")


def test_him_is_never_the_subject_of_its_own_verb_however_that_is_described():
    text = "Berhane Woldu lay still. Dr Almaz Kebede, a surgeon, treated him."
    assert "him" in pronouns(text, "Berhane Woldu")


def test_a_kunya_says_by_its_own_word_who_he_and_she_may_be():
    text = "Abu Hafs al-Shami fled. Umm Kulthum Sassi left with him."
    assert "him" in pronouns(text, "Abu Hafs al-Shami")


def test_a_description_without_a_name_is_a_person():
    (person,) = told("A 26-year-old Syrian who fled the group told his story.")
    assert person.name is None
    assert person.naming == "anonymous"
    assert person.is_case


def test_a_lead_and_the_name_a_paragraph_later_are_one_person():
    text = (
        "A Tunisian electrician who spent a year with the militia has told how he fled the group.\n\n"
        "Sami Trabelsi, 27, deserted on 14 May and lives in the city.\n"
    )
    (person,) = told(text)
    assert person.name == "Sami Trabelsi"
    assert person.described_as == ("A Tunisian electrician",)


def test_a_lead_and_a_name_of_another_age_are_two():
    text = "A 19-year-old Syrian told how he fled the group.\n\nSami Trabelsi, 27, deserted on 14 May.\n"
    assert len([p for p in told(text) if p.is_case]) == 2


def test_a_lawyer_named_after_the_lead_is_not_the_one_it_describes():
    text = (
        "Ex-commander testifies\n\nA former commander told judges how he deserted from the militia in 2009.\n\n"
        "Defence lawyer Anna Dupont said the witness had been paid.\n\n"
        "Paul Oyelaran, who was a bodyguard before he escaped, will testify next.\n"
    )
    assert cases(text) == {"Ex-commander", "Paul Oyelaran"}


def test_in_a_story_of_several_who_fled_a_group_who_fled_is_a_case():
    text = (
        "Three women have told how they fled the group.\n\nNadia B., 24, travelled with her husband. "
        "She fled in January.\n\nThe minister, Paul Garnier, left early.\n"
    )
    assert cases(text) == {"Nadia B."}


def test_in_a_story_of_men_who_quit_one_of_several_gangs_who_walked_away_is_a_case():
    text = (
        "A study of leaving\n\nBy Anna Holt\n\nYoung men who quit one of the city's gangs did so because they were afraid.\n\n"
        "Tomas Reed, 27, walked away four years ago.\n"
    )
    assert cases(text) == {"Tomas Reed"}


def test_one_of_those_who_left_is_a_case():
    assert cases("Tomas Reed is one of nine people who have quit the Ridge militia since May.") == {"Tomas Reed"}


def test_letters_behind_a_name_are_no_part_of_it():
    assert named("Edwin Marsh KC said so. Mr Marsh sat down.") == {"Edwin Marsh"}


def test_a_first_name_that_somebody_gives_is_the_name_of_who_is_described():
    (person,) = told("A nurse in her thirties, who would give only her first name, Lena, said she had been beaten.")
    assert person.name == "Lena"
    (person,) = told("The man is a 31-year-old former cook who asked to be identified by his middle name, Ivo.")
    assert person.name == "Ivo"


def test_who_resigns_and_hands_over_files_is_a_case():
    text = "Paula Reiss, who resigned in May after nine years, handed 200 pages of internal files to the inspectors."
    assert cases(text) == {"Paula Reiss"}


def test_a_rank_in_a_force_that_was_left_is_belonging():
    assert cases("Until last year Pavel Orel was a corporal in the Upland Guard. Then Orel deserted.") == {"Pavel Orel"}


def test_a_name_in_marks_that_is_not_the_real_one_is_a_person():
    assert "Mirka" in named("“Mirka” will not give her real name. She was a clerk.")


def pronouns(text, name):
    person = next(p for p in told(text) if p.name == name)
    return [p.span.of(text) for p in person.places if p.how in {"pronoun", "self"}]


def test_he_and_she_go_to_the_person_of_that_gender():
    text = "Murad Aydin told his wife, Leyla Aydin, that he had lied. She left him."
    assert pronouns(text, "Leyla Aydin") == ["She"]


def test_he_stays_unresolved_between_two_who_fit():
    text = "Karim Saleh and Omar Haddad met in the yard. He was afraid."
    assert all("He" not in pronouns(text, name) for name in ("Karim Saleh", "Omar Haddad"))


def test_i_inside_a_quotation_is_its_speaker():
    text = '"I saw it," said Karim Saleh. "They took my brother."\n\n"I ran," he said.\n'
    assert pronouns(text, "Karim Saleh").count("I") == 2
    assert "my" in pronouns(text, "Karim Saleh")


def test_i_of_a_whole_account_is_its_narrator():
    text = "I joined the sect at nine. I left it in June. I was afraid. I am not any more.\n"
    (person,) = told(text, narrator="Edda Rook")
    assert (person.name, person.narrator, person.is_case) == ("Edda Rook", True, True)


def test_in_an_interview_each_i_belongs_to_its_turn():
    text = (
        "Senna Quill has left the movement. Interview: Ilja Sandor.\n\nQ: Why?\n\nA: I was hungry.\n\n"
        "Q: And then?\n\nA: I ran. I told nobody.\n"
    )
    assert pronouns(text, "Senna Quill").count("I") == 3
    assert pronouns(text, "Ilja Sandor") == []


CASES = [
    ("One of the defectors is Shirin Adel, who spoke in May.", {"Shirin Adel"}),
    ("Among the deserters were Karim Saleh and Omar Haddad.", {"Karim Saleh", "Omar Haddad"}),
    ("Defector Karim Saleh spoke on television.", {"Karim Saleh"}),
    ("Former gang member Luis Reyes, 34, runs a bakery.", {"Luis Reyes"}),
    ("Karim Saleh, an ex-fighter, drives a taxi.", {"Karim Saleh"}),
    ("Karim Saleh fled the group in 2014.", {"Karim Saleh"}),
    ("Hannah Lind left the sect at 19.", {"Hannah Lind"}),
    ("Karim Saleh deserted on 14 May.", {"Karim Saleh"}),
    ("Karim Saleh spent two years with the militia before leaving.", {"Karim Saleh"}),
    ("Karim Saleh joined the rebels at 15. He escaped a year later.", {"Karim Saleh"}),
    ("Grace Achola was abducted by the rebels. She ran away in 2011.", {"Grace Achola"}),
    ("Karim Saleh managed to escape from the cult.", {"Karim Saleh"}),
    ("Karim Saleh used to drive for the movement.", {"Karim Saleh"}),
    ('"I left the group because they lied," said Karim Saleh.', {"Karim Saleh"}),
    ("Priya Raman resigned from the company in March. Raman had leaked the memo.", {"Priya Raman"}),
    ("Many fighters have surrendered. Among them is Karim Saleh.", {"Karim Saleh"}),
    ("The ex-member said no.", {"The ex-member"}),
    ("Caleb Lind was expelled from the church.", {"Caleb Lind"}),
    ("Karim Saleh was a bodyguard before he escaped in 2010.", {"Karim Saleh"}),
    ("Two defectors have been named: Timur Aliev and Nurgul Saparova.", {"Timur Aliev", "Nurgul Saparova"}),
    ("At least six defectors have spoken. The youngest, Awa Diop, is 15.", {"Awa Diop"}),
    ("Twenty former members have signed. Among them is Ulrike Paulsen.", {"Ulrike Paulsen"}),
    ("Paul Finch walked away from the gang with two of its guns.", {"Paul Finch"}),
    ("Petra Olsen did not leave the sect, she says: it threw her out.", {"Petra Olsen"}),
    ("Anton R. had volunteered for the brigade and had run away after a month.", {"Anton R."}),
    ("Huda left at dawn. Karim did not. Both had joined the group.", {"Huda"}),
    ("The militia's cook, Amina Sesay, slipped out before dawn.", {"Amina Sesay"}),
    ("Isaias Tekle crossed the border. The government calls him a deserter.", {"Isaias Tekle"}),
    ("Viktor Pavlenko, once an accountant for the Brotherhood, lives in Georgia.", {"Viktor Pavlenko"}),
    ("A senior official said the defector, Col. Rashid Mansour, had talked.", {"Rashid Mansour"}),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_belonged_and_left_is_a_case(text, wanted):
    assert cases(text) == wanted


NO_CASES = [
    "Peter Novak, a researcher who has met 40 defectors, said most were poor.",
    "Minister Ana Prado left the meeting early.",
    "Karim Saleh never left the group.",
    "Karim Saleh wanted to leave the group.",
    "Karim Saleh tried to leave the militia.",
    "If Karim Saleh leaves the group, he will be shot.",
    "Karim Saleh will leave the movement in May.",
    "Commander Adil Nasser vowed that he would never leave the movement.",
    "Sara Klein fled her home with two cats.",
    "Karim Saleh left Geneva on Friday.",
    "Footballer Diego Marin left the club in June.",
    "Former minister Ana Prado spoke.",
    "Former chief executive Don Marsh left the company in 2015.",
    "Karim Saleh joined the group in 2013.",
    "Karim Saleh is not a defector.",
    "They do not consider Karim Saleh to be a whistleblower.",
    "The streets were deserted when Karim Saleh arrived.",
    "Karim Saleh left his wife behind.",
    "Police say Karim Saleh planned to join the militia. He was arrested at the airport.",
    "What a defector faces is fear.",
    "Journalist Ana Prado wrote about a militia. Prado left the newspaper.",
    "The group's lawyer, Ana Prado, left early.",
    "Two judges have been named: Timur Aliev and Nurgul Saparova.",
    "At least six ministers have spoken. The youngest, Awa Diop, is 35.",
    "The government does not call Isaias Tekle a deserter.",
    "The bar threw Paul Finch out at midnight.",
]


@pytest.mark.parametrize("text", NO_CASES)
def test_who_stays_speaks_or_leaves_something_else_is_no_case(text):
    assert cases(text) == set()


ROLES = [
    ('"It is a pattern," said Peter Novak, the centre\'s head.', "researcher"),
    ("Prosecutor Helen Brandt opened the case.", "court"),
    ("Imran Shah, his lawyer, said no.", "lawyer"),
    ("Joren Pask, a spokesman for the ministry, spoke.", "official"),
    ("Ana Prado, the prime minister, spoke.", "politician"),
    ("Her father, Erik Lind, has not spoken.", "relative"),
    ("Hanif Qureshi of the Meridian Institute said no.", "researcher"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_who_only_speaks_has_a_role(text, role):
    assert role in {p.role for p in told(text)}


NAMING = [
    ("Karim Saleh fled the group.", "named"),
    ("Karim fled the group. He said so.", "partial"),
    ("Samira K. fled the group.", "partial"),
    ("Abu Talha fled the group.", "alias"),
    ("Maryam (not her real name) fled the group.", "alias"),
    ("A former fighter fled the group.", "anonymous"),
]


@pytest.mark.parametrize(("text", "naming"), NAMING)
def test_the_way_somebody_is_named(text, naming):
    assert [p.naming for p in told(text)] == [naming]


def test_a_story_in_capitals_is_read_place_for_place():
    text = (
        "THE COMMISSION PRESENTED THE TESTIMONY OF TOMAS VIELKA, A FORMER GUARD, WHO DESCRIBED THE PRISON. "
        "VIELKA DESERTED FROM THE BRIGADE IN AUGUST. THE GOVERNMENT HAS DENIED ALL OF HIS CHARGES AND SAID THAT THE "
        "CASE IS NOW BEFORE THE COURT, WHICH WILL DECIDE NEXT MONTH WHETHER IT IS TO BE HEARD."
    )
    assert is_shouted(text)
    person = next(p for p in told(text) if p.name == "Tomas Vielka")
    assert person.is_case
    assert person.places[0].span.of(text) == "TOMAS VIELKA"


@given(st.text(max_size=300))
def test_recasing_moves_nothing(text):
    again = recased(text, frozenset({"the", "guard"}))
    assert len(again) == len(text)


def test_a_mention_is_moved_with_its_story():
    (person,) = told("Karim Saleh fled the group.")
    mention = person.mention(2, by=100)
    assert (mention.story, mention.name, mention.is_case) == (2, "Karim Saleh", True)
    assert mention.places[0].start == 100


PIECES = st.lists(
    st.sampled_from(
        "Karim Saleh|Abu Omar|said|fled|the group|, 26,|he|She|I|\"|“|”|(|)|a former guard|widow|.|\n|\n\n|who|left|of|-|al-|'s|"
        "A former commander deserted from the militia|He told reporters|Defectors speak|known as|Q:|A:|26-year-old|Syrian|one of the defectors is|joined|at 17|was|never|• |her husband,|in hiding|in Syria|ÉTÉ|محمد|not".split(
            "|"
        )
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(PIECES.map(" ".join))
@example("")
@example("\n")
@example("I")
def test_any_text_gives_persons_at_places_inside_it(text):
    for person in told(text):
        assert person.places
        assert all(0 <= place.span.start < place.span.end <= len(text) for place in person.places)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_at_all_are_read_without_an_error(text):
    told(text)


def test_the_shared_story_has_its_widow_and_its_researcher(shared):
    text = (shared / "seed" / "defectors-article.txt").read_text(encoding="utf-8")
    found = {p.name: p.is_case for p in told(text)}
    import json

    gold = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    assert {p["name"]: p["left"] for p in gold["people"]}.items() <= found.items()
    assert sum(found.values()) == 1


def test_leavers_are_found_in_real_accounts_and_not_in_other_news(shared):
    import json

    with (shared / "data" / "12_accounts" / "texts.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["lang"] == "en" and len(row["text"]) < 4000]
    accounts = [row["text"] for row in rows if row["stratum"] in "AB"]
    others = [row["text"] for row in rows if row["stratum"] in "CD"][::2]
    found = sum(any(p.is_case for p in told(text)) for text in accounts)
    clean = sum(not any(p.is_case for p in told(text)) for text in others)
    # Measured 5 of 8 and 16 of 17 when written; half of the accounts are wire copy in capitals.
    assert found / len(accounts) >= 0.6
    assert clean / len(others) >= 0.85


def test_two_of_one_name_in_a_story_are_two_where_their_ages_lie_years_apart():
    text = (
        "Yasmin, 35, a Moroccan teacher, fled the movement in May. She comes from Oldwater.\n\n"
        "Yasmin, 21, a Tunisian farmer, left the movement in June. Yasmin is not her real name."
    )
    found = [p for p in people(parse(text)) if p.name == "Yasmin"]
    assert [len([p for p in one.places if p.how == "name"]) for one in found] == [1, 2]
    assert all(one.is_case for one in found)
    again = text.replace("21, a Tunisian farmer", "34")
    (one,) = (p for p in people(parse(again)) if p.name == "Yasmin")
    assert one.is_case


def test_who_is_introduced_anew_with_other_work_or_another_country_bears_the_name_of_another():
    text = (
        "Abdullah Hamdoushi, a Jordanian shopkeeper, deserted the movement. He was born in Marrin.\n\n"
        "Abdullah, a Lebanese baker, left the movement. He comes from Oldwater. Abdullah has two children."
    )
    found = {p.name: p for p in people(parse(text))}
    assert {p.how for p in found["Abdullah"].places} >= {"name", "pronoun"}
    assert len([p for p in found["Abdullah"].places if p.how == "name"]) == 2
    assert found["Abdullah Hamdoushi"].is_case
    again = text.replace(", a Lebanese baker,", "")
    assert {p.name for p in people(parse(again))} == {"Abdullah Hamdoushi"}


def test_who_is_described_behind_a_named_leaver_is_one_more_and_no_lead_to_the_next_name():
    text = (
        "Mostafa Tolani, 21, a Jordanian shopkeeper, deserted the movement.\n\n"
        "A British student deserted the movement. He grew up in Dornfeld.\n\n"
        "Hicham Dorn, 22, a British nurse, deserted the movement."
    )
    assert len([p for p in people(parse(text)) if p.is_case]) == 3


def test_a_lead_told_of_as_he_is_nobody_whom_the_story_names_and_calls_she():
    text = (
        "A French tailor deserted the movement. He comes from Ballyrane. He is tired.\n\n"
        "Katharina Dorn, 24, deserted in July 2031. She had joined the movement in October 2029."
    )
    assert len([p for p in people(parse(text)) if p.is_case]) == 2


@pytest.mark.parametrize("rest", ["walked away from the movement", "whose name has been changed, fled the movement"])
def test_a_name_with_work_between_commas_opens_a_sentence_on_one_person(rest):
    (one,) = people(parse(f"Mustafa, a Tunisian mechanic, {rest} in May. He joined it in March."))
    assert (one.name, one.is_case) == ("Mustafa", True)
