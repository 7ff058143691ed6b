import pytest
from tests.actions.stage import Stage


@pytest.fixture
def stage(tmp_path):
    opened = Stage(tmp_path)
    yield opened
    opened.store.close()
