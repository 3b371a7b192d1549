"""Posts that speak of undecided matters, crimes and judges as they may: language, kind, text."""

INNOCENT = [
    (
        "en",
        "hearing-list",
        "Courtroom 4, 10:30: State v Harbottle (No. 26-810), trial, day 3. Seats are clearly "
        "marked. Open to the public.",
    ),
    (
        "en",
        "service-update",
        "State v Harbottle resumes on Monday at 10:00 in Courtroom 4. Please bring photo ID; large "
        "bags are not allowed.",
    ),
    (
        "en",
        "service-update",
        "State v Harbottle: Mr Harbottle denies the charge of burglary. The hearing is open to the public.",
    ),
    (
        "en",
        "service-update",
        "Trial date in State v Harbottle moved to 7 December. The jury will be sworn that morning.",
    ),
    (
        "en",
        "service-update",
        "We cannot comment on State v Harbottle. It is for the jury to decide whether the evidence is strong.",
    ),
    (
        "en",
        "service-update",
        "In State v Harbottle the prosecution argues that the footage is compelling; the defence "
        "says it is weak. Judgment is reserved.",
    ),
    ("en", "livestream", "State v Harbottle will not be streamed. The public gallery is open."),
    ("en", "correction", "Correction: State v Harbottle starts at 10:30, not 10:00. We are sorry."),
    (
        "en",
        "education",
        "Can a jury hear about a defendant's previous convictions? Our guide explains when the law allows it.",
    ),
    ("en", "education", "Strong case or weak case? What 'burden of proof' means in a criminal trial."),
    ("en", "education", "What is a confession worth? How courts decide whether it may be used."),
    (
        "en",
        "scam-warning",
        "Fraudsters are pretending to be court officers. Hang up on thieves who ask for gift cards.",
    ),
    ("en", "event", "Mock trial on Saturday: the State v Goldilocks. You be the jury! Fictional characters only."),
    ("en", "statistics", "In 2025 the court heard 412 criminal trials; 61 % ended in conviction."),
    ("en", "judgment", "The Court of Appeal has published twelve judgments today, with summaries."),
    ("en", "service-update", "The lifts in the Harbottle Building are out of order today."),
    (
        "en",
        "vacancy",
        "We are looking for an outstanding court clerk with excellent written English. Strong candidates only.",
    ),
    ("en", "service-update", "Deliberations are secret: judges never tell how they voted."),
    ("en", "appointment", "Judge Amory is sworn in today. Congratulations to all five new magistrates."),
    ("en", "service-update", "Draft practice direction on evidence: the consultation closes on Friday."),
    (
        "en",
        "service-update",
        "Tomorrow's hearing in the children's court is not open to the public and will not be streamed.",
    ),
    ("en", "service-update", "Live stream of the Grand Chamber from 10:00. No streaming of family cases."),
    (
        "en",
        "event",
        "School visit: pupils aged 12 from Northgate Primary toured the court today and asked the "
        "judge good questions.",
    ),
    ("en", "event", "Year 9 students (13-year-olds) from Oakham visited our library yesterday."),
    (
        "en",
        "service-update",
        "Jurors: bring your letter tomorrow. You will hear the evidence and decide whether the "
        "defendant is guilty or not guilty.",
    ),
    ("fr", "hearing-list", "Salle 2, 9 h 30 : affaire Delombre (n° 26-81.000), cour d'assises. Audience publique."),
    (
        "fr",
        "service-update",
        "L'affaire Delombre reprend lundi à 9 h. Merci de vous présenter vingt minutes avant, muni "
        "d'une pièce d'identité.",
    ),
    ("fr", "service-update", "Affaire Delombre : l'accusé conteste les faits. L'audience est publique."),
    ("fr", "service-update", "Dans l'affaire Delombre, le délibéré est fixé au 12 janvier."),
    ("fr", "education", "Comment les juges délibèrent-ils ? Le secret du délibéré expliqué en trois minutes."),
    ("fr", "education", "Casier judiciaire, antécédents, récidive : que signifient ces mots ?"),
    (
        "fr",
        "service-update",
        "Les audiences de la chambre criminelle sont publiques. Les mineurs ne sont pas admis seuls.",
    ),
    ("fr", "event", "Une classe de CM2 (élèves de 10 ans) de l'école Pasteur a visité le tribunal aujourd'hui."),
    ("es", "hearing-list", "Sala 2, 9:30: Procedimiento Abreviado 810/2026, juicio oral. Audiencia pública."),
    (
        "es",
        "service-update",
        "El juicio del caso Arteche continúa el lunes. Acceso por la calle Mayor, con documento de identidad.",
    ),
    ("es", "service-update", "Caso Arteche: el acusado niega los hechos. La vista es pública."),
    (
        "es",
        "service-update",
        "La fiscal sostiene que las pruebas son sólidas en el caso Arteche; la defensa pide la "
        "absolución. Visto para sentencia.",
    ),
    ("es", "education", "¿Qué son los antecedentes penales? Guía sencilla."),
    ("es", "service-update", "Mañana no hay audiencias en la Sala de lo Criminal. Los plazos se mantienen."),
    ("it", "hearing-list", "Aula 2, ore 9:30: R.G.N.R. 8100/2026, udienza preliminare. Ingresso libero."),
    (
        "it",
        "service-update",
        "Il procedimento Sforzini è rinviato al 9 dicembre. L'imputato è presente, respinge le accuse.",
    ),
    ("it", "education", "Che cosa significa camera di consiglio? Come decidono i giudici."),
    ("it", "service-update", "Udienze in camera di consiglio: accesso riservato alle parti."),
    ("pt", "hearing-list", "Sala 4, 14h: processo 0008100-11.2026.8.26.0100, sessão do júri. Sessão pública."),
    ("pt", "service-update", "O júri do caso Carrascosa foi adiado para 3 de dezembro. O réu nega a acusação."),
    ("pt", "education", "Confissão, antecedentes, reincidência: entenda os termos."),
    ("pt", "service-update", "As audiências da Vara da Infância correm em segredo de justiça e não são transmitidas."),
    ("zh-Hans", "hearing-list", "（2026）云0102刑初810号，闻人牧之涉嫌盗窃案，第二法庭，上午9时30分，公开开庭审理。"),
    ("zh-Hans", "service-update", "闻人牧之涉嫌盗窃案改于周四上午九点在第三法庭开庭，凭身份证旁听。"),
    ("zh-Hans", "education", "什么是合议庭评议？评议过程为什么保密？"),
    ("zh-Hans", "education", "前科和案底有什么区别？一图读懂。"),
    ("zh-Hans", "scam-warning", "谨防骗子冒充法院工作人员。"),
    ("zh-Hans", "service-update", "未成年人案件不公开审理，也不直播。"),
    ("ar", "hearing-list", "القاعة الثانية، الساعة 10: الطعن رقم 8100 لسنة 96 قضائية. الجلسة علنية."),
    ("ar", "service-update", "تأجلت جلسة قضية الصقيري إلى يوم الأحد. المتهم ينكر التهمة."),
    ("ar", "education", "كيف تجري المداولة؟ ولماذا هي سرية؟"),
    ("ar", "service-update", "قضايا الأحداث لا تبث ولا تنشر أسماء أطرافها."),
    ("ru", "hearing-list", "Зал 3, 10:00: дело № 1-810/2026, судебное следствие. Заседание открытое."),
    ("ru", "service-update", "Заседание по делу Тумановского перенесено на 3 декабря. Подсудимый вину не признаёт."),
    ("ru", "education", "Что такое тайна совещательной комнаты? Рассказываем, как принимается решение."),
    ("ru", "education", "Судимость: когда она погашается? Памятка."),
    ("ru", "service-update", "Дела несовершеннолетних рассматриваются в закрытых заседаниях, трансляция не ведётся."),
    ("tr", "hearing-list", "3 No'lu salon, 10.00: 2026/810 E., duruşma. Duruşma alenidir."),
    ("tr", "service-update", "Kavaklıoğlu davasının duruşması 3 Aralık'a ertelendi. Sanık suçlamayı reddediyor."),
    ("tr", "education", "Müzakere neden gizlidir? Heyet nasıl karar verir?"),
    ("tr", "education", "Sabıka kaydı nedir, nasıl silinir?"),
    ("de", "hearing-list", "Saal 2, 9:30 Uhr: Strafsache Ziegenhals (4 KLs 810/26), Hauptverhandlung. Öffentlich."),
    (
        "de",
        "service-update",
        "Die Verhandlung in der Strafsache Ziegenhals wird auf den 3. Dezember verlegt. Der "
        "Angeklagte bestreitet die Tat.",
    ),
    ("de", "service-update", "Beratungshilfe: Die Rechtsantragstelle ist heute bis 12 Uhr geöffnet."),
    ("de", "education", "Was ist das Beratungsgeheimnis? Wie Richter entscheiden."),
]
