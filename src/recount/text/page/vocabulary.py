"""Words in the languages of news by which pages tell when they were published and point elsewhere.

Collected from the pages of many countries; a language that is missing here costs a date or keeps a line too many, no
more. Where the months of two languages collide, the one with more pages was taken (Polish "listopada" is November,
Croatian October).
"""

from __future__ import annotations

from typing import Final

# Months as they stand in dates (often a genitive), and their usual short forms; January first.
MONTHS: Final = (
    """
    january jan januar jänner jän januari janvier janv enero ene gennaio gen janeiro stycznia styczeń sty leden
    ledna január januára ianuarie ocak janar tammikuuta января январь янв січня януари јануар ιανουαρίου
    siječnja يناير جانفي जनवरी জানুয়ারি ינואר
    """,
    """
    february feb februar februari février févr fevrier febrero febbraio febb fevereiro fev lutego luty lut února
    február februára februarie şubat shkurt helmikuuta февраля февраль фев лютого февруари фебруар φεβρουαρίου
    veljače فبراير फरवरी फ़रवरी פברואר
    """,
    """
    march mar märz maerz mrz maart mrt mars marzo março marca marzec března március márc martie mart marts maret
    maaliskuuta марта март березня μαρτίου ožujka مارس मार्च মার্চ מרץ
    """,
    """
    april apr avril avr abril abr aprile kwietnia kwiecień kwi dubna április aprilie nisan prill huhtikuuta
    апреля апрель апр квітня април απριλίου travnja أبريل ابريل अप्रैल এপ্রিল אפריל
    """,
    """
    may mai mayo maggio mag maio maja maj mei května május mája mayıs toukokuuta мая май травня μαΐου svibnja
    مايو मई মে מאי
    """,
    """
    june jun juni juin junio giugno giu junho czerwca czerwiec cze června június júna iunie haziran qershor
    kesäkuuta июня июнь червня юни ιουνίου lipnja يونيو جوان जून জুন יוני
    """,
    """
    july jul juli juillet juil julio luglio lug julho lipca lipiec lip července július júla iulie temmuz korrik
    heinäkuuta июля июль липня юли ιουλίου srpnja يوليو جويلية जुलाई জুলাই יולי
    """,
    """
    august aug augustus août aout agosto ago sierpnia sierpień sie srpna augusztus augústa ağustos gusht agustus
    elokuuta augusti avgust августа август авг серпня αυγούστου kolovoza أغسطس اغسطس अगस्त আগস্ট אוגוסט
    """,
    """
    september sep sept septembre septiembre setiembre settembre set setembro września wrzesień wrz září
    szeptember septembra septembrie eylül shtator syyskuuta septembar сентября сентябрь сен вересня септември
    σεπτεμβρίου rujna سبتمبر सितंबर सितम्बर সেপ্টেম্বর ספטמבר
    """,
    """
    october oct oktober okt octobre octubre ottobre ott outubro out października październik paź října október
    októbra octombrie ekim tetor lokakuuta oktobar октября октябрь окт жовтня октомври οκτωβρίου أكتوبر اكتوبر
    अक्टूबर অক্টোবর אוקטובר
    """,
    """
    november nov novembre noviembre novembro listopada listopad lis listopadu novembra noiembrie kasım nëntor
    marraskuuta novembar ноября ноябрь ноя студенога ноември νοεμβρίου studenoga نوفمبر नवंबर नवम्बर নভেম্বর
    נובמבר листопада
    """,
    """
    december dec dezember dez desember décembre déc decembre diciembre dic dicembre dezembro grudnia grudzień
    gru prosince decembra decembrie aralık dhjetor joulukuuta decembar декабря декабрь дек грудня декември
    δεκεμβρίου prosinca ديسمبر दिसंबर दिसम्बर ডিসেম্বর דצמבר
    """,
)
# Parts of words that say a day is that of the last change.
MODIFIED: Final = """
    updat modif revis edited corrected last-change aktualis geändert änderung bearbeitet stand: zuletzt letzte
    mis-à-jour mise-à-jour actualiz aggiornat aggiornament atualiz aktualiz обнов онов uppdater opdater oppdater
    bijgewerkt güncel diperbarui cập-nhật تحديث 更新 修正 अपडेट আপডেট ενημ עודכן
"""
# Parts of words that say a day is that of publication.
PUBLISHED: Final = """
    publi veröffentlicht erschienen erstellt eingestellt posted postado posté pubbl opubl опубл gepubl yayın
    first-aired created written date: datum data: on: प्रकाशित প্রকাশ نشر
"""
# Whole lines that mark an advert or point elsewhere; "~" stands for what may follow.
ELSEWHERE: Final = """
    advertisement|anzeige|werbung|publicidad|publicité|pubblicità|reklama|reclame
    share|share this~|share on~|share via~|teilen|partager|compartir|condividi|tweet|print|email|e-mail|comment|comments
    skip to content|skip to main content|back to top|nach oben|loading|show caption|hide caption
    read more|read also|read next|see more|see also|see next|watch next|related|related stories|related articles
    related content|related topics|recommended|recommended for you
    lesen sie auch~|mehr zum thema|auch interessant|das könnte sie auch interessieren|das könnte dich auch interessieren
    lire aussi~|à lire aussi~|sur le même sujet|voir aussi|leggi anche~|potrebbe interessarti
    lea también~|leer también~|lee también~|lea además~|te puede interesar|te recomendamos|leia também~
    zobacz także~|zobacz też~|czytaj także~|czytaj też~|lees ook~|читайте также~|اقرأ أيضا~
    síguenos~|folgen sie uns~|folgt uns~|suivez-nous~|seguici~|follow us~
"""
