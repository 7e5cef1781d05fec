"""The words of a language that take part in its typography: units, titles, what a number follows.

Tables of regular expressions by language code, for `typography`; in a list, `s?` is a letter that may be
there. A language that is not here is set with the rules that hold for all.
"""

from __future__ import annotations

from collections.abc import Mapping

Table = Mapping[str, str]


def _one_of(words: str) -> str:
    """Return a regular expression for the words of a list parted by commas."""
    return "|".join(" ".join(word.split()).replace(".", r"\.") for word in words.split(","))


METRIC = (
    "km²|km|m²|m³|m|mm|cm|kg|mg|µg|μg|kWh|kW|pt|GWh|GW|TWh|MWh|MW|GB|MB|TB|ha|dB|Hz|kHz|MHz|GHz|hPa|kPa"
    "|ml|mL|kt|Mt"
)
UNITS: Table = {
    "en": _one_of(
        """per cent, percent, percentage points?, points?, thousand, million, billion, trillion, days?,
        weeks?, months?, years?, hours?, minutes?, a.m., p.m., am, pm, dollars?, euros?, pounds?"""
    )
    + f"|{METRIC}",
    "fr": _one_of(
        """pour cent, points?, mille, millions?, milliards?, jours?, semaines?, mois, ans?, années?,
        heures?, minutes?, h, dollars?, euros?"""
    )
    + f"|{METRIC}",
    "ar": _one_of(
        """في المئة, بالمئة, ألف, آلاف, مليون, مليار, تريليون, يوماً?, أيام, أسبوعاً?, أسابيع, شهراً?,
        أشهر, سنة, سنوات, عاماً?, أعوام, ساعة, ساعات, دقيقة, دقائق, دولاراً?, ديناراً?, يورو, كم, كغ"""
    ),
    "de": _one_of(
        """Prozent, Prozentpunkten?, Tausend, Millionen, Million, Milliarden?, Mio., Mrd., Tage?n?,
        Wochen?, Monate?n?, Jahre?n?, Stunden?, Minuten?, Uhr, Euro, Dollar, Franken"""
    )
    + f"|{METRIC}",
    "es": _one_of(
        """por ciento, puntos?, mil, millones, millón, días?, semanas?, mes, meses, años?, horas?,
        minutos?, dólares, euros?"""
    )
    + f"|{METRIC}",
}
"""What a number is tied to, as in `500 days`."""
TITLES: Table = {
    "en": _one_of("""Mr, Mr., Mrs, Mrs., Ms, Ms., Dr, Dr., Prof., Gen., Col., Sen., Rep., St"""),
    "fr": _one_of("""M., MM., Mme, Mmes, Mlle, Dr, Pr, Me, St, Ste"""),
    "de": _one_of("""Herrn?, Frau, Dr., Prof., St., Gen., Hr., Hrn., Fr."""),
    "es": _one_of("""Sr., Sra., Sres., Srta., D., Dña., Dr., Dra., Prof., Gral., Sta., Sto."""),
}
"""What stands before a name."""
NUMBERED: Table = {
    "en": _one_of(
        """articles?, chapters?, figures?, tables?, annex, annexes, sections?, parts?, steps?, phases?,
        levels?, options?, pages?, grades?, years?, paragraphs?, clauses?, items?, lines?, rooms?,
        volumes?, questions?, rules?, weeks?, days?"""
    ),
    "fr": _one_of(
        """articles?, chapitres?, figures?, tableaux?, tableau, annexes?, sections?, parties?, étapes?,
        phases?, niveaux?, niveau, options?, pages?, alinéas?, lignes?, salles?, tomes?, questions?,
        fin, début, an, année"""
    ),
    "ar": _one_of(
        """المادة, الفصل, الشكل, الجدول, الملحق, القسم, المرحلة, الخيار, الصفحة, صفحة, ص, الفقرة, البند,
        السؤال, عام, العام, عامي, العامين, عامين, سنة, السنة, نهاية, بداية"""
    ),
    "de": _one_of(
        """Artikeln?, Kapiteln?, Abbildung, Abbildungen, Tabellen?, Anhang, Abschnitt, Teil, Schritt,
        Phase, Stufe, Option, Seiten?, Absatz, Ziffer, Nummer, Zeilen?, Raum, Band, Frage, Klassen?,
        Jahr, Ende, Anfang, Mitte"""
    ),
    "es": _one_of(
        """artículos?, capítulos?, figuras?, tablas?, cuadros?, anexos?, sección, secciones, partes?,
        pasos?, fases?, nivel, opción, páginas?, párrafos?, líneas?, sala, tomo, preguntas?, año,
        finales de, fines de, principios de"""
    ),
}
"""What a number follows, as in `Article 5`."""
SHORTENED = _one_of(
    """p., pp., vol., no., nos., fig., ch., chap., sec., para., art., Vol., No., Nos., Fig., Art., al., S.,
    Nr., Abs., Kap., Abb., Tab., Bd., Ziff., ca., pág., págs., núm., cap., n°, nº, N°, Nº, nᵒˢ, §, §§, №"""
)
"""What stands before a number in few letters, in any language: `p. 4`, `§ 6`, `Nr. 3`, `n° 12`."""
BEFORE_NUMBER = "±≈~∼<>≤≥×"
"""What stands before a number and belongs to it."""
BETWEEN: Table = {"en": "to", "fr": "à", "ar": "إلى", "de": "bis", "es": "a"}
"""The word between the two ends of a range, as in `6 to 12`."""
ONE_LETTER: Table = {"en": "aAI", "fr": "àyaAÀ", "es": "yeoaAYO", "pl": "aiouwzAIOUWZ"}
"""Words of one letter that end no line."""
SHORT_FORMS: Table = {
    "de": r"\b(?:z\. B\.|u\. a\.|d\. h\.|i\. d\. R\.|z\. T\.|o\. ä\.|v\. a\.)",
    "es": r"\b(?:p\. ej\.|EE\. UU\.)",
    "fr": r"\b(?:p\. ex\.)",
}
"""Short forms of several parts, which stay together."""
