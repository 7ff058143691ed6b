"""Settings: the file, the environment over it, and one line for what is wrong."""

from pathlib import Path

import pytest

from sirekap.cli.settings import Settings, SettingsError, read_settings

ROOT = Path(__file__).parents[2]


def settings_of(tmp_path, text, environment=()):
    file = tmp_path / "sirekap.toml"
    file.write_text(text, "utf-8")
    return read_settings(file, dict(environment))


def test_without_a_file_everything_has_its_default():
    assert read_settings(None, {}) == Settings()


def test_the_environment_overrules_the_file(tmp_path):
    text = 'data = "a"\n[http]\nport = 81\nhost = "::1"\n[rates]\nguesses = "5/minute"'
    environment = {"SIREKAP_HTTP_PORT": "82", "SIREKAP_DATA": "b"}
    environment["SIREKAP_HTTP_PROXIES"] = "10.0.0.1,10.0.0.2"
    read = settings_of(tmp_path, text, environment)
    assert (read.http.port, read.http.host, read.data) == (82, "::1", Path("b"))
    assert read.http.proxies == ("10.0.0.1", "10.0.0.2")
    assert read.rates.guesses == "5/minute"


def test_words_of_the_environment_that_are_no_settings_are_let_be():
    assert read_settings(None, {"SIREKAP_REAL_DATA": "/somewhere", "SIREKAP_BROWSER": "x"}) == Settings()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[http]\nport = 70000", "http.port"),
        ("[http]\nprot = 80", "http.prot"),
        ("[watch]\nlog_level = 'loud'", "watch.log_level"),
        ("[rates]\naccount = 'often'", "rates.account"),
        ("[watch]\ntraces = 'collector:4318'", "watch.traces"),
        ("[http", "sirekap.toml"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages(tmp_path, text, where):
    with pytest.raises(SettingsError) as error:
        settings_of(tmp_path, text)
    assert set(error.value.say) == {"id", "en"}
    assert all(where in said for said in error.value.say.values())


def test_the_settings_in_the_manual_are_those_of_the_program(tmp_path):
    manual = (ROOT / "docs" / "operating.md").read_text("utf-8")
    text = manual.split("```toml\n")[1].split("```")[0]
    read = settings_of(tmp_path, text)
    assert read.model_copy(update={"election": None, "data": None}) == Settings()
    for name in Settings.model_fields:
        assert name in text
