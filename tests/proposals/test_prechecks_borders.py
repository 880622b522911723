"""Over the border of a kelurahan the same ditch goes on: what is proposed near the pin is shown too."""

from __future__ import annotations

from demo.phone import Phone
from models.people import Kecamatan
from models.posts import Post
from tests.support.office import Office
from tests.support.usulan import PROBLEM, asked, comes_to, goes_on, presses_send, receipts, speaks_plainly

BORDER = 106.80
METRES = 1 / 110_500  #: degrees of longitude, here


def square(west: float, east: float) -> dict[str, object]:
    corners = [[west, -6.6], [east, -6.6], [east, -6.5], [west, -6.5], [west, -6.6]]
    return {"type": "Polygon", "coordinates": [corners]}


def comes_to_card(phone: Phone, place: str, pin: tuple[float, float] | None) -> None:
    comes_to(phone, "problem")
    phone.sends(PROBLEM)
    phone.sees(asked("place").split("\n")[0])
    phone.sends(place)
    if pin is None:
        goes_on(phone, "pin")
        return
    phone.sees("Titik lokasi di peta?")
    phone.sends_location(*pin)
    goes_on(phone, "volume")


def test_near_a_border_the_neighbours_usulan_are_shown(office: Office) -> None:
    with office.bureau.database.unit(office.bureau.now()) as unit:
        kecamatan = unit.session.get_one(Kecamatan, office.kecamatan_id)
        kecamatan.borders = {"Kelurahan A": square(106.7, BORDER), "Kelurahan B": square(BORDER, 106.9)}
    siti = office.joins(Post.DELEGASI, "Siti Aminah", "Kelurahan A")
    budi = office.joins(Post.DELEGASI, "Budi Santoso", "Kelurahan B")
    comes_to_card(siti, "Gang Mawar RT 01/RW 02", (-6.55, BORDER - 30 * METRES))
    pinned = presses_send(siti)
    comes_to_card(siti, "Gang Kenanga RT 03/RW 02", None)
    lane = presses_send(siti)

    # 70 m apart, over the border: whatever each side calls the place
    comes_to_card(budi, "Samping lapangan RT 09/RW 09", (-6.55, BORDER + 40 * METRES))
    budi.taps("Kirim usulan")
    shown = budi.sees("Yang ini mungkin sama:").text
    assert (pinned in shown, lane in shown) == (True, False)
    budi.taps("Beda, lanjut")
    budi.waits_for(lambda _eyes: len(receipts(budi)) == 1, what="a receipt")

    # far from that pin, but 40 m from the border, in a lane of the same name
    comes_to_card(budi, "Gg. Kenanga, RT 08/RW 09", (-6.58, BORDER + 40 * METRES))
    budi.taps("Kirim usulan")
    shown = budi.sees("Yang ini mungkin sama:").text
    assert (pinned in shown, lane in shown) == (False, True)
    budi.taps("Beda, lanjut")
    budi.waits_for(lambda _eyes: len(receipts(budi)) == 2, what="a receipt")

    # 130 m from the border a lane of that name is another one: it is sent without a question
    comes_to_card(budi, "Gang Kenanga, RT 07/RW 09", (-6.57, BORDER + 130 * METRES))
    budi.taps("Kirim usulan")
    budi.waits_for(lambda _eyes: len(receipts(budi)) == 3, what="a receipt")
    for phone in (siti, budi):
        speaks_plainly(phone)
