"""Voice notes that nobody had to speak: a hum of so many seconds."""

import io
import math
import wave
from functools import lru_cache

_RATE = 4000  #: samples a second, of eight bits


@lru_cache(maxsize=16)
def hum(seconds: int, number: int = 0) -> bytes:
    """A hum that rises and falls every second; another number sounds a little different."""
    pitch = 130 + 7 * (number % 17)
    second = bytes(
        128
        + round(
            44
            * math.sin(math.pi * at / _RATE) ** 2
            * math.sin(2 * math.pi * at / _RATE * (pitch + 20 * (at // 1000 % 2)))
        )
        for at in range(_RATE)
    )
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(_RATE)
        file.writeframes(second * max(1, seconds))
    return made.getvalue()
