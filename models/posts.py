"""The posts (jabatan) that people hold in a season."""

from enum import StrEnum


class Post(StrEnum):
    """A post of the SOP or around it; the values are stored, so they are never renamed."""

    ADMIN = "admin"
    JFU = "jfu"
    KEPALA_BIDANG = "kepala_bidang"
    SEKRETARIS = "sekretaris"
    TIM = "tim"
    CAMAT = "camat"
    LURAH = "lurah"
    DELEGASI = "delegasi"
    BAPPERIDA = "bapperida"
