"""Photos that nobody had to take: drawn where they are asked for, one scene per kind of usulan."""

import io
import random
from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache

from PIL import ExifTags, Image, ImageChops, ImageDraw, ImageFilter

_SIZE = (960, 720)
_HORIZON = 330
_GRASS = (112, 146, 96)
_SHIRTS = [(66, 112, 104), (164, 92, 80), (84, 96, 140), (190, 150, 84), (120, 90, 126)]

Scene = Callable[[ImageDraw.ImageDraw, random.Random], None]


@lru_cache(maxsize=64)
def picture(scene: str, number: int = 1) -> bytes:
    """A JPEG of the scene; another number looks a little different."""
    dice = random.Random(f"{scene} {number}")
    image = Image.new("RGB", _SIZE)
    draw = ImageDraw.Draw(image)
    _sky(draw, night=scene == "lampu")
    SCENES[scene](draw, dice)
    image = _seen_from(image, dice)
    noise = ImageChops.offset(_noise(), dice.randrange(_SIZE[0]), dice.randrange(_SIZE[1]))
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(1.1)), noise, 0.09)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


@cache
def _noise() -> Image.Image:
    """The grain of a camera; made once, for it takes longer than all the rest of a picture."""
    return Image.effect_noise(_SIZE, 26).convert("RGB")


def _seen_from(image: Image.Image, dice: random.Random) -> Image.Image:
    """The same thing by another photographer: nearer, from the side, in the light of another hour."""
    wide = dice.uniform(0.66, 0.98)
    left, top = dice.uniform(0, 1 - wide) * _SIZE[0], dice.uniform(0, 1 - wide) * _SIZE[1]
    part = (left, top, left + wide * _SIZE[0], top + wide * _SIZE[1])
    near = image.resize(_SIZE, Image.Resampling.BILINEAR, box=part)
    clouds = Image.frombytes("L", (6, 5), bytes(dice.randrange(110, 256) for _ in range(30)))
    light = clouds.resize(_SIZE, Image.Resampling.BICUBIC).convert("RGB")
    return Image.blend(near, ImageChops.multiply(near, light), 0.6)


def as_taken(picture: bytes, at: datetime, latitude: float | None, longitude: float | None) -> bytes:
    """The same picture with what a camera writes into it: when, and where if it knows."""
    with Image.open(io.BytesIO(picture)) as image:
        exif = image.getexif()
        exif[ExifTags.Base.Make] = "Kamera"
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{at:%Y:%m:%d %H:%M:%S}"
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.OffsetTimeOriginal] = f"{at:%z}"[:3] + ":00"
        if latitude is not None and longitude is not None:
            place = exif.get_ifd(ExifTags.IFD.GPSInfo)
            place[ExifTags.GPS.GPSLatitudeRef] = "S" if latitude < 0 else "N"
            place[ExifTags.GPS.GPSLatitude] = _degrees(latitude)
            place[ExifTags.GPS.GPSLongitudeRef] = "W" if longitude < 0 else "E"
            place[ExifTags.GPS.GPSLongitude] = _degrees(longitude)
        made = io.BytesIO()
        image.save(made, "JPEG", quality=90, exif=exif)
        return made.getvalue()


def _degrees(angle: float) -> tuple[float, float, float]:
    """As EXIF writes it: degrees, minutes, seconds."""
    minutes, seconds = divmod(abs(angle) * 3600, 60)
    degrees, minutes = divmod(minutes, 60)
    return degrees, minutes, seconds


def _sky(draw: ImageDraw.ImageDraw, *, night: bool) -> None:
    top, low = ((22, 28, 48), (52, 60, 84)) if night else ((150, 186, 214), (226, 232, 226))
    for y in range(_HORIZON):
        share = y / _HORIZON
        colour = tuple(round(a + (b - a) * share) for a, b in zip(top, low, strict=True))
        draw.line((0, y, _SIZE[0], y), fill=colour)
    draw.rectangle((0, _HORIZON, *_SIZE), fill=(44, 52, 46) if night else _GRASS)


def _houses(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x = -40
    while x < _SIZE[0]:
        wide, tall = dice.randint(120, 200), dice.randint(90, 150)
        wall = dice.choice([(214, 200, 172), (196, 208, 206), (222, 214, 200), (186, 176, 158)])
        top = _HORIZON + 30 - tall
        draw.rectangle((x, top, x + wide, _HORIZON + 30), fill=wall)
        roof = dice.choice([(150, 74, 56), (134, 84, 66), (112, 78, 70)])
        draw.polygon([(x - 16, top), (x + wide / 2, top - 56), (x + wide + 16, top)], fill=roof)
        draw.rectangle((x + 24, top + 30, x + 60, top + 66), fill=(92, 104, 112))
        x += wide + dice.randint(10, 50)


def _road(draw: ImageDraw.ImageDraw, colour: tuple[int, int, int]) -> None:
    draw.polygon([(430, _HORIZON + 30), (530, _HORIZON + 30), (860, 720), (100, 720)], fill=colour)


def _drain(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    _houses(draw, dice)
    _road(draw, (146, 144, 140))
    draw.polygon(
        [(540, _HORIZON + 30), (580, _HORIZON + 30), (960, 640), (960, 720), (880, 720)], fill=(96, 86, 70)
    )
    draw.polygon([(548, _HORIZON + 40), (570, _HORIZON + 40), (960, 668), (960, 706)], fill=(120, 112, 78))
    for _ in range(34):
        share = dice.random()
        x, y = 556 + 390 * share + dice.randint(-12, 12), _HORIZON + 44 + 330 * share
        draw.ellipse(
            (x, y, x + 8 + 26 * share, y + 4 + 14 * share),
            fill=dice.choice([(208, 206, 196), (74, 102, 66), (154, 120, 78)]),
        )


def _street(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    _houses(draw, dice)
    _road(draw, (122, 120, 118))
    for _ in range(13):
        share = dice.random()
        x, y = 480 + dice.randint(-40, 40) + (dice.random() - 0.5) * 560 * share, _HORIZON + 60 + 300 * share
        size = 14 + 88 * share
        draw.ellipse((x - size, y - size / 3.4, x + size, y + size / 3.4), fill=(98, 84, 70))
        draw.ellipse((x - size * 0.7, y - size / 6, x + size * 0.7, y + size / 5), fill=(134, 132, 122))


def _posyandu(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    draw.rectangle((190, 250, 770, 560), fill=(226, 218, 190))
    draw.polygon([(140, 256), (480, 110), (820, 256)], fill=(142, 76, 60))
    for _ in range(4):
        x = dice.randint(240, 680)
        draw.polygon([(x, 250), (x + 34, 196), (x + 66, 250)], fill=(60, 50, 46))
    draw.rectangle((430, 380, 530, 560), fill=(104, 78, 58))
    for x in (250, 610):
        draw.rectangle((x, 350, x + 110, 450), fill=(110, 134, 146))
        draw.line((x + 55, 350, x + 55, 450), fill=(230, 226, 210), width=6)
    x, y = dice.randint(250, 360), 268
    for _ in range(9):
        step = (x + dice.randint(-20, 26), y + dice.randint(12, 30))
        draw.line((x, y, *step), fill=(120, 110, 92), width=4)
        x, y = step
    draw.rectangle((350, 300, 610, 340), fill=(250, 248, 240))
    draw.text((480, 320), "POSYANDU", fill=(40, 96, 84), anchor="mm", font_size=26)


def _lamp(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    draw.polygon([(430, _HORIZON + 30), (530, _HORIZON + 30), (860, 720), (100, 720)], fill=(40, 42, 48))
    for x in range(-40, _SIZE[0], 170):
        top = _HORIZON - dice.randint(60, 130)
        draw.rectangle((x, top, x + 150, _HORIZON + 30), fill=(32, 36, 46))
        if dice.random() < 0.4:
            draw.rectangle((x + 50, top + 26, x + 84, top + 56), fill=(214, 178, 92))
    for x, foot, tall in ((690, 600, 430), (590, 440, 210)):
        draw.line((x, foot, x, foot - tall), fill=(96, 100, 108), width=max(4, tall // 34))
        draw.line(
            (x, foot - tall, x - tall / 4, foot - tall - 10), fill=(96, 100, 108), width=max(3, tall // 50)
        )
        draw.ellipse(
            (x - tall / 4 - tall / 12, foot - tall - 18, x - tall / 4 + 8, foot - tall + 6), fill=(70, 72, 76)
        )


def _class(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    draw.rectangle((0, 0, *_SIZE), fill=(218, 210, 192))
    draw.rectangle((0, 500, *_SIZE), fill=(150, 116, 88))
    draw.rectangle((250, 80, 710, 300), fill=(250, 250, 246))
    for at in range(4):
        draw.line(
            (290, 130 + at * 40, 290 + dice.randint(180, 360), 130 + at * 40), fill=(90, 110, 140), width=7
        )
    for row, (y, size) in enumerate(((430, 44), (560, 62))):
        for at in range(6 - row):
            x = 130 + at * (150 + row * 30) + dice.randint(-14, 14)
            shirt = dice.choice(
                [(66, 112, 104), (164, 92, 80), (84, 96, 140), (190, 150, 84), (120, 90, 126)]
            )
            draw.ellipse((x - size, y + size * 0.7, x + size, y + size * 3.4), fill=shirt)
            draw.ellipse(
                (x - size * 0.55, y - size * 0.55, x + size * 0.55, y + size * 0.75), fill=(92, 66, 50)
            )


SCENES: dict[str, Scene] = {
    "drainase": _drain,
    "jalan": _street,
    "posyandu": _posyandu,
    "lampu": _lamp,
    "pelatihan": _class,
}
