"""Countries as texts name them: ISO 3166-1 code, name, demonyms, other names and large cities.

A table, not a judgement: codes for places whose status is disputed follow ISO's list, plus XK for Kosovo as in common use.
"""

from __future__ import annotations

from functools import cache

from recount.text.names import fold

# code | name | demonyms (adjectives and nouns) | other names, former names, regions | cities
_TABLE = """
AF|Afghanistan|Afghan,Afghani||Kabul,Kandahar,Herat,Jalalabad,Kunduz,Mazar-i-Sharif
AL|Albania|Albanian||Tirana
DZ|Algeria|Algerian||Algiers,Oran,Constantine
AD|Andorra|Andorran||
AO|Angola|Angolan||Luanda
AR|Argentina|Argentine,Argentinian,Argentinean||Buenos Aires,Rosario
AM|Armenia|Armenian||Yerevan
AU|Australia|Australian,Aussie|Queensland,New South Wales,Tasmania|Sydney,Melbourne,Brisbane,Perth,Adelaide,Canberra
AT|Austria|Austrian||Vienna,Graz,Salzburg,Linz
AZ|Azerbaijan|Azerbaijani,Azeri||Baku
BH|Bahrain|Bahraini||Manama
BD|Bangladesh|Bangladeshi||Dhaka,Chittagong,Sylhet
BY|Belarus|Belarusian,Belarussian||Minsk
BE|Belgium|Belgian|Flanders,Wallonia|Brussels,Antwerp,Ghent,Liege,Vilvoorde
BJ|Benin|Beninese||Cotonou
BT|Bhutan|Bhutanese||Thimphu
BO|Bolivia|Bolivian||La Paz,Santa Cruz,Cochabamba
BA|Bosnia and Herzegovina|Bosnian,Herzegovinian|Bosnia,Bosnia-Herzegovina|Sarajevo,Zenica,Mostar
BW|Botswana|Botswanan,Motswana||Gaborone
BR|Brazil|Brazilian||Sao Paulo,Rio de Janeiro,Brasilia,Recife
BG|Bulgaria|Bulgarian||Sofia,Plovdiv,Varna
BF|Burkina Faso|Burkinabe,Burkinabé||Ouagadougou
BI|Burundi|Burundian||Bujumbura
KH|Cambodia|Cambodian||Phnom Penh
CM|Cameroon|Cameroonian||Yaounde,Douala
CA|Canada|Canadian|Quebec,Ontario,Alberta,British Columbia|Toronto,Montreal,Ottawa,Vancouver,Calgary,Edmonton,Winnipeg
CF|Central African Republic|Central African||Bangui
TD|Chad|Chadian||N'Djamena
CL|Chile|Chilean||Santiago,Valparaiso
CN|China|Chinese|Xinjiang,Tibet|Beijing,Shanghai,Guangzhou,Shenzhen,Urumqi,Chengdu,Wuhan,Lhasa
CO|Colombia|Colombian||Bogota,Medellin,Cali,Barranquilla,Cartagena
KM|Comoros|Comorian||
CG|Republic of the Congo||Congo-Brazzaville|Brazzaville
CD|Democratic Republic of the Congo|Congolese|DR Congo,DRC,Congo,Democratic Republic of Congo,Zaire|Kinshasa,Goma,Bukavu,Lubumbashi,Bunia
CR|Costa Rica|Costa Rican||San Jose
CI|Ivory Coast|Ivorian|Cote d'Ivoire|Abidjan,Bouake
HR|Croatia|Croatian,Croat||Zagreb,Split
CU|Cuba|Cuban||Havana
CY|Cyprus|Cypriot||Nicosia,Limassol
CZ|Czech Republic|Czech|Czechia|Prague,Brno
DK|Denmark|Danish,Dane||Copenhagen,Aarhus,Odense
DJ|Djibouti|Djiboutian||
DO|Dominican Republic|Dominican||Santo Domingo
EC|Ecuador|Ecuadorian,Ecuadorean||Quito,Guayaquil
EG|Egypt|Egyptian|Sinai|Cairo,Alexandria,Giza,Suez
SV|El Salvador|Salvadoran,Salvadorean||San Salvador
GQ|Equatorial Guinea|Equatoguinean||Malabo
ER|Eritrea|Eritrean||Asmara
EE|Estonia|Estonian||Tallinn
SZ|Eswatini|Swazi|Swaziland|
ET|Ethiopia|Ethiopian|Tigray,Oromia|Addis Ababa,Mekelle
FJ|Fiji|Fijian||Suva
FI|Finland|Finnish,Finn||Helsinki,Tampere,Turku
FR|France|French,Frenchman,Frenchwoman|Corsica,Brittany,Normandy|Paris,Marseille,Lyon,Toulouse,Nice,Strasbourg,Lille,Nantes,Bordeaux
GA|Gabon|Gabonese||Libreville
GM|Gambia|Gambian|The Gambia|Banjul
GE|Georgia|||Tbilisi,Batumi
DE|Germany|German|Bavaria,Saxony,West Germany,East Germany,Hesse|Berlin,Hamburg,Munich,Cologne,Frankfurt,Stuttgart,Bonn,Dresden,Leipzig,Bremen,Dusseldorf,Wolfsburg,Dinslaken
GH|Ghana|Ghanaian||Accra,Kumasi
GR|Greece|Greek|Crete,Lesbos|Athens,Thessaloniki
GT|Guatemala|Guatemalan||Guatemala City
GN|Guinea|Guinean||Conakry
GW|Guinea-Bissau|||Bissau
GY|Guyana|Guyanese||Georgetown
HT|Haiti|Haitian||Port-au-Prince
HN|Honduras|Honduran||Tegucigalpa,San Pedro Sula
HU|Hungary|Hungarian||Budapest
IS|Iceland|Icelandic,Icelander||Reykjavik
IN|India|Indian|Kerala,Punjab,Kashmir,Gujarat,Bengal,Assam|Delhi,New Delhi,Mumbai,Kolkata,Chennai,Bangalore,Hyderabad,Srinagar,Kalyan
ID|Indonesia|Indonesian|Java,Sumatra,Aceh,Bali|Jakarta,Surabaya,Solo,Bandung
IR|Iran|Iranian,Persian||Tehran,Isfahan,Mashhad,Shiraz,Tabriz
IQ|Iraq|Iraqi|Anbar,Nineveh,Kurdistan|Baghdad,Mosul,Basra,Kirkuk,Irbil,Erbil,Fallujah,Ramadi,Tikrit,Sinjar,Tal Afar,Dohuk
IE|Ireland|Irish,Irishman,Irishwoman|Republic of Ireland|Dublin,Cork,Galway
IL|Israel|Israeli||Jerusalem,Tel Aviv,Haifa
IT|Italy|Italian|Sicily,Sardinia,Lombardy,Calabria|Rome,Milan,Naples,Turin,Palermo,Bologna,Florence,Venice
JM|Jamaica|Jamaican||Kingston
JP|Japan|Japanese|Okinawa|Tokyo,Osaka,Kyoto,Hiroshima
JO|Jordan|Jordanian||Amman,Zarqa,Irbid,Maan
KZ|Kazakhstan|Kazakh,Kazakhstani||Almaty,Astana
KE|Kenya|Kenyan||Nairobi,Mombasa,Kisumu,Garissa
KP|North Korea|North Korean|DPRK|Pyongyang
KR|South Korea|South Korean||Seoul,Busan,Incheon
KW|Kuwait|Kuwaiti||Kuwait City
KG|Kyrgyzstan|Kyrgyz,Kyrgyzstani||Bishkek,Osh
LA|Laos|Laotian,Lao||Vientiane
LV|Latvia|Latvian||Riga
LB|Lebanon|Lebanese||Beirut,Tripoli Lebanon,Sidon
LS|Lesotho|Basotho||Maseru
LR|Liberia|Liberian||Monrovia
LY|Libya|Libyan||Tripoli,Benghazi,Sirte,Misrata,Derna
LI|Liechtenstein|||
LT|Lithuania|Lithuanian||Vilnius,Kaunas
LU|Luxembourg|Luxembourger||
MG|Madagascar|Malagasy,Madagascan||Antananarivo
MW|Malawi|Malawian||Lilongwe,Blantyre
MY|Malaysia|Malaysian||Kuala Lumpur,Johor Bahru
MV|Maldives|Maldivian||Male City
ML|Mali|Malian||Bamako,Timbuktu,Gao
MT|Malta|Maltese||Valletta
MR|Mauritania|Mauritanian||Nouakchott
MU|Mauritius|Mauritian||Port Louis
MX|Mexico|Mexican|Sinaloa,Chiapas,Michoacan|Mexico City,Tijuana,Guadalajara,Monterrey,Ciudad Juarez
MD|Moldova|Moldovan|Transnistria|Chisinau
MC|Monaco|Monegasque||
MN|Mongolia|Mongolian||Ulaanbaatar,Ulan Bator
ME|Montenegro|Montenegrin||Podgorica
MA|Morocco|Moroccan|Rif|Casablanca,Rabat,Tangier,Marrakesh,Marrakech,Fez,Tetouan
MZ|Mozambique|Mozambican|Cabo Delgado|Maputo,Pemba
MM|Myanmar|Burmese|Burma,Rakhine|Yangon,Rangoon,Mandalay
NA|Namibia|Namibian||Windhoek
NP|Nepal|Nepali,Nepalese||Kathmandu,Pokhara
NL|Netherlands|Dutch,Dutchman,Dutchwoman|The Netherlands,Holland|Amsterdam,Rotterdam,The Hague,Utrecht,Delft,Maastricht
NZ|New Zealand|New Zealander,Kiwi||Auckland,Wellington,Christchurch
NI|Nicaragua|Nicaraguan||Managua
NE|Niger|Nigerien||Niamey,Diffa
NG|Nigeria|Nigerian|Borno|Lagos,Abuja,Kano,Maiduguri,Kaduna
MK|North Macedonia|Macedonian|Macedonia|Skopje
NO|Norway|Norwegian||Oslo,Bergen,Trondheim,Fredrikstad
OM|Oman|Omani||Muscat
PK|Pakistan|Pakistani|Sindh,Waziristan,Balochistan|Islamabad,Karachi,Lahore,Peshawar,Quetta,Rawalpindi
PS|Palestine|Palestinian|Gaza,West Bank,Gaza Strip,Palestinian territories|Gaza City,Ramallah,Hebron,Nablus,Jenin
PA|Panama|Panamanian||Panama City
PG|Papua New Guinea|Papuan||Port Moresby
PY|Paraguay|Paraguayan||Asuncion
PE|Peru|Peruvian||Lima,Cusco,Ayacucho
PH|Philippines|Filipino,Filipina,Philippine|The Philippines,Mindanao|Manila,Marawi,Davao,Cebu
PL|Poland|Polish,Pole||Warsaw,Krakow,Gdansk,Lodz
PT|Portugal|Portuguese|Azores|Lisbon,Porto
QA|Qatar|Qatari||Doha
RO|Romania|Romanian|Transylvania|Bucharest,Cluj,Timisoara
RU|Russia|Russian|Chechnya,Dagestan,Ingushetia,Siberia,Soviet Union,USSR|Moscow,St Petersburg,St. Petersburg,Saint Petersburg,Grozny,Makhachkala,Kazan,Vladivostok
RW|Rwanda|Rwandan||Kigali
SA|Saudi Arabia|Saudi,Saudi Arabian||Riyadh,Jeddah,Mecca,Medina,Dammam
SN|Senegal|Senegalese||Dakar
RS|Serbia|Serbian,Serb||Belgrade,Novi Sad,Novi Pazar
SL|Sierra Leone|Sierra Leonean||Freetown,Makeni
SG|Singapore|Singaporean||
SK|Slovakia|Slovak,Slovakian||Bratislava,Kosice
SI|Slovenia|Slovenian,Slovene||Ljubljana
SO|Somalia|Somali,Somalian|Somaliland,Puntland|Mogadishu,Kismayo,Baidoa,Hargeisa
ZA|South Africa|South African|Gauteng|Johannesburg,Cape Town,Durban,Pretoria,Soweto
SS|South Sudan|South Sudanese||Juba,Malakal
ES|Spain|Spanish,Spaniard|Catalonia,Basque Country,Andalusia,Ceuta,Melilla|Madrid,Barcelona,Valencia,Seville,Bilbao,Malaga
LK|Sri Lanka|Sri Lankan|Ceylon|Colombo,Jaffna,Kandy
SD|Sudan|Sudanese|Darfur,Kordofan|Khartoum,Omdurman,Port Sudan
SR|Suriname|Surinamese||Paramaribo
SE|Sweden|Swedish,Swede||Stockholm,Gothenburg,Malmo,Uppsala
CH|Switzerland|Swiss||Zurich,Geneva,Bern,Basel,Lausanne,Winterthur
SY|Syria|Syrian|Rojava,Idlib province|Damascus,Aleppo,Homs,Hama,Idlib,Raqqa,Deir ez-Zor,Deir al-Zor,Kobani,Kobane,Manbij,Latakia,Palmyra,Daraa,Qamishli,Hasakah,Hasakeh,Tartous,Azaz,Jarablus
TW|Taiwan|Taiwanese||Taipei
TJ|Tajikistan|Tajik,Tajikistani||Dushanbe
TZ|Tanzania|Tanzanian|Zanzibar|Dar es Salaam,Dodoma,Arusha
TH|Thailand|Thai||Bangkok,Chiang Mai,Pattani
TL|East Timor|East Timorese,Timorese|Timor-Leste|Dili
TG|Togo|Togolese||Lome
TT|Trinidad and Tobago|Trinidadian|Trinidad,Tobago|Port of Spain
TN|Tunisia|Tunisian||Tunis,Sousse,Sfax,Kairouan,Bizerte,Ben Gardane
TR|Turkey|Turkish,Turk|Türkiye,Anatolia|Istanbul,Ankara,Izmir,Gaziantep,Sanliurfa,Urfa,Antakya,Diyarbakir,Adana,Kilis,Konya,Adiyaman,Mersin
TM|Turkmenistan|Turkmen||Ashgabat
UG|Uganda|Ugandan|Acholiland|Kampala,Gulu,Lira,Kitgum
UA|Ukraine|Ukrainian|Crimea,Donbas,Donbass|Kyiv,Kiev,Kharkiv,Odessa,Odesa,Lviv,Donetsk,Luhansk,Mariupol
AE|United Arab Emirates|Emirati|UAE,U.A.E.|Dubai,Abu Dhabi,Sharjah
GB|United Kingdom|British,Briton,Brit,English,Englishman,Englishwoman,Scottish,Scot,Welsh,Welshman,Northern Irish|UK,U.K.,Britain,Great Britain,England,Scotland,Wales,Northern Ireland,Yorkshire,Kent,Essex,Lancashire|London,Manchester,Birmingham,Liverpool,Leeds,Glasgow,Edinburgh,Cardiff,Belfast,Bradford,Bristol,Luton,Portsmouth,Brighton,Leicester,Derby,Nottingham,Sheffield,Coventry,Dewsbury
US|United States|American|US,U.S.,USA,U.S.A.,America,United States of America,California,Texas,Florida,Virginia,Minnesota,Ohio,Michigan,Illinois,New Jersey,Pennsylvania,Colorado,Arizona,Oregon,Nevada,Massachusetts,Alabama,Mississippi,North Carolina,South Carolina,Tennessee,Kentucky,Louisiana,Wisconsin,Missouri,Utah,Idaho,Montana,Oklahoma,Arkansas,Kansas,Nebraska,Iowa,Maryland,Connecticut,Hawaii,Alaska,New Mexico,New Hampshire,Vermont,Maine,Rhode Island,Delaware,Indiana,Wyoming|New York,Washington,Chicago,Los Angeles,Boston,Houston,Miami,Seattle,Denver,Philadelphia,Detroit,Minneapolis,San Francisco,Dallas,Atlanta,Phoenix,San Diego,Brooklyn,Las Vegas,Portland Oregon,New Orleans,Baltimore,Cleveland,Milwaukee
UY|Uruguay|Uruguayan||Montevideo
UZ|Uzbekistan|Uzbek,Uzbekistani||Tashkent,Samarkand
VE|Venezuela|Venezuelan||Caracas,Maracaibo
VN|Vietnam|Vietnamese||Hanoi,Ho Chi Minh City,Saigon
YE|Yemen|Yemeni||Sanaa,Sana'a,Aden,Taiz
ZM|Zambia|Zambian||Lusaka
ZW|Zimbabwe|Zimbabwean|Rhodesia|Harare,Bulawayo
XK|Kosovo|Kosovar,Kosovan||Pristina,Prishtina,Kacanik
HK|Hong Kong|Hong Konger||
"""
# Peoples and regions whose members hold several nationalities are left out on purpose: a Kurd, a Chechen woman in
# Georgia or a Pashtun says nothing of a passport. Chechnya as a place is in Russia; "Chechen" as a word is not here.


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    rows = []
    for line in _TABLE.strip().splitlines():
        code, name, demonyms, others, cities = line.split("|")
        split = [tuple(part for part in field.split(",") if part) for field in (demonyms, others, cities)]
        rows.append((code, name, split[0], split[1], split[2]))
    return tuple(rows)


@cache
def demonyms() -> dict[str, str]:
    """Folded demonym -> ISO code; plurals of nouns too ("tunisians")."""
    found = {fold(word): code for code, _, words, _, _ in _rows() for word in words}
    plurals = {word + "s": code for word, code in found.items() if not word.endswith(("s", "sh", "ch", "ese", "man"))}
    return {**plurals, **found}


@cache
def places() -> dict[str, str]:
    """Folded name of a country, region or large city -> ISO code."""
    return {
        fold(place): code for code, name, _, others, cities in _rows() for place in (name, *others, *cities) if place
    }


def country_of(words: str) -> str | None:
    """ISO code of a demonym or place as written, with or without "the"; None when the table has neither."""
    key = fold(words).removeprefix("the ")
    return demonyms().get(key) or places().get(key) or places().get("the " + key)
