"""Who may open what: every route, both methods, every role and scope, against one table."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.portal import address, route_names, signed_in

# Everything asked for belongs to Tỉnh Minh Họa. "entry" sees one school of it, "depart." the department above that
# school, "f.admin" and "f.read" the other province, "p.admin" everything. What lies outside the own scope does not
# exist (404); what the role may not do is refused (403); "to" is a redirect, after work done or refused in words;
# nobody is asked to sign in.
TABLE = """
route               method exec    admin   entry   auditor system  nobody  depart. f.admin f.read  p.admin
home                GET    to      to      to      to      to      sign-in to      to      to      to
healthz             GET    200     200     200     200     200     200     200     200     200     200
sign_in             GET    to      to      to      to      to      200     to      to      to      to
sign_in             POST   to      to      to      to      to      200     to      to      to      to
sign_out            GET    405     405     405     405     405     sign-in 405     405     405     405
sign_out            POST   sign-in sign-in sign-in sign-in sign-in sign-in sign-in sign-in sign-in sign-in
set_language        GET    to      to      to      to      to      to      to      to      to      to
set_language        POST   to      to      to      to      to      to      to      to      to      to
accounts            GET    403     403     403     403     200     sign-in 403     403     403     403
account_add         GET    403     403     403     403     200     sign-in 403     403     403     403
account_add         POST   403     403     403     403     200     sign-in 403     403     403     403
account_edit        GET    403     403     403     403     200     sign-in 403     403     403     403
account_edit        POST   403     403     403     403     200     sign-in 403     403     403     403
account_suspend     GET    403     403     403     403     405     sign-in 403     403     403     403
account_suspend     POST   403     403     403     403     to      sign-in 403     403     403     403
account_reactivate  GET    403     403     403     403     405     sign-in 403     403     403     403
account_reactivate  POST   403     403     403     403     to      sign-in 403     403     403     403
account_reset       GET    403     403     403     403     405     sign-in 403     403     403     403
account_reset       POST   403     403     403     403     200     sign-in 403     403     403     403
password_change     GET    200     200     200     200     200     sign-in 200     200     200     200
password_change     POST   200     200     200     200     200     sign-in 200     200     200     200
dashboard           GET    200     200     200     200     403     sign-in 200     200     200     200
indicators          GET    200     200     200     200     403     sign-in 200     200     200     200
indicator           GET    200     200     200     200     403     sign-in 200     200     200     200
work                GET    403     403     200     403     403     sign-in 403     403     403     403
indicator_years     GET    200     200     200     200     403     sign-in 200     200     200     200
indicator_add       GET    403     403     403     403     403     sign-in 403     403     403     200
indicator_add       POST   403     403     403     403     403     sign-in 403     403     403     200
indicator_edit      GET    403     403     403     403     403     sign-in 403     403     403     200
indicator_edit      POST   403     403     403     403     403     sign-in 403     403     403     200
selections          GET    403     403     403     403     403     sign-in 403     403     403     200
selection_add       GET    403     403     403     403     403     sign-in 403     403     403     200
selection_add       POST   403     403     403     403     403     sign-in 403     403     403     200
selection_edit      GET    403     403     403     403     403     sign-in 403     403     403     200
selection_edit      POST   403     403     403     403     403     sign-in 403     403     403     200
targets             GET    200     200     200     200     403     sign-in 200     200     200     200
target              GET    200     200     404     200     403     sign-in 404     404     404     200
documents           GET    200     200     200     200     403     sign-in 200     200     200     200
document            GET    200     200     404     200     403     sign-in 404     404     404     200
figures             GET    200     200     200     200     403     sign-in 200     200     200     200
forms               GET    200     200     200     200     403     sign-in 200     200     200     200
units               GET    200     200     200     200     403     sign-in 200     200     200     200
unit                GET    200     200     404     200     403     sign-in 404     404     404     200
unit_coverage       GET    405     405     405     405     405     sign-in 405     405     405     405
unit_coverage       POST   403     to      403     403     403     sign-in 404     404     403     to
people              GET    403     200     200     403     403     sign-in 200     200     403     200
person              GET    403     200     200     403     403     sign-in 200     404     403     200
people_cell         GET    403     404     404     403     403     sign-in 404     404     403     404
person_new          GET    403     200     200     403     403     sign-in 200     200     403     200
person_new          POST   403     200     200     403     403     sign-in 200     200     403     200
draft               GET    403     200     200     403     403     200     200     200     403     200
draft               POST   403     400     400     403     403     200     400     400     403     400
lookup              GET    403     200     200     403     403     sign-in 200     200     403     200
date_reading        GET    403     200     200     403     403     sign-in 200     200     403     200
person_edit         GET    403     200     200     403     403     sign-in 200     404     403     200
person_edit         POST   403     200     200     403     403     sign-in 200     404     403     200
person_void         GET    403     200     200     403     403     sign-in 200     404     403     200
person_void         POST   403     200     200     403     403     sign-in 200     404     403     200
person_restore      GET    405     405     405     405     405     sign-in 405     405     405     405
person_restore      POST   403     to      to      403     403     sign-in to      404     403     to
person_transfer     GET    403     200     200     403     403     sign-in 200     404     403     200
person_transfer     POST   403     200     200     403     403     sign-in 200     404     403     200
person_appoint_leader GET    403     200     200     403     403     sign-in 200     404     403     200
person_appoint_leader POST   403     200     200     403     403     sign-in 200     404     403     200
person_end_leadership GET    403     200     200     403     403     sign-in 200     404     403     200
person_end_leadership POST   403     200     200     403     403     sign-in 200     404     403     200
person_second       GET    403     200     200     403     403     sign-in 200     404     403     200
person_second       POST   403     200     200     403     403     sign-in 200     404     403     200
person_concurrent   GET    403     200     200     403     403     sign-in 200     404     403     200
person_concurrent   POST   403     200     200     403     403     sign-in 200     404     403     200
person_leave        GET    403     200     200     403     403     sign-in 200     404     403     200
person_leave        POST   403     200     200     403     403     sign-in 200     404     403     200
person_retire       GET    403     200     200     403     403     sign-in 200     404     403     200
person_retire       POST   403     200     200     403     403     sign-in 200     404     403     200
person_return       GET    403     200     200     403     403     sign-in 200     404     403     200
person_return       POST   403     200     200     403     403     sign-in 200     404     403     200
person_qualifications GET    403     200     200     403     403     sign-in 200     404     403     200
person_qualifications POST   403     200     200     403     403     sign-in 200     404     403     200
person_merge        GET    403     200     200     403     403     sign-in 200     404     403     200
person_merge        POST   403     200     200     403     403     sign-in 200     404     403     200
appointment_edit    GET    403     200     200     403     403     sign-in 200     404     403     200
appointment_edit    POST   403     200     200     403     403     sign-in 200     404     403     200
appointment_end     GET    403     200     200     403     403     sign-in 200     404     403     200
appointment_end     POST   403     200     200     403     403     sign-in 200     404     403     200
appointment_void    GET    403     200     200     403     403     sign-in 200     404     403     200
appointment_void    POST   403     200     200     403     403     sign-in 200     404     403     200
qualification_void  GET    403     200     200     403     403     sign-in 200     404     403     200
qualification_void  POST   403     200     200     403     403     sign-in 200     404     403     200
certificate_void    GET    403     200     200     403     403     sign-in 200     404     403     200
certificate_void    POST   403     200     200     403     403     sign-in 200     404     403     200
person_duplicates   GET    403     200     200     403     403     sign-in 200     404     403     200
person_duplicates   POST   403     404     404     403     403     sign-in 404     404     403     404
merge_undo          GET    403     200     200     403     403     sign-in 200     404     403     200
merge_undo          POST   403     to      to      403     403     sign-in to      404     403     to
qualification_scan  GET    403     200     200     403     403     sign-in 200     404     403     200
qualification_scan  POST   403     to      to      403     403     sign-in to      404     403     to
qualification_verify GET    405     405     405     405     405     sign-in 405     405     405     405
qualification_verify POST   403     to      to      403     403     sign-in to      404     403     to
equivalences        GET    403     403     403     403     403     sign-in 403     403     403     200
equivalences        POST   403     403     403     403     403     sign-in 403     403     403     200
quotas              GET    200     200     200     200     403     sign-in 200     200     200     200
quota_set           GET    403     200     403     403     403     sign-in 200     200     403     200
quota_set           POST   403     200     403     403     403     sign-in 200     200     403     200
snapshots           GET    200     200     200     200     403     sign-in 200     200     200     200
snapshot            GET    to      to      to      to      403     sign-in to      404     404     to
revision            GET    200     200     200     200     403     sign-in 200     404     404     200
revision_approve    GET    405     405     405     405     405     sign-in 405     405     405     405
revision_approve    POST   403     to      403     403     403     sign-in 404     404     403     to
revision_lock       GET    405     405     405     405     405     sign-in 405     405     405     405
revision_lock       POST   403     to      403     403     403     sign-in 404     404     403     to
revision_correct    GET    405     405     405     405     405     sign-in 405     405     405     405
revision_correct    POST   403     to      403     403     403     sign-in 404     404     403     to
submission_approve  GET    405     405     405     405     405     sign-in 405     405     405     405
submission_approve  POST   403     to      403     403     403     sign-in 404     404     403     to
snapshot_close      GET    403     200     200     403     403     sign-in 200     200     403     200
snapshot_close      POST   403     200     200     403     403     sign-in 200     200     403     200
revision_remind     GET    405     405     405     405     405     sign-in 405     405     405     405
revision_remind     POST   403     to      403     403     403     sign-in 404     404     403     to
submission_return   GET    405     405     405     405     405     sign-in 405     405     405     405
submission_return   POST   403     to      403     403     403     sign-in 404     404     403     to
reconciliation      GET    403     200     200     403     403     sign-in 200     404     403     200
reconciliation_sign GET    405     405     405     405     405     sign-in 405     405     405     405
reconciliation_sign POST   403     404     403     403     403     sign-in 404     404     403     404
imports             GET    403     200     403     403     403     sign-in 200     200     403     200
import_upload       GET    403     200     403     403     403     sign-in 200     200     403     200
import_upload       POST   403     200     403     403     403     sign-in 200     200     403     200
import_template     GET    403     200     403     403     403     sign-in 200     200     403     200
import              GET    403     200     403     403     403     sign-in 404     404     403     200
import              POST   403     to      403     403     403     sign-in 404     404     403     to
import_confirm      GET    405     405     405     405     405     sign-in 405     405     405     405
import_confirm      POST   403     to      403     403     403     sign-in 404     404     403     to
import_cancel       GET    405     405     405     405     405     sign-in 405     405     405     405
import_cancel       POST   403     to      403     403     403     sign-in 404     404     403     to
import_columns      GET    405     405     405     405     405     sign-in 405     405     405     405
import_columns      POST   403     to      403     403     403     sign-in 404     404     403     to
import_encodings    GET    405     405     405     405     405     sign-in 405     405     405     405
import_encodings    POST   403     to      403     403     403     sign-in 404     404     403     to
import_undo         GET    405     405     405     405     405     sign-in 405     405     405     405
import_undo         POST   403     to      403     403     403     sign-in 404     404     403     to
import_file         GET    403     200     403     403     403     sign-in 404     404     403     200
import_marked       GET    403     200     403     403     403     sign-in 404     404     403     200
import_several      GET    403     200     403     403     403     sign-in 200     200     403     200
import_several_confirm GET 405     405     405     405     405     sign-in 405     405     405     405
import_several_confirm POST 403    to      403     403     403     sign-in to      to      403     to
people_imports      GET    403     200     200     403     403     sign-in 200     200     403     200
people_import_upload GET   403     200     200     403     403     sign-in 200     200     403     200
people_import_upload POST  403     200     200     403     403     sign-in 200     200     403     200
people_import_template GET 403     200     200     403     403     sign-in 200     200     403     200
people_import       GET    403     200     404     403     403     sign-in 404     404     403     200
people_import       POST   403     to      404     403     403     sign-in 404     404     403     to
people_import_confirm GET  405     405     405     405     405     sign-in 405     405     405     405
people_import_confirm POST 403     to      404     403     403     sign-in 404     404     403     to
people_import_cancel GET   405     405     405     405     405     sign-in 405     405     405     405
people_import_cancel POST  403     to      404     403     403     sign-in 404     404     403     to
people_import_columns GET  405     405     405     405     405     sign-in 405     405     405     405
people_import_columns POST 403     to      404     403     403     sign-in 404     404     403     to
people_import_encodings GET  405     405     405     405     405     sign-in 405     405     405     405
people_import_encodings POST 403     to      404     403     403     sign-in 404     404     403     to
people_import_undo  GET    405     405     405     405     405     sign-in 405     405     405     405
people_import_undo  POST   403     to      404     403     403     sign-in 404     404     403     to
people_import_file  GET    403     200     404     403     403     sign-in 404     404     403     200
people_import_marked GET   403     200     404     403     403     sign-in 404     404     403     200
method              GET    200     200     200     200     200     200     200     200     200     200
audit               GET    403     403     403     200     403     sign-in 403     403     403     403
"""
HEADER, *ROWS = [line.split() for line in TABLE.strip().splitlines()]
READ_ONLY = {row[0] for row in ROWS} - {row[0] for row in ROWS if row[1] == "POST"}
# A page that only shows something answers a POST as it answers a GET.
CELLS = ROWS + [[row[0], "POST", *row[2:]] for row in ROWS if row[0] in READ_ONLY]


def visitors(portal):
    universe = portal.universe
    return {
        "exec": universe.executive,
        "admin": universe.data_admin,
        "entry": universe.data_entry,
        "auditor": universe.auditor,
        "system": universe.system_admin,
        "nobody": None,
        "depart.": portal.department_admin,
        "f.admin": portal.foreign_admin,
        "f.read": portal.foreign_reader,
        "p.admin": portal.portal_admin,
    }


def answer(user, method, url):
    """What the visitor gets, leaving nothing behind for the next one."""
    with transaction.atomic():
        client = signed_in(user) if user else Client()
        response = client.generic(method, url)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "sign-in" if response.url.startswith(reverse("sign_in")) else "to"
    return str(response.status_code)


def test_every_route_has_a_row():
    assert {row[0] for row in ROWS} == route_names()


@pytest.mark.parametrize("name", sorted({row[0] for row in ROWS}))
def test_each_visitor_gets_the_answer_of_the_table(portal, name):
    for _name, method, *expected in [row for row in CELLS if row[0] == name]:
        found = [answer(user, method, address(name, portal)) for user in visitors(portal).values()]

        assert dict(zip(HEADER[2:], found, strict=True)) == dict(zip(HEADER[2:], expected, strict=True)), method


def test_the_columns_of_the_table_are_the_visitors(portal):
    assert HEADER[2:] == list(visitors(portal))


@pytest.mark.parametrize("name", [row[0] for row in ROWS if row[1] == "POST"])
def test_a_form_without_its_token_changes_nothing(portal, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(portal.universe.data_admin, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post(address(name, portal))

    assert response.status_code == 403


@pytest.mark.parametrize("name", ["dashboard", "indicator"])
def test_a_unit_of_another_province_does_not_exist_as_a_parameter(portal, name):
    client = signed_in(portal.foreign_reader)

    for typed in ["minh-hoa", "Tỉnh Minh Họa", "M1", "Trường THPT Hoa Sen"]:
        assert client.get(address(name, portal), {"unit": typed}).status_code == 404


def test_targets_of_another_province_are_not_listed_on_request(portal):
    response = signed_in(portal.foreign_reader).get(reverse("targets"), {"unit": "minh-hoa"})

    assert list(response.context["table"].rows) == []


def test_a_file_cannot_be_given_for_another_province(portal):
    client = signed_in(portal.foreign_admin)
    before = len(portal.universe.minh_hoa.batches.all())

    response = client.post(reverse("import_upload"), {"unit": "minh-hoa", "file": "x"})

    assert "unit" in response.context["form"].errors
    assert len(portal.universe.minh_hoa.batches.all()) == before


def test_the_template_of_another_province_is_not_given(portal):
    response = signed_in(portal.foreign_admin).get(
        reverse("import_template"), {"unit": "minh-hoa", "as_of": "31/12/2024"}
    )

    assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", ["targets", "figures", "units", "documents", "snapshots", "dashboard"])
@pytest.mark.parametrize("export", [{}, {"export": "csv"}])
def test_nothing_of_another_province_is_on_the_page(portal, name, export):
    content = signed_in(portal.foreign_reader).get(reverse(name), export).content.decode()

    for word in ["minh-hoa", "Hoa Sen", "01-NQ/MH"]:
        assert word not in content


def test_a_document_for_everybody_shows_only_the_targets_and_figures_of_the_own_scope(portal):
    portal.document.unit = None
    portal.document.save()

    content = signed_in(portal.foreign_reader).get(address("document", portal)).content.decode()

    assert portal.clause.text in content
    assert portal.target.name_vi not in content
    assert portal.figure.name_vi not in content
