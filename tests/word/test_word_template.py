"""A Word template of the office's own: sent in chat, checked by content, on Word files made afterwards."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as Book
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.shared import Mm, Pt

from demo.phone import Phone
from models.posts import Post
from tests.support.office import Office
from tests.support.seed import at_step, outcome
from tests.support.usulan import speaks_plainly
from tests.word.word_files import WORD, as_word, edited, says, with_piece

USED = "Templat Word sudah dipakai mulai berkas berikutnya. Kop templat menggantikan kop bawaan."
MAIN = "wordprocessingml.document.main+xml"


def asked_for(phone: Phone) -> None:
    phone.sends("/pengaturan")
    phone.sees("Pengaturan\n")
    for label in ("Templat Word", "Kirim templat"):
        phone.taps(label)
    phone.sees("Kirim templat sebagai berkas .docx atau .dotx")


def sends(phone: Phone, content: bytes, answer: str, name: str = "templat.docx") -> None:
    asked_for(phone)
    phone.sends_document(content, name, WORD)
    phone.sees(answer, within=60)


def dressed(book: Book) -> None:
    """Their letters, their paper, their kop, and a picture and a table in a text that nobody needs."""
    book.styles["Normal"].font.name, book.styles["Normal"].font.size = "Georgia", Pt(11)
    book.sections[0].page_width, book.sections[0].page_height = Mm(210), Mm(297)
    book.sections[0].first_page_header.add_paragraph("Unit Kerja Musrenbang")
    book.sections[0].footer.paragraphs[0].text = "Kaki halaman kantor"
    book.add_table(2, 2)


def with_link(book: Book) -> None:
    book.sections[0].first_page_header.part.relate_to("file:///x/lambang.png", KIND.IMAGE, is_external=True)


def narrow(book: Book) -> None:
    book.sections[0].left_margin = Mm(150)


def renamed(content: bytes, old: str, new: str) -> bytes:
    """A .dotx is a .docx by another name inside."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            piece = before.read(name)
            after.writestr(name, piece.replace(old.encode(), new.encode()) if name[0] == "[" else piece)
    return made.getvalue()


def test_template_dresses_the_word_files_made_afterwards(office: Office) -> None:
    office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    clerk = office.joins(Post.JFU, "Dewi Lestari")
    at_step(office, 6)
    outcome(office, 3, "Siti Aminah")
    clerk.sends("/pengaturan")
    clerk.sees("Pengaturan\n")
    clerk.taps("Templat Word")
    clerk.sees("Belum ada templat")
    clerk.taps("Unduh templat")
    ours = clerk.downloads(clerk.sees("Templat awal dengan kop kantor", within=60))
    theirs = edited(ours, dressed)

    wrong: list[tuple[bytes, str]] = [
        (b"%PDF-1.7 bukan Word", "Templat tidak terbaca sebagai Word"),
        (with_piece(theirs, "word/vbaProject.bin", b"x"), "Templat ini berisi makro"),
        (with_piece(theirs, "word/embeddings/oleObject1.bin", b"x"), "objek OLE"),
        (with_piece(theirs, "word/media/besar.bmp", bytes(30_000_000)), "terlalu besar setelah dibuka"),
        (edited(theirs, with_link), "mengambil gambar dari luar berkas"),
        (edited(theirs, narrow), "terlalu sempit"),
    ]
    for content, answer in wrong:
        sends(clerk, content, answer)
    sends(clerk, theirs, "bukan .docx atau .dotx", "templat.odt")
    sends(clerk, renamed(theirs, MAIN, MAIN.replace("document", "template")), USED, "templat.dotx")

    content = as_word(clerk, "Berita Acara", 1, "berita-acara")
    book = Document(io.BytesIO(content))
    first = book.sections[0]
    assert [one.text for one in first.first_page_header.paragraphs][-1] == "Unit Kerja Musrenbang"
    assert first.different_first_page_header_footer
    assert "Kaki halaman kantor" in [one.text for one in first.footer.paragraphs]
    assert {round(one.page_width.mm) for one in book.sections if one.page_width} == {210, 297}
    assert book.styles["Normal"].font.name == "Georgia"
    assert b"Arial" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert "PEMERINTAH DAERAH" not in "".join(one.text for one in book.paragraphs)
    # It comes back like any other.
    clerk.sends_document(edited(content, says("disahkan untuk", "disepakati untuk")), "ba.docx", WORD)
    clerk.sees("Suntingan Berita Acara", within=60)

    clerk.sends("/pengaturan")
    clerk.sees("Pengaturan\n")
    clerk.taps("Templat Word")
    clerk.sees("Templat yang dipakai: templat.dotx")
    clerk.taps("Hapus templat")
    clerk.sees("Templat dihapus.")
    assert "Belum ada templat" in clerk.sees("Templat dihapus.").text
    speaks_plainly(clerk)
