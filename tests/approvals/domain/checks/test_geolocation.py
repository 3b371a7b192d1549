import pytest

from approvals.domain.findings import Picture
from approvals.domain.severity import Severity

from .posts import found, words

FOUND = [
    ("en", "service-update", "Judge Lowe is having coffee at the Alder Café right now."),
    ("en", "service-update", "The jurors have just left by the back door and are boarding a bus."),
    ("en", "service-update", "The key witness is arriving at Quarry Street station as we speak."),
    ("en", "service-update", "Spotted: Justice Okonedo in the park on Mill Lane."),
    ("en", "service-update", "The jury is staying at the Meridian Hotel until Friday."),
    ("en", "service-update", "Our witness is heading to the side entrance now, come and see."),
    ("en", "service-update", "Justice Tarrant is at 51.5074, -0.1278 right now."),
    ("fr", "service-update", "La juge Ferrandis déjeune en ce moment au café du Commerce."),
    ("fr", "service-update", "Le témoin vient de sortir par la porte arrière."),
    ("fr", "service-update", "Les jurés sont logés à l'hôtel du Parc."),
    ("es", "service-update", "La magistrada Olmedo está almorzando ahora mismo en el restaurante Toga."),
    ("es", "service-update", "El testigo acaba de salir por la puerta trasera."),
    ("es", "service-update", "Los jurados se alojan en el hotel Central."),
    ("it", "service-update", "In questo momento il giudice Bassani è al bar di via Roma."),
    ("it", "service-update", "La testimone sta uscendo dall'ingresso posteriore."),
    ("pt", "service-update", "A juíza Tavares está almoçando agora no restaurante da esquina."),
    ("pt", "service-update", "Os jurados estão hospedados no hotel Atlântico."),
    ("de", "service-update", "Richterin Habermann sitzt gerade im Café am Markt."),
    ("de", "service-update", "Die Zeugin ist jetzt auf dem Weg zum Bahnhof."),
    ("zh-Hans", "service-update", "李法官正在法院旁边的咖啡馆喝咖啡。"),
    ("zh-Hans", "service-update", "证人刚刚从后门离开。"),
    ("zh-Hans", "service-update", "陪审员们目前下榻于和平酒店。"),
    ("ar", "service-update", "القاضية هدى الآن في مقهى الورد."),
    ("ar", "service-update", "الشاهد يغادر الآن من الباب الخلفي."),
    ("ru", "service-update", "Судья Ветлугина сейчас обедает в кафе на Садовой."),
    ("ru", "service-update", "Свидетель только что вышел через служебный вход."),
    ("ru", "service-update", "Присяжные живут в гостинице «Волга»."),
    ("tr", "service-update", "Hâkim Kaya şu anda kafede oturuyor."),
    ("tr", "service-update", "Tanık az önce arka kapıdan çıktı."),
    ("en", "service-update", "Happening now: the jury is being walked down Mill Lane to the scene."),
    ("en", "service-update", "Witness A has arrived at the hotel on Quarry Street."),
    ("en", "service-update", "📍 Alder Café: lunch break with Judge Lowe"),
    ("en", "service-update", "Just spotted our presiding judge at the gym."),
    ("fr", "service-update", "Les jurés montent à l'instant dans le car devant la gare."),
    ("fr", "service-update", "Le juge Morel est attablé au Bistrot du Port, venez le saluer !"),
    ("es", "service-update", "El jurado está ahora en el lugar de los hechos, calle Mayor."),
    ("es", "service-update", "La jueza Marín acaba de llegar al aeropuerto."),
    ("it", "service-update", "I giurati stanno salendo ora sull'autobus in piazza Dante."),
    ("pt", "service-update", "A testemunha acabou de chegar ao hotel."),
    ("de", "service-update", "Die Schöffen sitzen gerade im Bus am Marktplatz."),
    ("zh-Hans", "service-update", "赵法官此刻在高铁站候车。"),
    ("zh-Hans", "service-update", "陪审员正从侧门走出。"),
    ("ar", "service-update", "المحلفون يغادرون الآن إلى الفندق."),
    ("ar", "service-update", "القاضي سامر يتناول الغداء حاليا في مطعم النخيل."),
    ("ru", "service-update", "Присяжные прямо сейчас садятся в автобус у вокзала."),
    ("ru", "service-update", "Судья Ветлугина только что вышла из кафе."),
    ("tr", "service-update", "Jüri şu anda otele gidiyor."),
    ("tr", "service-update", "Hâkim Kaya şimdi parkta yürüyor."),
]
LEFT_ALONE = [
    ("en", "service-update", "Courtroom 3 is now on the second floor. The judge sits there from Monday."),
    ("en", "emergency", "The Mill Lane building is being evacuated now. Everybody is safe."),
    ("en", "service-update", "Jurors: please use the side entrance now; the main door is closed."),
    ("en", "service-update", "The open day is at 4 Quarry Street from ten."),
    ("en", "service-update", "Justice Tarrant will speak at the university hotel on Thursday."),
    ("en", "service-update", "The witness waiting room is now next to the car park."),
    ("en", "service-update", "The hearing is live now; Justice Lowe presides in Courtroom 2."),
    ("en", "service-update", "The registry has moved to Hotel Street 4."),
    ("en", "service-update", "Roadworks on Mill Lane: the bus stop is moved right now."),
    ("en", "service-update", "The jury has retired to deliberate."),
    ("en", "event", "Judge Ferris joined the school visit on Monday in the park."),
    ("fr", "service-update", "Le bâtiment de la rue Haute est évacué en ce moment."),
    ("fr", "service-update", "Les jurés sont priés d'entrer par la rue Haute dès maintenant."),
    ("es", "service-update", "El juzgado de la calle Mayor está cerrado ahora por inundación."),
    ("it", "service-update", "Il tribunale di via Roma è chiuso in questo momento."),
    ("pt", "service-update", "O fórum da rua Direita está fechado agora."),
    ("de", "service-update", "Das Gericht in der Lindenstraße ist jetzt geschlossen."),
    ("zh-Hans", "service-update", "法官正在学校开展普法讲座。"),
    ("zh-Hans", "service-update", "本院大楼正在疏散，请勿进入。"),
    ("zh-Hans", "service-update", "李法官正在审理一起案件。"),
    ("ar", "service-update", "المبنى في شارع الزيتون مغلق الآن."),
    ("ru", "service-update", "Здание суда на улице Садовой сейчас закрыто."),
    ("ru", "service-update", "Судья Аглая Ветлугина готовится к новому году."),
    ("tr", "service-update", "Adliyenin Çamlık Sokak girişi şu anda kapalı."),
    ("tr", "service-update", "Hâkimler konferansta konuşuyor."),
    ("en", "service-update", "Witness parking is now in Mill Lane."),
    ("en", "service-update", "The jurors' entrance is now on Quarry Street."),
    ("en", "service-update", "Judges' parking is now closed; visitors use the station car park."),
    ("en", "service-update", "Jury service: travel by train or bus is paid."),
    ("en", "service-update", "Our new video: a day with Judge Lowe, from the first coffee to the last hearing."),
    ("en", "service-update", "Witness support now has an office at the hospital."),
    ("fr", "service-update", "La salle des témoins est maintenant à côté du parking."),
    ("es", "service-update", "La sala de testigos está ahora junto al aparcamiento."),
    ("de", "service-update", "Das Zeugenzimmer ist jetzt neben dem Parkplatz."),
    ("zh-Hans", "service-update", "证人通道现改在后门。"),
    ("zh-Hans", "service-update", "法官正在社区开展普法宣传。"),
    ("ru", "service-update", "Вход для присяжных сейчас с улицы Садовой."),
    ("tr", "service-update", "Tanık bekleme salonu şu anda kafenin yanında."),
    ("ar", "service-update", "مدخل الشهود الآن من شارع الزيتون."),
    ("en", "emergency", "Court staff are now back in the building after the fire alarm."),
    ("it", "service-update", "La sala dei testimoni ora è in via Roma."),
    ("pt", "service-update", "A entrada dos jurados agora é pela rua Direita."),
]


@pytest.mark.parametrize(("language", "kind", "text"), FOUND, ids=lambda value: str(value)[:40])
def test_where_somebody_of_a_trial_is_or_stays_is_a_block(language, kind, text):
    rows = found("geolocation", language, text, kind)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {"live-place"}


@pytest.mark.parametrize(("language", "kind", "text"), LEFT_ALONE, ids=lambda value: str(value)[:40])
def test_buildings_orders_and_courtrooms_are_left_alone(language, kind, text):
    assert found("geolocation", language, text, kind) == []


def test_a_picture_with_its_place_in_the_file_is_a_block():
    pictures = (Picture(alt="A robe"), Picture(alt="A desk", has_gps=True))
    rows = found("geolocation", "en", "The new year of the courts begins.", pictures=pictures)
    assert [(row.reason, row.severity, row.params) for row in rows] == [
        ("picture-place", Severity.BLOCK, {"number": "2"})
    ]


def test_where_and_who_are_marked():
    rows = found("geolocation", "en", "Judge Lowe is at the Alder Café right now.")
    assert words("Judge Lowe is at the Alder Café right now.", rows) == ["Judge Lowe is at the Alder Café"]


def test_the_sentence_after_the_name_tells_on():
    rows = found("geolocation", "en", "Today with us: Judge Lowe. She is having lunch at the Alder Café.")
    assert [row.reason for row in rows] == ["live-place"]
