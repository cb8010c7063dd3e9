"""Countries that a nisba names: "al-Almani" is the German. Nisbas of towns and tribes say no country: left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.text.names import NameParts


def lands_of(names: Iterable[NameParts]) -> frozenset[str]:
    """The countries that the nisbas of these names say, ISO 3166-1 in lower case."""
    return frozenset(_LAND_OF[n] for name in names for n in name.nisba if n in _LAND_OF)


_LAND_OF = {
    nisba: code
    for code, nisbas in {
        "de": "almani alamani",
        "tn": "tunisi tounsi tunsi",
        "eg": "masri misri",
        "gb": "britani baritani",
        "fr": "faransi fransi firansi",
        "be": "baljiki belgiki biljiki",
        "nl": "hollandi holandi hulandi",
        "iq": "iraqi",
        "sy": "suri",
        "jo": "urduni urdoni",
        "lb": "lubnani libnani",
        "ma": "maghribi maghrebi",
        "dz": "jazairi djazairi",
        "ly": "libi liby",
        "ye": "yamani yemeni",
        "sa": "saudi",
        "kw": "kuwaiti kuweiti",
        "bh": "bahraini",
        "qa": "qatari",
        "om": "omani",
        "so": "somali sumali",
        "sd": "sudani",
        "af": "afghani",
        "pk": "bakistani pakistani",
        "tr": "turki",
        "us": "amriki amreeki amriky",
        "ca": "kanadi canadi",
        "au": "australi usturali",
        "ru": "rusi",
        "id": "indonisi indunisi",
        "my": "malizi",
        "se": "suwaydi swedi",
        "dk": "denmarki dinmarki",
        "no": "norwiji nurwiji",
        "es": "isbani andalusi",
        "uz": "uzbeki",
        "tj": "tajiki",
        "kz": "kazakhi",
        "az": "azeri",
        "al": "albani",
        "ba": "bosni busni",
    }.items()
    for nisba in nisbas.split()
}
