from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from workforce.web import (
    accounts,
    audit,
    dashboard,
    documents,
    figures,
    health,
    imports,
    indicator_years,
    indicators,
    method,
    selections,
    snapshots,
    targets,
    units,
    work,
)
from workforce.web.converters import IsoDate

register_converter(IsoDate, "date")

account_urls = [
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.add, name="account_add"),
    path("accounts/<int:pk>/", accounts.edit, name="account_edit"),
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
    path("revisions/<int:pk>/", snapshots.revision, name="revision"),
    path("revisions/<int:pk>/approve/", snapshots.approve_everything, name="revision_approve"),
    path("revisions/<int:pk>/lock/", snapshots.lock_revision, name="revision_lock"),
    path("revisions/<int:pk>/correct/", snapshots.correct, name="revision_correct"),
    path("submissions/<int:pk>/approve/", snapshots.approve_submission, name="submission_approve"),
]
import_urls = [
    path("", imports.imports, name="imports"),
    path("new/", imports.upload, name="import_upload"),
    path("template/", imports.template, name="import_template"),
    path("<int:pk>/", imports.batch, name="import"),
    path("<int:pk>/confirm/", imports.confirm_batch, name="import_confirm"),
    path("<int:pk>/undo/", imports.undo_batch, name="import_undo"),
    path("<int:pk>/file/", imports.original_file, name="import_file"),
]

urlpatterns = [
    path("", accounts.home, name="home"),
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
    path("units/", units.units, name="units"),
    path("units/<slug:key>/", units.unit, name="unit"),
    path("snapshots/", include(snapshot_urls)),
    path("imports/", include(import_urls)),
    path("work/", work.work, name="work"),
    path("method/", method.method, name="method"),
    path("audit/", audit.audit, name="audit"),
]
