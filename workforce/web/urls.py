from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from workforce.web import (
    accounts,
    audit,
    board,
    closing,
    dashboard,
    documents,
    figures,
    forms,
    health,
    import_files,
    import_reading,
    import_several,
    import_upload,
    imports,
    indicator_years,
    indicators,
    method,
    people_imports,
    people_upload,
    quotas,
    reconciliation,
    selections,
    sign_in,
    snapshots,
    targets,
    units,
    work,
)
from workforce.web.converters import IsoDate
from workforce.web.entry import awards, drafts, equivalences, fields, lookups, merges, new_person, posts
from workforce.web.entry import person as person_entry
from workforce.web.people import cells
from workforce.web.people import list as people_list
from workforce.web.people import page as people_page

register_converter(IsoDate, "date")

account_urls = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("password/", sign_in.password_change, name="password_change"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.add, name="account_add"),
    path("accounts/<int:pk>/", accounts.edit, name="account_edit"),
    path("accounts/<int:pk>/suspend/", accounts.suspend, name="account_suspend"),
    path("accounts/<int:pk>/reactivate/", accounts.reactivate, name="account_reactivate"),
    path("accounts/<int:pk>/reset/", accounts.reset, name="account_reset"),
    path("language/", login_not_required(set_language), name="set_language"),
]
indicator_urls = [
    path("", indicators.indicators, name="indicators"),
    path("new/", indicators.add, name="indicator_add"),
    path("<slug:code>/", indicators.indicator, name="indicator"),
    path("<slug:code>/years/", indicator_years.indicator_years, name="indicator_years"),
    path("<slug:code>/edit/", indicators.edit, name="indicator_edit"),
]
selection_urls = [
    path("", selections.selections, name="selections"),
    path("new/", selections.add, name="selection_add"),
    path("<slug:code>/", selections.edit, name="selection_edit"),
]
snapshot_urls = [
    path("", snapshots.snapshots, name="snapshots"),
    path("<slug:key>/<date:as_of>/", snapshots.snapshot, name="snapshot"),
    path("close/", closing.snapshot_close, name="snapshot_close"),
    path("revisions/<int:pk>/", board.revision, name="revision"),
    path("revisions/<int:pk>/remind/", snapshots.remind_units, name="revision_remind"),
    path("revisions/<int:pk>/reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("revisions/<int:pk>/reconciliation/sign/", reconciliation.sign, name="reconciliation_sign"),
    path("revisions/<int:pk>/approve/", snapshots.approve_everything, name="revision_approve"),
    path("revisions/<int:pk>/lock/", snapshots.lock_revision, name="revision_lock"),
    path("revisions/<int:pk>/correct/", snapshots.correct, name="revision_correct"),
    path("submissions/<int:pk>/approve/", snapshots.approve_submission, name="submission_approve"),
    path("submissions/<int:pk>/return/", snapshots.return_submission, name="submission_return"),
]
import_urls = [
    path("", imports.imports, name="imports"),
    path("new/", import_upload.upload, name="import_upload"),
    path("template/", import_upload.template, name="import_template"),
    path("several/", import_several.several, name="import_several"),
    path("several/confirm/", import_several.confirm_clean, name="import_several_confirm"),
    path("<int:pk>/", imports.batch, name="import"),
    path("<int:pk>/confirm/", imports.confirm_batch, name="import_confirm"),
    path("<int:pk>/cancel/", imports.cancel_batch, name="import_cancel"),
    path("<int:pk>/columns/", import_reading.headcount_columns, name="import_columns"),
    path("<int:pk>/encodings/", import_reading.headcount_encodings, name="import_encodings"),
    path("<int:pk>/undo/", imports.undo_batch, name="import_undo"),
    path("<int:pk>/file/", import_files.original_file, name="import_file"),
    path("<int:pk>/marked/", import_files.marked_file, name="import_marked"),
]
people_import_urls = [
    path("", people_imports.people_imports, name="people_imports"),
    path("new/", people_upload.upload, name="people_import_upload"),
    path("template/", people_upload.template, name="people_import_template"),
    path("<int:pk>/", people_imports.batch, name="people_import"),
    path("<int:pk>/confirm/", people_imports.confirm_batch, name="people_import_confirm"),
    path("<int:pk>/cancel/", people_imports.cancel_batch, name="people_import_cancel"),
    path("<int:pk>/columns/", import_reading.people_columns, name="people_import_columns"),
    path("<int:pk>/encodings/", import_reading.people_encodings, name="people_import_encodings"),
    path("<int:pk>/undo/", people_imports.undo_batch, name="people_import_undo"),
    path("<int:pk>/file/", people_imports.original_file, name="people_import_file"),
    path("<int:pk>/marked/", people_imports.marked_file, name="people_import_marked"),
]
people_urls = [
    path("", people_list.people, name="people"),
    path("counted/", cells.people_cell, name="people_cell"),
    path("<int:pk>/", people_page.person, name="person"),
]
entry_urls = [
    path("new/", new_person.person_new, name="person_new"),
    path("draft/", drafts.draft, name="draft"),
    path("lookups/<slug:name>/", lookups.lookup, name="lookup"),
    path("date/", fields.date_reading, name="date_reading"),
    path("<int:pk>/edit/", person_entry.person_edit, name="person_edit"),
    path("<int:pk>/void/", person_entry.person_void, name="person_void"),
    path("<int:pk>/restore/", person_entry.person_restore, name="person_restore"),
    path("<int:pk>/transfer/", posts.person_transfer, name="person_transfer"),
    path("<int:pk>/lead/", posts.person_appoint_leader, name="person_appoint_leader"),
    path("<int:pk>/lead-no-more/", posts.person_end_leadership, name="person_end_leadership"),
    path("<int:pk>/second/", posts.person_second, name="person_second"),
    path("<int:pk>/concurrent/", posts.person_concurrent, name="person_concurrent"),
    path("<int:pk>/leave/", posts.person_leave, name="person_leave"),
    path("<int:pk>/retire/", posts.person_retire, name="person_retire"),
    path("<int:pk>/return/", posts.person_return, name="person_return"),
    path("<int:pk>/qualifications/", awards.person_qualifications, name="person_qualifications"),
    path("<int:pk>/duplicates/", merges.person_duplicates, name="person_duplicates"),
    path("<int:pk>/merge/<int:other>/", merges.person_merge, name="person_merge"),
    path("merges/<int:pk>/undo/", merges.merge_undo, name="merge_undo"),
    path("posts/<int:pk>/", posts.appointment_edit, name="appointment_edit"),
    path("posts/<int:pk>/end/", posts.appointment_end, name="appointment_end"),
    path("posts/<int:pk>/void/", posts.appointment_void, name="appointment_void"),
    path("qualifications/<int:pk>/void/", awards.qualification_void, name="qualification_void"),
    path("qualifications/<int:pk>/verify/", awards.qualification_verify, name="qualification_verify"),
    path("qualifications/<int:pk>/scan/", awards.qualification_scan, name="qualification_scan"),
    path("certificates/<int:pk>/void/", awards.certificate_void, name="certificate_void"),
]

urlpatterns = [
    path("", sign_in.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("", include(account_urls)),
    path("progress/", dashboard.dashboard, name="dashboard"),
    path("indicators/", include(indicator_urls)),
    path("populations/", include(selection_urls)),
    path("targets/", targets.targets, name="targets"),
    path("targets/<slug:code>/", targets.target, name="target"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<slug:code>/", documents.document, name="document"),
    path("figures/", figures.figures, name="figures"),
    path("forms/", forms.forms, name="forms"),
    path("units/", units.units, name="units"),
    path("units/<slug:key>/", units.unit, name="unit"),
    path("units/<slug:key>/coverage/", units.coverage, name="unit_coverage"),
    path("people/", include(people_urls)),
    path("people/", include(entry_urls)),
    path("equivalences/", equivalences.equivalences, name="equivalences"),
    path("quotas/", quotas.quotas, name="quotas"),
    path("quotas/new/", quotas.quota_set, name="quota_set"),
    path("snapshots/", include(snapshot_urls)),
    path("imports/", include(import_urls)),
    path("people/imports/", include(people_import_urls)),
    path("work/", work.work, name="work"),
    path("method/", method.method, name="method"),
    path("audit/", audit.audit, name="audit"),
]
