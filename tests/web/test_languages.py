"""Every page in both languages: what is English in the Vietnamese page is a missing translation."""

import re
from html.parser import HTMLParser

import pytest

from tests.web.portal import address, route_names, signed_in

ENGLISH = re.compile(r"\b(the|of|and|is|are|with|this|not|for|from|by)\b", re.IGNORECASE)
PAGES = sorted(
    route_names()
    - {"home", "healthz", "sign_in", "sign_out", "set_language", "snapshot", "import_file"}
    - {"account_suspend", "account_reactivate", "account_reset", "unit_coverage", "person_restore"}
    - {"people_import_confirm", "people_import_undo", "people_import_file", "people_import_template"}
    - {"qualification_scan", "qualification_verify", "reconciliation_sign", "revision_remind", "submission_return"}
    - {"date_reading", "draft", "lookup", "people_cell"}
    - {"revision_approve", "revision_lock", "revision_correct", "submission_approve", "import_confirm", "import_undo"}
    - {"import_cancel", "people_import_cancel", "import_columns", "people_import_columns"}
    - {"import_encodings", "people_import_encodings"}
    - {"import_marked", "people_import_marked", "import_several_confirm"}
)
READERS = {
    "accounts": "system_admin",
    "account_add": "system_admin",
    "account_edit": "system_admin",
    "audit": "auditor",
    "work": "data_entry",
}


class Words(HTMLParser):
    """What a reader sees or hears: texts, labels, placeholders."""

    def __init__(self, page):
        super().__init__()
        self.found, self.unread = [], False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.unread = tag in {"script", "style"} or ("lang", "en") in attributes
        self.found += [text for name, text in attributes if name in {"aria-label", "placeholder", "title", "alt"}]

    def handle_endtag(self, tag):
        self.unread = False

    def handle_data(self, text):
        if not self.unread:
            self.found.append(text.strip())


def page(portal, name, language):
    reader = getattr(portal.universe, READERS[name]) if name in READERS else portal.portal_admin
    response = signed_in(reader, language).get(address(name, portal))
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    return Words(response.content.decode()).found


@pytest.mark.any_engine
@pytest.mark.parametrize("name", PAGES)
def test_no_english_is_left_on_the_vietnamese_page(portal, name):
    assert [text for text in page(portal, name, "vi") if ENGLISH.search(text)] == []


@pytest.mark.any_engine
@pytest.mark.parametrize("name", PAGES)
def test_the_english_page_is_english(portal, name):
    assert any(ENGLISH.search(text) for text in page(portal, name, "en"))
