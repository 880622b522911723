"""What all tables share: names of constraints, moments with a zone, the version of a row."""

# Without `from __future__ import annotations`, here and in all files of tables: at every start SQLAlchemy
# would read the seven hundred annotations of columns from text.

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

WIB = ZoneInfo("Asia/Jakarta")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: SQLite numbers rows by itself only in an INTEGER column; PostgreSQL must not run out of numbers.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; stored in UTC, so SQLite and PostgreSQL give the same back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """A table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: Moment(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
    }

    id: Mapped[int] = mapped_column(RowId, primary_key=True)


class OfKecamatan:
    """A row of the office's own affairs: it belongs to one kecamatan, and is never shown to another."""

    kecamatan_id: Mapped[int] = mapped_column(RowId, ForeignKey("kecamatan.id"), index=True)


class Versioned:
    """A row whose state decides something: two people cannot change it at once unnoticed."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
