"""Invented papers of an invented season in Bogor Tengah, of any size."""

from datetime import date, datetime

from documents.data import (
    Activity,
    Approval,
    AttendanceSheet,
    Attendee,
    Commission,
    CommissionMember,
    CommissionPlan,
    CommissionProposals,
    CommissionResult,
    Criterion,
    CriterionScore,
    Delegate,
    DelegateList,
    Distribution,
    Event,
    Guest,
    Invitation,
    KelurahanPlace,
    KelurahanRecap,
    KelurahanSection,
    LogMark,
    Mandate,
    MandateLetters,
    MeetingNotes,
    Minutes,
    Narrative,
    Office,
    PaperData,
    Photo,
    PreMusrenbang,
    PriorityGuide,
    PriorityScale,
    ProposalLine,
    Recipient,
    Report,
    RulesOfOrder,
    ScoredLine,
    SentItem,
    Signatory,
    TeamDecree,
    TeamMember,
)
from texts.figures import WIB

MADE_AT = datetime(2026, 1, 22, 10, 15, tzinfo=WIB)
ON = date(2026, 1, 22)
KELURAHAN = (
    "Babakan",
    "Babakan Pasar",
    "Cibogor",
    "Ciwaringin",
    "Gudang",
    "Kebon Kalapa",
    "Pabaton",
    "Paledang",
    "Panaragan",
    "Sempur",
    "Tegallega",
)
KINDS = (
    (
        "sarpras",
        "Pembangunan saluran drainase lingkungan",
        "m",
        1_200_000,
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "1.03.06.2.01",
        "Pengelolaan dan Pengembangan Sistem Drainase yang Terhubung Langsung dengan Sungai",
    ),
    (
        "sarpras",
        "Betonisasi jalan lingkungan",
        "m2",
        300_000,
        "Dinas Perumahan dan Permukiman",
        "1.04.05.2.01",
        "Urusan Penyelenggaraan PSU Perumahan",
    ),
    (
        "sarpras",
        "Penerangan jalan umum",
        "titik",
        6_500_000,
        "Dinas Perhubungan",
        "2.15.02.2.02",
        "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota",
    ),
    (
        "kesra",
        "Rehabilitasi gedung posyandu",
        "unit",
        45_000_000,
        "Dinas Kesehatan",
        "1.02.02.2.01",
        "Penyediaan Fasilitas Pelayanan Kesehatan untuk UKM dan UKP",
    ),
    (
        "ekonomi",
        "Pelatihan pemasaran digital bagi pelaku usaha mikro",
        "orang",
        750_000,
        "Dinas Koperasi, Usaha Kecil dan Menengah, Perdagangan dan Perindustrian",
        "2.17.07.2.01",
        "Pemberdayaan Usaha Mikro",
    ),
    (
        "pemerintahan",
        "Pemasangan CCTV lingkungan",
        "titik",
        9_000_000,
        "Dinas Komunikasi dan Informatika",
        "2.16.03.2.02",
        "Pengelolaan e-Government di Lingkup Pemerintah Daerah",
    ),
)
PROBLEMS = (
    "Saluran tersumbat sehingga air meluap ke rumah warga setiap hujan lebat.",
    "Permukaan jalan rusak dan licin; anak sekolah dan lansia sering terjatuh.",
    "Lingkungan gelap pada malam hari dan rawan gangguan keamanan.",
    "Gedung bocor dan tidak layak dipakai untuk penimbangan balita.",
    "Pelaku usaha kesulitan memasarkan hasil produksi di luar lingkungan sendiri.",
)
STREETS = ("Kantin", "Paledang", "Sempur Kidul", "Veteran Dalam")
OFFICE = Office(
    kecamatan="Bogor Tengah",
    address=("Jalan Kantin Nomor 2",),
    phone="(0251) 8323351",
    email="kec.bogortengah@kotabogor.example",
    website="kecbogortengah.kotabogor.example",
    postcode="16123",
)
CAMAT = Signatory(
    post_title="Camat Bogor Tengah",
    name="Drs. Rahmat Hidayat, M.Si.",
    rank="Pembina Tingkat I, IV/b",
    nip="197203141993031002",
)
SECRETARY = Signatory(
    post_title="Sekretaris Kecamatan Bogor Tengah",
    name="Siti Nurjanah, S.Sos.",
    rank="Pembina, IV/a",
    nip="197908222003122001",
)
CLERK = Signatory(
    post_title="JFU Kecamatan Bogor Tengah", name="Dewi Lestari, S.AP.", rank="Penata Muda, III/a"
)
HEAD = Signatory(
    post_title="Kepala Bidang P2EPD",
    name="Ir. Bambang Sutrisno",
    rank="Pembina, IV/a",
    nip="197511022001121003",
)
APPROVAL = Approval(
    name="Drs. Rahmat Hidayat, M.Si.",
    post_title="Camat Bogor Tengah",
    at=datetime(2026, 1, 23, 9, 5, tzinfo=WIB),
)
CRITERIA = tuple(
    Criterion(
        key=key,
        title=title,
        weight=weight,
        meaning=f"Menilai {title.lower()} dari usulan.",
        rule="Dihitung dari jumlah KK penerima manfaat." if key == "benefit" else "",
        scale=scale,
    )
    for key, title, weight, scale in (
        (
            "urgency",
            "Keterdesakan",
            25,
            ("Tidak mendesak", "Kurang mendesak", "Cukup mendesak", "Mendesak", "Sangat mendesak"),
        ),
        ("benefit", "Manfaat", 20, ("< 10 KK", "10–20 KK", "21–30 KK", "31–40 KK", "> 40 KK")),
        (
            "alignment",
            "Kesesuaian RPJMD/prioritas kota",
            20,
            ("Tidak sesuai", "Kurang sesuai", "Cukup sesuai", "Sesuai", "Sangat sesuai"),
        ),
        ("poverty", "Penanggulangan kemiskinan", 15, ()),
        ("economy", "Dampak ekonomi/potensi lokal", 10, ()),
        ("participation", "Partisipasi/swadaya", 10, ()),
    )
)
MUSRENBANG = Event(
    start=datetime(2026, 1, 20, 8, 30, tzinfo=WIB),
    end=datetime(2026, 1, 20, 15, 0, tzinfo=WIB),
    place="Aula Kantor Kecamatan Bogor Tengah",
)
COORDINATION = Event(
    start=datetime(2026, 1, 13, 9, 0, tzinfo=WIB), place="Ruang Rapat Kecamatan Bogor Tengah"
)


def proposal(index: int) -> dict[str, object]:
    """Facts of the usulan with this number, all different, all computed."""
    commission, title, unit, price, agency, code, activity = KINDS[index % len(KINDS)]
    volume = float(5 + index * 7 % 120) + (0.5 if index % 9 == 0 else 0.0)
    return {
        "number": f"BT-2027-{index + 1:04d}",
        "kelurahan": KELURAHAN[index * 5 % len(KELURAHAN)],
        "commission": commission,
        "title": f"{title} tahap {index % 4 + 1}",
        "catalog_code": "" if index % 13 == 12 else f"{commission[:2].upper()}-{index % 20 + 1:02d}",
        "problem": PROBLEMS[index % len(PROBLEMS)],
        "location": f"Jalan {STREETS[index % len(STREETS)]} Gang {index % 31 + 1}",
        "rt": f"{index % 9 + 1:02d}",
        "rw": f"{index % 12 + 1:02d}",
        "volume": volume,
        "unit": unit,
        "cost": int(volume * price),
        "agency": agency,
        "activity_code": code,
        "activity": activity,
        "program": "Program " + activity.split(" ")[0] + " Wilayah",
        "city_priority": "Peningkatan kualitas infrastruktur dan lingkungan",
        "city_target": "Meningkatnya layanan dasar perkotaan",
        "activity_target": f"Tersedianya {title.lower()}",
        "households": 8 + index * 3 % 70,
        "people": 30 + index * 11 % 260,
        "status": ("Layak", "Layak", "Layak", "Tidak layak", "Layak", "Dicatat")[index % 6],
        "note": "Lahan belum diserahkan kepada pemerintah kota." if index % 6 == 3 else "",
    }


def lines(count: int) -> tuple[ProposalLine, ...]:
    return tuple(ProposalLine.model_validate(proposal(index)) for index in range(count))


def scored(count: int, *, start: int = 0, **more: object) -> tuple[ScoredLine, ...]:
    found = []
    ranks: dict[str, int] = {}
    for index in range(start, start + count):
        facts = proposal(index)
        scores = [
            CriterionScore(
                key=c.key, mean=1 + (index * 7 + place * 3) % 41 / 10, spread=float((index + place) % 4)
            )
            for place, c in enumerate(CRITERIA)
        ]
        rank = ranks[str(facts["commission"])] = ranks.get(str(facts["commission"]), 0) + 1
        total = sum(s.mean * c.weight for s, c in zip(scores, CRITERIA, strict=True)) / 100
        found.append(
            ScoredLine(
                **facts,
                scores=tuple(scores),
                total=total,
                spread=3.0,
                scorers=5,
                rank=rank,
                order=index + 1,
                rank_reason="Mendahulukan RW yang banjir." if index == 0 else "",
                **more,
            )
        )
    return tuple(found)


def commissions() -> tuple[Commission, ...]:
    return tuple(
        Commission(
            key=key,
            room=f"Ruang {number}",
            agencies=("Bapperida Kota Bogor", "Dinas Pekerjaan Umum dan Penataan Ruang"),
            members=tuple(
                CommissionMember(
                    name=f"Anggota {key.capitalize()} {place}", occupation="Unsur LPM", position=position
                )
                for place, position in enumerate(
                    ("Ketua", "Sekretaris", "Fasilitator", "Anggota", "Anggota"), 1
                )
            ),
        )
        for number, key in enumerate(("pemerintahan", "kesra", "ekonomi", "sarpras"), 1)
    )


def attendees(count: int = 45) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(
            name=f"Peserta {index + 1}",
            institution=("Kelurahan Babakan", "LPM Sempur", "PKK Gudang", "Dinas Kesehatan")[index % 4],
            address="Jalan Kantin Nomor 2",
            phone=f"0812-0000-{index:04d}",
            element=("Perangkat kelurahan", "LPM", "PKK", "Perangkat daerah")[index % 4],
            commission=("sarpras", "kesra", "ekonomi", "pemerintahan")[index % 4],
            present_at=None if index % 10 == 9 else datetime(2026, 1, 20, 8, 10, tzinfo=WIB),
        )
        for index in range(count)
    )


def delegates() -> tuple[Delegate, ...]:
    return tuple(
        Delegate(
            name=name,
            institution=institution,
            address="Jalan Sempur Kidul Nomor 7, RT 02/RW 05",
            phone="0812-1111-2222",
            position=position,
            represents="Komisi Kesra",
        )
        for name, institution, position in (
            ("H. Asep Saepudin", "Ketua LPM Sempur", "Ketua utusan"),
            ("Nur Aini, S.Pd.", "PKK Kecamatan", "Anggota"),
            ("Yohanes Wibowo", "Karang Taruna", "Anggota"),
        )
    )


def head() -> dict[str, object]:
    return {"office": OFFICE, "plan_year": 2027, "on": ON}


def scale(count: int) -> PriorityScale:
    return PriorityScale(
        **head(),
        criteria=CRITERIA,
        lines=scored(count),
        reserve=scored(min(count, 3), start=count, outcome="Cadangan"),
        signer=CAMAT,
        preset="Usulan Kota Bogor",
    )


def delegate_list() -> DelegateList:
    return DelegateList(
        **head(),
        delegates=delegates(),
        giver=CAMAT,
        chair=SECRETARY,
        musrenbang=MUSRENBANG,
        mandate_number="400.10.2/17-Bogteng",
    )


def minutes(count: int) -> Minutes:
    return Minutes(
        **head(),
        musrenbang=MUSRENBANG,
        chair=Signatory(post_title="Pimpinan Sidang", name="Siti Nurjanah, S.Sos."),
        camat=CAMAT,
        welcomes=("Camat Bogor Tengah", "Anggota DPRD Kota Bogor"),
        presentations=("Prioritas pembangunan Kota Bogor oleh Bapperida", "Hasil pra Musrenbang oleh Tim"),
        attendees=attendees(),
        agreed=scored(count),
        reserve=scored(min(count, 3), start=count),
        declined=scored(min(count, 4), start=count + 3, reason="Lokasi berada di lahan milik perorangan."),
        noted=lines(min(count, 2)),
        commissions=commissions(),
        representatives=attendees(5),
        delegates=delegates(),
    )


def places() -> tuple[KelurahanPlace, ...]:
    """Around the middle of the town, the last two in the same place."""
    return tuple(
        KelurahanPlace(
            kelurahan=name, lat=-6.595 + place * 7 % 10 * 0.004, lon=106.79 + place * 3 % 10 * 0.003
        )
        for place, name in enumerate(KELURAHAN)
    )


def decree() -> TeamDecree:
    return TeamDecree(
        **head(),
        signer=CAMAT,
        members=tuple(
            TeamMember(name=f"Anggota Tim {place}", occupation="Kepala Seksi", position=position)
            for place, position in enumerate(
                ("Penanggung Jawab", "Ketua", "Sekretaris", *("Anggota" for _ in range(12))), 1
            )
        ),
        budget_source="DPA Kecamatan Bogor Tengah Tahun Anggaran 2026",
        copies_to=("Wali Kota Bogor", "Kepala Bapperida Kota Bogor"),
    )


def report(count: int) -> Report:
    return Report(
        **head(),
        signer=CAMAT,
        narrative=Narrative(background="Musrenbang Kecamatan merupakan forum warga.\n\nForum ini tahunan."),
        activities=(
            Activity(
                on=date(2026, 1, 13), what="Rapat koordinasi", where="Ruang Rapat", result="Susunan Komisi"
            ),
            Activity(
                on=date(2026, 1, 20), what="Musrenbang Kecamatan", where="Aula", result="Skala Prioritas"
            ),
        ),
        entered=lines(count),
        kelurahan=KELURAHAN,
        places=places(),
        minutes=minutes(count),
        minutes_number="400.10.2/18-Bogteng",
        scale=scale(count),
        delegates=delegate_list(),
        decree=decree(),
        decree_number="400.10.2/5-Bogteng",
        photos=tuple(
            Photo(
                sha256=f"{place:064x}",
                number=line.number,
                title=line.title,
                kelurahan=line.kelurahan,
            )
            for place, line in enumerate(scored(min(count, 48)), 1)
        ),
        photos_left=count,
        log=LogMark(entries=4_171_903, mark="97c9421ed061564b"),
        changes=("Bagian IV: saran kedua ditambahkan.", "Lampiran I: dua peserta ditambahkan."),
        returned_note="Mohon saran untuk Dinas Perhubungan ditambahkan.",
    )


def recap(count: int) -> KelurahanRecap:
    every = lines(count)
    return KelurahanRecap(
        **head(),
        sections=tuple(
            KelurahanSection(
                kelurahan=name,
                proposals=tuple(line for line in every if line.kelurahan == name),
                lurah=f"Lurah {name}",
                letter_number=f"400/{place}-{name}",
                letter_date=date(2025, 12, 22),
                confirmed_at=None if place == 3 else datetime(2025, 12, 23, 9, 0, tzinfo=WIB),
                difference="Satu usulan belum masuk." if place == 4 else "",
            )
            for place, name in enumerate(KELURAHAN, 1)
        ),
        compiler=CLERK,
        closed_at=datetime(2025, 12, 24, 16, 0, tzinfo=WIB),
    )


def paper(key: str, count: int) -> PaperData:  # noqa: C901 -- a table of all papers
    """The data of a paper in a season of so many usulan."""
    match key:
        case "rekap-musrenbang-kelurahan":
            return recap(count)
        case "pra-musrenbang":
            return PreMusrenbang(
                **head(),
                verified=True,
                kelurahan=KELURAHAN,
                proposals=lines(count),
                compiler=CLERK,
                verifier=HEAD,
            )
        case "sk-tim":
            return decree()
        case "susunan-komisi":
            return CommissionPlan(
                **head(),
                commissions=commissions(),
                signer=CAMAT,
                coordination=COORDINATION,
                musrenbang=MUSRENBANG,
                decree_number="400.10.2/5-Bogteng",
                decree_date=date(2026, 1, 9),
            )
        case "usulan-per-komisi":
            moved = lines(count)
            why = {"moved_from": "kesra", "moved_reason": "Pekerjaan fisik."}
            first = [line.model_copy(update=why) for line in moved[:1]]
            return CommissionProposals(**head(), proposals=(*first, *moved[1:]), signer=SECRETARY)
        case "pedoman-skala-prioritas":
            return PriorityGuide(
                **head(),
                criteria=CRITERIA,
                signer=CAMAT,
                preset="Usulan Kota Bogor",
                agreed_on=date(2026, 1, 13),
            )
        case "tata-tertib":
            return RulesOfOrder(**head(), signer=SECRETARY, musrenbang=MUSRENBANG, chair=SECRETARY.name)
        case "skala-prioritas":
            return scale(count)
        case "utusan":
            return delegate_list()
        case "berita-acara":
            return minutes(count)
        case "draft-laporan" | "laporan":
            return report(count)
        case "bukti-distribusi":
            return distribution()
        case "undangan":
            return Invitation(
                **head(),
                meeting=MUSRENBANG,
                signer=CAMAT,
                guests=tuple(
                    Guest(name=f"Tamu Undangan {place}", institution=f"Lurah {name}")
                    for place, name in enumerate(KELURAHAN * 5, 1)
                ),
                copies_to=("Wali Kota Bogor;", "Kepala Bapperida Kota Bogor."),
            )
        case "daftar-hadir":
            return AttendanceSheet(
                **head(),
                meeting=MUSRENBANG,
                attendees=minutes(1).attendees,
                blank_rows=10,
                chair=SECRETARY,
            )
        case "notulen":
            return notes()
        case "surat-mandat":
            return MandateLetters(
                **head(),
                giver=CAMAT.model_copy(update={"acting": "Plh."}),
                letters=tuple(
                    Mandate(number=f"400.10.2/{place}-Bogteng", delegate=delegate)
                    for place, delegate in enumerate(delegate_list().delegates, 21)
                ),
            )
    raise KeyError(key)


def notes() -> MeetingNotes:
    return MeetingNotes(
        **head(),
        meeting=MUSRENBANG,
        chair=SECRETARY.model_copy(update={"post_title": "Pimpinan Sidang"}),
        recorder=CLERK.model_copy(update={"post_title": "Pencatat"}),
        present=41,
        invited=45,
        welcomes=("Camat Bogor Tengah; Kepala Bapperida Kota Bogor",),
        presentations=("Rancangan awal RKPD Kota Bogor Tahun 2027",),
        results=tuple(
            CommissionResult(key=key, chair="Agus Salim", agreed=9, declined=1, cost=999_000_000_000)
            for key in ("pemerintahan", "kesra", "ekonomi", "sarpras")
        ),
        delegates=("H. Asep Saepudin", "Nur Aini, S.Pd."),
    )


def distribution() -> Distribution:
    return Distribution(
        **head(),
        sender=CLERK,
        sender_phone="0812-3333-4444",
        items=(
            SentItem(
                what="Laporan Hasil Kegiatan Musrenbang Kecamatan", amount="1 (satu) berkas", note="Versi 2"
            ),
        ),
        recipients=(
            Recipient(
                name="Kepala Bapperida Kota Bogor",
                address="Jalan Kapten Muslihat Nomor 21",
                copies=2,
                way="Telegram",
                letter_number="000.5/31-Bogteng",
                letter_date=date(2026, 1, 23),
                received_at=datetime(2026, 1, 23, 10, 30, tzinfo=WIB),
                receiver_name="Rina Marlina",
                receiver_post="Staf P2EPD Bapperida",
                receiver_rank="Penata, III/c",
                receiver_nip="198501012010012003",
                receiver_phone="(0251) 8338052",
                agenda_number="117/2026",
                note="Disertai berkas digital",
                stamped_sha256="5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
            ),
            Recipient(name="Arsip Kecamatan Bogor Tengah", way="Diantar"),
        ),
        report_number="000.7/30-Bogteng",
        report_version=2,
        report_pages=41,
        report_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        archive_code="000.7",
    )
