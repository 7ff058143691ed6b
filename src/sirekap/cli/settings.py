"""The server's settings: one TOML file, then the environment, then the words of the command line.

In: the text of the file, the environment. Out: ``Settings``, or ``SettingsError`` that names the key. A key
of the environment is the file's in capitals: ``[http] port`` is ``SIREKAP_HTTP_PORT``. Invariant: a key of
the file that nobody knows is an error, so that a misspelt one does not pass unnoticed.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from limits import parse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

PREFIX = "SIREKAP_"


class SettingsError(ValueError):
    """The settings cannot be used; ``say`` names the key and what to do, by language (``id``, ``en``)."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.say: Mapping[str, str] = {
            "id": f"Pengaturan {where} salah: {why}. Perbaiki, lalu periksa dengan serve --check-config.",
            "en": f"The setting {where} is wrong: {why}. Mend it, and try it with serve --check-config.",
        }


class UnnamedError(ValueError):
    """A folder was named neither on the command line nor in the settings."""

    def __init__(self, *keys: str) -> None:
        super().__init__(", ".join(keys))
        words = " ".join(f"--{key} DIR" for key in keys)
        self.say: Mapping[str, str] = {
            "id": f"Belum disebut: {', '.join(keys)}. Tulis {words}, atau sebut dalam pengaturan.",
            "en": f"Not named yet: {', '.join(keys)}. Write {words}, or name it in the settings.",
        }


def _is_rate(text: str) -> str:
    parse(text)
    return text


Rate = Annotated[str, AfterValidator(_is_rate)]
"""So many in such a time: ``60/minute``."""


class Part(BaseModel):
    """A table of the file: what it names and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Http(Part):
    """Where the server listens. ``proxies`` are the addresses whose word about the caller is believed."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    proxies: tuple[str, ...] = ()
    origin: Annotated[str, Field(pattern="^(https?://[^/]+)?$")] = ""
    """The console's own address, such as ``https://sirekap.example``: passkeys hold there alone."""


class Watch(Part):
    """What operators see. ``metrics_port`` 0 shows no metrics; they are shown on *metrics_host* alone."""

    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 0
    log_level: Annotated[str, Field(pattern="^(debug|info|warning|error)$")] = "warning"
    log_json: bool = True
    traces: Annotated[str, Field(pattern="^(https?://.*)?$")] = ""
    """Where OpenTelemetry spans are sent by OTLP over HTTP; empty sends none."""


class Rates(Part):
    """How often one account, one address, and one address that tries secrets, may ask."""

    account: Rate = "300/minute"
    address: Rate = "6000/minute"
    guesses: Rate = "60/minute"


class Settings(Part):
    """All of it. ``election`` and ``data`` may stand on the command line instead."""

    election: Path | None = None
    data: Path | None = None
    only_http: bool = False
    """Whether reading and publishing are left to ``sirekap work``."""
    http: Http = Http()
    watch: Watch = Watch()
    rates: Rates = Rates()


def read_settings(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Return the settings of *file*, None for none, with what *environment* changes."""
    try:
        text = file.read_text("utf-8") if file is not None else ""
        given: dict[str, Any] = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(str(file), str(error)) from None
    for key, value in sorted(environment.items()):
        if key.startswith(PREFIX):
            _put(given, key.removeprefix(PREFIX).lower(), value)
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(".".join(map(str, first["loc"])), first["msg"]) from None


def _put(given: dict[str, Any], key: str, value: str) -> None:
    """Put a word of the environment where it belongs; words that are no setting of ours are let be."""
    for name, field in Settings.model_fields.items():
        part = field.annotation
        if key == name and not (isinstance(part, type) and issubclass(part, Part)):
            given[name] = value
        elif isinstance(part, type) and issubclass(part, Part) and key.startswith(f"{name}_"):
            inner = key.removeprefix(f"{name}_")
            if inner in part.model_fields:
                many = inner == "proxies"
                given.setdefault(name, {})[inner] = value.split(",") if many else value
