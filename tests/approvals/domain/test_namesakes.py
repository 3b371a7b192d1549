"""Others who bear a party's surname, and things that bear it: named without a question. The party itself never is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from approvals.domain.findings import Context, Draft, MatterFacts, Party, Surface
from approvals.domain.review import review

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CASES = {
    "en": ("Dorian Castellane", "defendant"),
    "de": ("Ruben Sandrock", "Angeklagter"),
    "fr": ("Yvan Garrivier", "accusé"),
    "es": ("Leandro Figueredo", "imputado"),
    "it": ("Flavio Orsenghi", "imputato"),
    "pt": ("Enéas Taquaral", "réu"),
    "ru": ("Глеб Шубинцев", "подсудимый"),
    "tr": ("Selçuk Tokatlıgil", "sanık"),
    "ar": ("حازم القرناوي", "متهم"),
}


def codes(language, text, *, kind="service-update", protected=False, handles=(), allowed=()):
    name, role = CASES[language]
    party = Party(name, role=role, forms=(name.split()[-1],), handles=handles, protected=protected)
    matter = MatterFacts("M1", "26-118", title="", parties=(party,))
    draft = Draft(language, kind, (Surface("text", text),))
    return {found.code for found in review(draft, Context(NOW, (matter,), allow_handles=allowed))}


OTHERS = [
    ("en", "Ruth Castellane joins the court today as head of interpreting services."),
    ("en", "Our archivist Imogen Castellane shows the oldest deed in the strongroom."),
    ("en", "The juror shuttle stops at Castellane and 3rd this week."),
    ("en", "The Castellane Essay Prize is open until Friday."),
    ("en", "Parking is behind the Castellane Memorial Hall."),
    ("de", "Der Vortrag zieht um in den Hörsaal Elise Sandrock."),
    ("fr", "Bienvenue à Solène Garrivier, nouvelle directrice de greffe."),
    ("fr", "La traversée de 7 h du Capitaine-Garrivier est annulée."),
    ("es", "La Biblioteca Figueredo amplía su horario."),
    ("es", "Conferencia de la historiadora Julia Figueredo en el auditorio."),
    ("es", "El autobús de información para en Figueredo el jueves."),
    ("it", "Trenta studenti del liceo Pantaleo Orsenghi hanno visitato il palazzo."),
    ("it", "La nuova responsabile della cancelleria è Irene Orsenghi."),
    ("pt", "A Avenida Zózimo Taquaral fecha para a feira."),
    ("pt", "O ônibus para em Taquaral na quinta-feira."),
    ("ru", "Лекция пройдёт в зале имени академика Шубинцева, четвёртый этаж."),
    ("ru", "Новым начальником архива стала Анна Шубинцева."),
    ("tr", "Münevver Tokatlıgil Halk Kütüphanesi ile okuma saatimiz perşembe günü."),
    ("ar", "محاضرة مفتوحة في مدرج القرناوي بكلية الحقوق."),
    ("ar", "شكرًا للسيدة هالة القرناوي، أمينة المحفوظات."),
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_whoever_and_whatever_else_bears_the_name_is_not_the_party(language, text):
    assert codes(language, text).isdisjoint({"pending-case", "party-contact", "fair-trial", "merits-comment"})


THEMSELVES = [
    ("en", "Castellane was brought to the court this morning."),
    ("en", "The accused Dory Castellane comes back on Monday."),
    ("en", "Accused Ruth Castellane comes back on Monday."),
    ("en", "Yesterday in Re Castellane the gallery was full."),
    ("en", "The gallery was full for the Castellane hearing."),
    ("de", "Gestern wurde Sandrock vorgeführt."),
    ("fr", "Garrivier est arrivé hier au palais."),
    ("es", "Ayer llegó Figueredo al palacio de justicia."),
    ("es", "El Caso Figueredo vuelve el lunes."),
    ("it", "Ieri Orsenghi è arrivato in aula."),
    ("pt", "Ontem Taquaral chegou ao fórum."),
    ("ru", "Вчера Шубинцева доставили в суд."),
    ("tr", "Dün Tokatlıgil adliyeye getirildi."),
    ("ar", "وصل القرناوي إلى المحكمة صباح أمس."),
]


@pytest.mark.parametrize(("language", "text"), THEMSELVES)
def test_the_party_is_still_met(language, text):
    assert "pending-case" in codes(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thanks to the Castellane bakery for the cake."),
        ("es", "Gracias a la farmacia Figueredo por el café."),
        ("ar", "نشكر مكتبة حازم القرناوي على الكتب."),
    ],
)
def test_what_bears_the_name_of_someone_protected_tells_who_they_are(language, text):
    assert "restricted-identity" in codes(language, text, protected=True)
    assert "restricted-identity" not in codes(language, text)


def test_a_name_inside_a_handle_that_may_be_named_is_nobody():
    text = "Thank you @CastellaneFire for leading the drill."
    assert codes("en", text, allowed=("@CastellaneFire",)).isdisjoint({"pending-case", "party-contact"})
    assert "party-contact" in codes("en", text)
