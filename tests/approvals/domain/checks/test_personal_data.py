import pytest

from approvals.domain.severity import Severity

from .posts import found

PRIVATE = [
    ("en", "Ring the usher at home on +44 7911 123456."),
    ("en", "Email Jane at jane.doe@gmail.com for a slot."),
    ("en", "The claimant's address: 14 Alder Road, she lives there with her mother."),
    ("en", "Tom Fenwick, born 4 March 1988, please come to the desk."),
    ("en", "Call Sam's mobile: 07911 123456"),
    ("en", "His National Insurance number is AB 12 34 56 C."),
    ("en", "Passport number 533380006 was left in Courtroom 2."),
    ("en", "Pay to GB82 WEST 1234 5698 7654 32."),
    ("fr", "Appelez Paul sur son portable : 06 12 34 56 78."),
    ("fr", "Écrivez à marie.durand@orange.fr"),
    ("fr", "Née le 3 mai 1990, Mme Lenoir habite 12 rue des Lilas à Dijon."),
    ("es", "DNI 12345678Z, preséntese en la sala 2."),
    ("es", "Escriba a lucia.perez@hotmail.com"),
    ("es", "El testigo vive en la calle Mayor 12, 3.º B."),
    ("es", "Nacido el 5 de mayo de 1985, Juan Robles debe acudir."),
    ("it", "Codice fiscale RSSMRA85T10A562S."),
    ("it", "Chiami il cellulare 347 123 4567 di Carla."),
    ("it", "La teste abita in via Garibaldi 12."),
    ("pt", "CPF 111.444.777-35 consta do processo."),
    ("pt", "WhatsApp da servidora: (11) 91234-5678"),
    ("pt", "A vítima mora na Rua das Flores, 123."),
    ("de", "Frau Keller wohnt in der Lindenstraße 5."),
    ("de", "Handy von Herrn Vogt: 0151 23456789"),
    ("zh-Hans", "联系人小李，手机13812345678。"),
    ("zh-Hans", "身份证号11010519491231002X的当事人请到窗口。"),
    ("zh-Hans", "证人家住中山路88号。"),
    ("ar", "رقم جوال الكاتب: 0501234567"),
    ("ar", "يسكن الشاهد في شارع الملك فهد رقم 12."),
    ("ru", "Звоните Ольге на мобильный +7 912 345-67-89."),
    ("ru", "СНИЛС 112-233-445 95 указан в заявлении."),
    ("ru", "Истец Пётр Лаптев, 12.03.1980 года рождения."),
    ("ru", "Свидетель проживает: ул. Ленина, д. 5, кв. 12."),
    ("tr", "TC kimlik no 10000000146 olan kişi kaleme gelsin."),
    ("tr", "Ayşe Hanım'ın cep telefonu: 0532 123 45 67"),
    ("tr", "Tanık Çınar Sokak No: 5'te oturuyor."),
    ("en", "Contact: j dot doe at gmail dot com"),
    ("en", "Her date of birth is 12/05/1990: Mara Quill."),
    ("zh-Hans", "银行卡号6222 0212 3456 7894，请核对。"),
]
LEFT_ALONE = [
    ("en", "Call the switchboard on 0800 123 4567."),
    ("en", "Write to registry@courts.example or info@library.example."),
    ("en", "The court is at 14 Alder Road, Quillsea QS1 2AB."),
    ("en", "If you were born before 1 January 1950 you may be excused."),
    ("en", "Founded on 4 March 1888, the court is 138 years old."),
    ("en", "Case 0012345-67.2026.8.26.0100 is listed at 10."),
    ("en", "The fee is 1,234,567 and the fine 98 765 432."),
    ("en", "Statistics: 12345678 visits in 2026."),
    ("en", "ISBN 978-3-16-148410-0 is in the library."),
    ("en", "National press desk mobile, office hours: +44 7911 123456"),
    ("en", "The Act of 12/05/1990 is amended."),
    ("en", "Version 2026.11.23-12345678 of the portal is live."),
    ("en", "Hearing ID 823 4567 8901, passcode on the list."),
    ("fr", "Standard : 01 44 32 50 50."),
    ("fr", "Accueil du greffe, 4 boulevard du Palais, 75001 Paris."),
    ("fr", "RG 26/01234 : audience à 14 h."),
    ("es", "Centralita: 914 000 000. Sede: calle Mayor 12."),
    ("es", "Expediente 12345678/2026, sala 3."),
    ("it", "Centralino 06 6883 1. Sede in via Arenula 70."),
    ("it", "Il tribunale ha sede in via Roma 12."),
    ("pt", "Ligue 0800 123 4567. Fórum na Rua Direita, 40."),
    ("de", "Zentrale: 030 9014 0. Das Gericht liegt in der Turmstraße 91."),
    ("zh-Hans", "诉讼服务热线12368。本院地址：中山路88号。"),
    ("zh-Hans", "（2026）云0103刑初311号案件于10时开庭。"),
    ("zh-Hans", "1949年10月1日出生于北京的老法院大楼今日开放。"),
    ("ar", "اتصل على الرقم 19115. العنوان: شارع العدل رقم 5."),
    ("ru", "Телефон канцелярии: 8 (495) 123-45-67. Адрес: ул. Судейская, д. 1."),
    ("ru", "Закон от 12.03.1980 № 123-ФЗ."),
    ("tr", "Santral: 0312 416 00 00. Adres: Çınar Sokak No: 5."),
    ("tr", "2026/12345678 E. sayılı dosya."),
    ("en", "The name Jane Doe means nobody: examples are invented, 555-0100."),
    ("en", "Birthdays: the court turns 100 on 12 May 2027."),
    ("en", "Residents who live on Alder Road 14 to 20 may park here."),
    ("fr", "Le tribunal se trouve au 12 rue des Lilas."),
    ("ru", "Суд находится по адресу: ул. Ленина, д. 5."),
    ("en", "Booking ref 2026-11-23-0001, room 22-45."),
    ("en", "Zoom meeting 861 2345 6789 opens at 9."),
]


@pytest.mark.parametrize(("language", "text"), PRIVATE, ids=lambda value: ascii(value)[:40])
def test_what_reaches_robs_or_finds_a_person_is_a_block(language, text):
    rows = found("personal-data", language, text)
    assert {row.severity for row in rows} == {Severity.BLOCK}
    assert {row.reason for row in rows} <= {
        "birth-date",
        "home-address",
        "private-phone",
        "identity-number",
        "personal-mail",
        "bank-number",
    }


@pytest.mark.parametrize(("language", "text"), LEFT_ALONE, ids=lambda value: ascii(value)[:40])
def test_offices_laws_and_numbers_of_cases_are_left_alone(language, text):
    assert found("personal-data", language, text) == []
