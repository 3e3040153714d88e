"""The accounts of the portal, for system administrators."""

import django_tables2 as tables
from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from workforce.models import User
from workforce.queries.units import last_versions
from workforce.services.accounts import create_account, reset_password, save_account, set_active
from workforce.vietnam.text import search_key, sort_key
from workforce.web.access import only
from workforce.web.attempts import attempt
from workforce.web.tables import Table, TimeColumn, list_page


class AccountTable(Table):
    username = tables.Column(verbose_name=_("User name"), linkify=("account_edit", {"pk": tables.A("pk")}))
    name = tables.Column(accessor="get_full_name", verbose_name=_("Name"), order_by=("last_name", "first_name"))
    role = tables.Column(verbose_name=_("Role"))
    unit = tables.Column(verbose_name=_("Scope"), empty_values=(), orderable=False)
    may_see_people = tables.BooleanColumn(verbose_name=_("Granted personal records"))
    is_active = tables.BooleanColumn(verbose_name=_("Active"))
    last_login = TimeColumn(verbose_name=_("Last signed in"))

    class Meta:
        model = User
        fields = ["username", "name", "role", "unit", "may_see_people", "is_active", "last_login"]

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_unit(self, record):
        return self.names[record.unit_id].name if record.unit_id else _("everything")

    value_unit = render_unit

    def value_may_see_people(self, value):
        return _("yes") if value else _("no")

    value_is_active = value_may_see_people


@only(User.manages_accounts)
def accounts(request):
    users = User.objects.select_related("unit").order_by("username")
    wanted = request.GET.get("q", "").strip()
    if wanted:
        users = users.filter(pk__in=[user.pk for user in users if matches(user, wanted)])
    table = AccountTable(users, names=last_versions({user.unit_id for user in users if user.unit_id}))
    return list_page(
        request, table, _("Accounts"), file_name="accounts", template="accounts/list.html", searchable=True
    )


def matches(user: User, wanted: str) -> bool:
    """Accounts are few, so Python compares them, which folds accents alike on both engines."""
    return search_key(wanted) in search_key(f"{user.username} {user.get_full_name()} {user.get_role_display()}")


class AccountForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "last_name", "first_name", "role", "unit", "may_see_people", "is_active"]
        labels = {
            "username": _("User name"),
            "last_name": _("Family and middle name"),
            "first_name": _("Given name"),
            "role": _("Role"),
            "unit": _("Scope"),
            "may_see_people": _("Granted personal records"),
            "is_active": _("Active"),
        }
        help_texts = {
            "unit": _("The user sees this unit and everything below it; empty: everything."),
            "may_see_people": _("Only for executives who appoint; each record that they open is recorded."),
            "is_active": "",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = last_versions(self.fields["unit"].queryset.values_list("pk", flat=True))
        choices = sorted(names.items(), key=lambda item: sort_key(item[1].name_vi))
        self.fields["unit"].choices = [("", _("everything")), *((pk, version.name) for pk, version in choices)]

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        if role in {User.Role.AUDITOR, User.Role.SYSTEM_ADMIN} and cleaned.get("unit"):
            self.add_error("unit", _("This role is for the whole portal; leave the scope at “everything”."))
        if role != User.Role.EXECUTIVE and cleaned.get("may_see_people"):
            self.add_error("may_see_people", _("This grant is for executives; other roles see what their work needs."))
        return cleaned


@only(User.manages_accounts)
def add(request):
    form = AccountForm(request.POST or None)
    if form.is_valid():
        password = create_account(account=form.instance, by=request.user)
        return one_time_password(request, form.instance, password)
    return render(request, "accounts/form.html", {"form": form, "title": _("New account")})


@only(User.manages_accounts)
def edit(request, pk):
    account = get_object_or_404(User, pk=pk)
    form = AccountForm(request.POST or None, instance=account)
    title = str(account)  # before the form, which writes on the account
    if form.is_valid() and attempt(request, lambda: save(form.instance, request.user), _("Saved.")):
        return redirect("accounts")
    stored = User.objects.get(pk=pk)
    return render(request, "accounts/form.html", {"form": form, "title": title, "account": stored})


def save(account: User, by: User) -> bool:
    save_account(account=account, by=by)
    return True


@only(User.manages_accounts)
@require_POST
def suspend(request, pk):
    account = get_object_or_404(User, pk=pk)
    attempt(
        request,
        lambda: set_active(account=account, active=False, by=request.user),
        _("%(account)s is suspended and signed out everywhere.") % {"account": account},
    )
    return redirect("account_edit", pk)


@only(User.manages_accounts)
@require_POST
def reactivate(request, pk):
    account = get_object_or_404(User, pk=pk)
    attempt(
        request,
        lambda: set_active(account=account, active=True, by=request.user),
        _("%(account)s can sign in again.") % {"account": account},
    )
    return redirect("account_edit", pk)


@only(User.manages_accounts)
@require_POST
def reset(request, pk):
    account = get_object_or_404(User, pk=pk)
    password = attempt(
        request,
        lambda: reset_password(account=account, by=request.user),
        _("The old password and every open session of %(account)s are void.") % {"account": account},
    )
    return one_time_password(request, account, password) if password else redirect("account_edit", pk)


def one_time_password(request, account: User, password: str):
    """Shown in the answer to the request that made it, and kept nowhere: neither a session nor an address holds it."""
    return render(request, "accounts/one_time_password.html", {"account": account, "password": password})
