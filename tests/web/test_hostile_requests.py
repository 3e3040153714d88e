"""Whatever stands in an address or a form: never a failure of ours, and never a script of theirs."""

import pytest
from django.urls import reverse

from tests.web.portal import address, signed_in
from workforce.models import Clause, Document, Indicator, StatedFigure, Target, UnitVersion

SCRIPT = "\"'><script>alert(1)</script>"
STRINGS = {
    "script": SCRIPT,
    "NUL": "a\0b",
    "long": "đ" * 4000,
    "formula": "=cmd|' /C calc'!A0",
    "template": "{{ 7|add:7 }}{% now 'Y' %}%(x)s%s{0}",
    "marks": "\u202e\ufeff\u200b\ufffe",
    "negative": "-3",
    "huge": "9" * 40,
    "sql": "' OR 1=1; --",
}
LIST = ["q", "sort", "page", "per_page", "export"]
VIEW = ["unit", "as_of", "boundaries"]
PARAMETERS = {
    "dashboard": VIEW,
    "indicators": LIST,
    "indicator": [*VIEW, *LIST],
    "indicator_years": [*VIEW, *LIST],
    "selections": LIST,
    "targets": ["unit", *LIST],
    "documents": LIST,
    "figures": LIST,
    "units": ["as_of", *LIST],
    "snapshots": LIST,
    "imports": LIST,
    "import_upload": ["unit", "as_of"],
    "import_template": ["unit", "as_of"],
}
SURROGATE = "%ED%A0%80"


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_a_hostile_parameter_is_answered_and_escaped(portal, text):
    client = signed_in(portal.portal_admin)

    for name, parameters in PARAMETERS.items():
        for parameter in parameters:
            response = client.get(address(name, portal), {parameter: text})

            assert response.status_code in {200, 400, 404}, (name, parameter)
            assert SCRIPT not in response.content.decode(), (name, parameter)


@pytest.mark.parametrize(("role", "name"), [("auditor", "audit"), ("system_admin", "accounts")])
def test_a_hostile_parameter_of_a_list_of_their_own_is_answered_and_escaped(portal, role, name):
    client = signed_in(getattr(portal.universe, role))

    for text in STRINGS.values():
        for parameter in LIST:
            response = client.get(reverse(name), {parameter: text})

            assert response.status_code in {200, 400, 404}, (parameter, text)
            assert SCRIPT not in response.content.decode()


def test_half_a_character_in_an_address_is_answered(portal):
    client = signed_in(portal.portal_admin)

    for name, parameters in PARAMETERS.items():
        for parameter in parameters:
            response = client.get(f"{address(name, portal)}?{parameter}={SURROGATE}&export={SURROGATE}")

            assert response.status_code in {200, 404}, (name, parameter)


@pytest.mark.parametrize("path", ["/units/%00/", "/targets/%ED%A0%80/", f"/snapshots/revisions/{'9' * 30}/", "/../"])
def test_a_hostile_path_does_not_exist(universe, path):
    assert signed_in(universe.executive).get(path).status_code == 404


@pytest.mark.parametrize("text", [STRINGS["NUL"], STRINGS["long"], SCRIPT], ids=["NUL", "long", "script"])
def test_a_hostile_form_is_answered_and_escaped(portal, text):
    client = signed_in(portal.portal_admin)
    forms = {
        "revision_correct": ["reason", "document"],
        "import": ["name", "unit"],
        "import_upload": ["unit", "as_of"],
        "indicator_add": ["code", "name_vi", "kind", "decimals"],
        "selection_add": ["code", "categories"],
        "set_language": ["language", "next"],
    }

    for name, fields in forms.items():
        for field in fields:
            response = client.post(address(name, portal), dict.fromkeys(fields, "x") | {field: text}, follow=True)

            assert response.status_code in {200, 400, 404}, (name, field)
            assert SCRIPT not in response.content.decode(), (name, field)


def test_what_is_stored_is_escaped_wherever_it_is_shown(portal):
    for model in [Document, Indicator, StatedFigure, Target, UnitVersion]:
        model.objects.update(name_vi=SCRIPT)
    Clause.objects.update(quote=SCRIPT)
    client = signed_in(portal.portal_admin)
    pages = [*PARAMETERS, "target", "document", "unit", "revision", "import", "indicator_edit", "selection_edit"]

    for name in pages:
        content = client.get(address(name, portal)).content.decode()

        assert "<script>alert" not in content, name
