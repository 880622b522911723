"""Tata Tertib of the Musrenbang Kecamatan, in BAB and Pasal."""

from documents.data import RulesOfOrder
from documents.drawing.letterhead import letterhead
from documents.drawing.page import Sheet
from documents.drawing.parts import clause, event_facts, list_missing, numbered, title, words
from documents.drawing.signature import sign
from texts import plain
from texts.figures import long_date

#: BAB -> its Pasal
CHAPTERS = ((1, 2), (3,), (4, 5), (6,), (7, 8), (9,), (10,))
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def write(sheet: Sheet, data: RulesOfOrder) -> None:
    sheet.format, sheet.body = "F4", 11.5
    sheet.open()
    letterhead(sheet, data.office)
    title(
        sheet,
        plain("paper_preparation.rules_title"),
        plain("paper_preparation.rules_subtitle", kecamatan=data.office.kecamatan.upper()),
        plain("paper_common.plan_year", year=data.plan_year),
    )
    facts = _facts(data)
    chapters = [
        (
            plain(f"paper_preparation.chapter_{index}"),
            [numbered(f"paper_preparation.article_{article}", **facts) for article in articles],
        )
        for index, articles in enumerate(CHAPTERS, 1)
    ]
    if data.extra_rules:
        chapters.append((plain("paper_preparation.chapter_8"), [list(data.extra_rules)]))
    end = numbered("paper_preparation.article_end", **facts)
    chapters.append((plain("paper_preparation.chapter_end"), [end]))
    article = 0
    for roman, (head, articles) in zip(ROMAN, chapters, strict=False):
        _chapter(sheet, roman, head)
        for paragraphs in articles:
            article += 1
            _article(sheet, article, paragraphs)
    where = plain("paper_preparation.set_at", place=data.office.town)
    when = plain("paper_preparation.set_on", date=long_date(data.on))
    sign(sheet, data.signer, head=(where, when), approval=data.approval)
    list_missing(sheet, data)


def _facts(data: RulesOfOrder) -> dict[str, object]:
    (_, day), (_, hour), (_, place) = event_facts(data.musrenbang)
    return {
        "kecamatan": data.office.kecamatan,
        "region": data.office.region,
        "year": data.plan_year,
        "day": day,
        "hour": hour,
        "place": place,
        "participants": "; ".join(data.participants) or plain("paper_preparation.participants"),
        "chair": data.chair or plain("paper_preparation.chair"),
        "delegates": data.delegates,
        "delegates_words": words(data.delegates),
    }


def _chapter(sheet: Sheet, roman: str, head: str) -> None:
    sheet.gap(8)
    sheet.need(110)
    chapter = plain("paper_preparation.chapter", roman=roman)
    sheet.bookmark(f"{chapter} {head}")
    sheet.write(chapter, face=sheet.bold, align="C", keep=60)
    sheet.write(head, face=sheet.bold, align="C", keep=60, after=4)


def _article(sheet: Sheet, number: int, paragraphs: list[str]) -> None:
    sheet.write(plain("paper_preparation.article", number=number), align="C", keep=40, after=2)
    found = sheet.editing.apply(paragraphs)
    if len(found) == 1:
        sheet.write(found[0], align="J", after=4)
        return
    for index, paragraph in enumerate(found, 1):
        clause(sheet, f"({index})", paragraph, hang=26)
    sheet.gap(3)
