"""Names to plant: given names in the spellings they are published in, and invented family names.

Nobody is meant: given names are common ones, family names are invented, and both are joined by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recount.simulate.chance import Chance

# A name a group, its usual spelling first, then others in use.
_MEN = {
    "arab": """
Mohammed Muhammad Mohamed Mohamad|Ahmed Ahmad Ahmet|Youssef Yusuf Yousef Yusef|Khaled Khalid|Hassan Hasan|Hussein Husayn
Hussain|Omar Umar|Ibrahim Ebrahim|Bilal Billal|Mustafa Moustafa Mostafa|Mahmoud Mahmud|Hamza Hamzah|Walid Waleed|Nabil
Nabeel|Tariq Tarek Tareq|Karim Kareem|Samir Sameer|Jamal Gamal Djamal|Faisal Faysal|Rashid Rasheed Rachid|Said Saeed
Sayid|Anwar Anouar|Idris Idriss|Nasser Nasir Nasr|Marwan Marouane|Hicham Hisham|Zakaria Zakariya|Adnan Adnane|Bassam
Basam|Ziad Ziyad|Imad Emad|Abdullah Abdallah|Abdelkader Abdulqadir|Abderrahman Abdulrahman|Munir Mounir
""",
    "west": """
Thomas Tomas|Daniel|Lukas Lucas|Marc Mark|Stefan Stephan|Nicolas Nikolas|Philip Phillip Filip|Erik Eric|Jonas|Kevin|Adrian
Adrien|Simon|Viktor Victor|Oscar Oskar|Martin|Jacob Jakob|Anders|Robert|Alan Allan|Graham Graeme|Niall Neil|Conor Connor
|Pieter Peter|Matthias Mathias|Gareth Garth|Sean Shaun|Leon|Felix|Tobias|Henrik
""",
    "east": """
Alexei Aleksey Alexey|Dmitri Dmitry|Sergei Sergey|Ruslan|Timur Timour|Aslan|Emre|Yusup|Rustam Rustem|Bakhtiyar Bakhtiar
|Nurlan|Farrukh Farukh|Mirza|Jamshid Jamshed|Kerim|Murat|Selim|Bekir|Zafar|Anzor
""",
}
_WOMEN = {
    "arab": """
Fatima Fatma Fatimah|Aisha Ayesha Aicha|Khadija Khadijah Hadija|Maryam Mariam Meryem|Zaynab Zainab Zeinab|Amina Aminah
|Salma Selma|Layla Leila Laila|Nour Noor|Samira Sameera|Huda Houda|Hanan Hanane|Rania Raniya|Yasmin Yasmine Yasmeen|Nadia
Nadiya|Asma Asmaa|Imane Iman Eman|Sumaya Soumaya|Rabia Rabiya|Siham Sihem
""",
    "west": """
Sarah Sara|Anna|Sophie Sofie|Laura|Emma|Julia|Nina|Katharina Katarina|Linda|Lena|Elise|Hanna Hannah|Isabel Isabelle|Karin
|Sandra|Miriam|Ingrid|Alice|Claire Clare|Helen Hellen
""",
    "east": """
Aigul|Elmira|Zarina|Gulnara Gulnar|Madina|Dilnoza|Elif|Aylin Ailin|Amra|Sabina|Leyla|Irina|Olga|Natalia Nataliya
""",
}
_STEMS = {
    "arab": (
        "Tolani Karsawi Madouni Rashwal Behloul Sarkawi Nuwayri Haddari Zubrani Qasmiri Talhawi Ghazzali Jundari Masloubi "
        "Dawwali Farhoudi Khorazi Shamrouk Bunaydi Wardashi Tirsani Lubnaji Mizwari Hamdoushi Salloumi Rikabi Asfouri "
        "Bayyoudi Charqawi Dhahabi Fakhouri Guelmani Harrouchi Isnadi Jaloudi Kettawi Laymouni Mourjani Naqouri Oubari"
    ),
    "west": (
        "Tolhurst Brandvik Kestemont Overgard Wrenfield Hallbach Linnerth Marwick Dassel Fennimore Gravell Holtzer Ivarsen "
        "Jansveld Kirwell Lomaster Merrick Norwind Osterman Pellgrin Quarrie Rosvall Stanwick Thornby Ullmark Verhoef "
        "Wexland Yardley Zellweg Ashgrove Bramhall Corrigal Delacour Ellingham Frostad Grenville Hartvig Illing Jorgess"
    ),
    "east": (
        "Karimbek Tashenov Dzhalin Umarkhan Salimzade Bektursun Ordabay Magomil Israpil Yildaz Demirok Kovalin Petrash "
        "Sarsenov Rakhmet Akhundil Baisal Chermoy Duishen Erkinbay Ganizade Hodzhakul Iskander Juldash"
    ),
}
_KUNYA_SONS = (
    "Hamza",
    "Bakr",
    "Musab",
    "Yahya",
    "Dujana",
    "Talha",
    "Zubayr",
    "Anas",
    "Salman",
    "Idris",
    "Hafs",
    "Jandal",
)
_KUNYA_WOMEN = ("Hamza", "Maryam", "Yahya", "Khalid", "Usama", "Hafsa", "Anas", "Salma")
# How one name comes to be spelt in two ways: transliterations, doubled letters, articles.
_WAYS = (
    ("ou", "u"), ("oo", "u"), ("kh", "k"), ("gh", "g"), ("q", "k"), ("aw", "au"), ("ay", "ai"), ("ch", "sh"), ("sh", "ch"),
    ("dh", "d"), ("ll", "l"), ("ss", "s"), ("mm", "m"), ("tt", "t"), ("zh", "j"), ("ev", "eff"), ("ck", "k"), ("y", "i"),
    ("sen", "son"), ("ie", "ee"), ("th", "t"), ("w", "v"), ("z", "s"), ("k", "c"),
)  # fmt: skip


def given(chance: Chance, kin: str, gender: str) -> tuple[str, ...]:
    """A given name in its spellings, the usual one first; `kin` is "arab", "west" or "east"."""
    table = (_MEN if gender == "man" else _WOMEN)[kin]
    groups = [group.split() for group in " ".join(table.split()).split("|")]
    return tuple(chance.of([group for group in groups if group]))


def family(chance: Chance, kin: str) -> tuple[str, ...]:
    """An invented family name in its spellings, the usual one first."""
    stem = chance.of(_STEMS[kin].split())
    article = kin == "arab" and chance.falls(0.3)
    told = spellings(stem)
    return tuple(f"al-{name}" for name in told) + told[:1] if article else told


def kunya(chance: Chance, gender: str) -> tuple[str, ...]:
    """A kunya in its spellings: "Abu Hamza", "Abou Hamza"."""
    if gender == "man":
        son = chance.of(_KUNYA_SONS)
        return f"Abu {son}", f"Abou {son}"
    child = chance.of(_KUNYA_WOMEN)
    return f"Umm {child}", f"Oum {child}"


def spellings(name: str) -> tuple[str, ...]:
    """The usual spelling and at most three others."""
    lower = name.lower()
    others = [lower.replace(old, new).capitalize() for old, new in _WAYS if old in lower]
    return tuple(dict.fromkeys([name, *others]))[:4]
