import pytest

from tests.web.portal import signed_in


@pytest.fixture
def client(people, universe):
    """Data-entry staff of the school Hoa Sen, where lan, duc and mai are."""
    return signed_in(universe.data_entry, "en")


@pytest.fixture
def admin(people, universe):
    """Data administrator of the province."""
    return signed_in(universe.data_admin, "en")
