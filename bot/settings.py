"""The settings of a process, from the environment or `.env`. What changes with a season is a row."""

from __future__ import annotations

from pathlib import Path

from pydantic import DirectoryPath, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

from bot.addresses import is_guarded


class Settings(BaseSettings):
    """One field per line of `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    bot_token: SecretStr = Field(
        default=SecretStr(""), description="from BotFather; without it `make run` starts the demo"
    )
    bot_api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/musrenbang.db"
    data_dir: Path = Path("data")
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    send_rate: float = 25
    send_rate_chat: float = 1
    user_rate: int = 20
    public_url: str | None = None
    backup_at: str = Field(default="02.00", pattern=r"^(([01]\d|2[0-3])[.:][0-5]\d)?$")
    backup_passphrase: SecretStr = SecretStr("")
    trust_roots: DirectoryPath | None = None
    bsre_url: str | None = None
    bsre_user: str = ""
    bsre_password: SecretStr = SecretStr("")
    bsre_version: int = Field(default=1, ge=1, le=2)

    @field_validator("bsre_url")
    @classmethod
    def _secrets_are_sent_there(cls, address: str | None) -> str | None:
        if address and not is_guarded(address):
            raise ValueError("NIK and passphrase are sent there: it has to begin with https://")
        return address

    @property
    def token(self) -> str:
        return self.bot_token.get_secret_value()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never stand in a log; the token first."""
        others = (self.webhook_secret, self.backup_passphrase, self.bsre_password)
        password = make_url(self.database_url).password
        return (self.token, *(one.get_secret_value() for one in others if one), str(password or ""))
