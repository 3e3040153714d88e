"""Signing in and out, the home of each role, and the list of accounts."""

import django_tables2 as tables
from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from workforce.models import AuditEvent, User
from workforce.queries.units import last_versions
from workforce.services.accounts import save_account
from workforce.services.audit import record
from workforce.vietnam.text import sort_key
from workforce.web.access import only
from workforce.web.attempts import attempt
from workforce.web.passwords import normal
from workforce.web.tables import Table, TimeColumn, list_page


class SignInForm(AuthenticationForm):
    # Django limits what a browser lets one type, not what is sent; a longer name cannot be recorded as an attempt.
    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))

    def clean_password(self):
        return normal(self.cleaned_data["password"])


class SignIn(LoginView):
    authentication_form = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        response = super().form_valid(form)
        record(actor=self.request.user, action=AuditEvent.Action.SIGN_IN, object=self.request.user)
        return response


class SignOut(LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            record(actor=request.user, action=AuditEvent.Action.SIGN_OUT, object=request.user)
        return super().post(request, *args, **kwargs)


def locked_out(request, credentials, *args, **kwargs):
    """Too many wrong passwords for this name from this address; the lock ends by itself."""
    username = str(credentials.get("username", ""))[:150] if credentials else ""
    record(actor=None, actor_name=username, action=AuditEvent.Action.LOCKED_OUT, object=f"account {username}")
    return render(request, "accounts/locked_out.html", status=429)


def home(request):
    """Each role starts where its work is."""
    homes = {
        User.Role.EXECUTIVE: "dashboard",
        User.Role.DATA_ADMIN: "snapshots",
        User.Role.DATA_ENTRY: "work",
        User.Role.AUDITOR: "audit",
        User.Role.SYSTEM_ADMIN: "accounts",
    }
    return redirect(homes[request.user.role])


class AccountTable(Table):
    username = tables.Column(verbose_name=_("User name"), linkify=("account_edit", {"pk": tables.A("pk")}))
    name = tables.Column(accessor="get_full_name", verbose_name=_("Name"), order_by=("last_name", "first_name"))
    role = tables.Column(verbose_name=_("Role"))
    unit = tables.Column(verbose_name=_("Scope"), empty_values=(), orderable=False)
    is_active = tables.BooleanColumn(verbose_name=_("Active"))
    last_login = TimeColumn(verbose_name=_("Last signed in"))

    class Meta:
        model = User
        fields = ["username", "name", "role", "unit", "is_active", "last_login"]

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_unit(self, record):
        return self.names[record.unit_id].name if record.unit_id else _("everything")

    value_unit = render_unit

    def value_is_active(self, value):
        return _("yes") if value else _("no")


@only(User.manages_accounts)
def accounts(request):
    users = User.objects.select_related("unit").order_by("username")
    table = AccountTable(users, names=last_versions({user.unit_id for user in users if user.unit_id}))
    return list_page(request, table, _("Accounts"), file_name="accounts", template="accounts/list.html")


class AccountForm(forms.ModelForm):
    password = forms.CharField(
        required=False,
        strip=False,
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 15 characters. Leave it empty to keep the present one."),
    )

    class Meta:
        model = User
        fields = ["username", "last_name", "first_name", "role", "unit", "is_active"]
        labels = {
            "username": _("User name"),
            "last_name": _("Family and middle name"),
            "first_name": _("Given name"),
            "role": _("Role"),
            "unit": _("Scope"),
            "is_active": _("Active"),
        }
        help_texts = {"unit": _("The user sees this unit and everything below it; empty: everything."), "is_active": ""}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = last_versions(self.fields["unit"].queryset.values_list("pk", flat=True))
        choices = sorted(names.items(), key=lambda item: sort_key(item[1].name_vi))
        self.fields["unit"].choices = [("", _("everything")), *((pk, version.name) for pk, version in choices)]

    def clean_password(self):
        return normal(self.cleaned_data["password"])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("password") and self.instance.pk is None:
            self.add_error("password", _("A new account needs a password."))
        if cleaned.get("role") in {User.Role.AUDITOR, User.Role.SYSTEM_ADMIN} and cleaned.get("unit"):
            self.add_error("unit", _("This role is for the whole portal; leave the scope at “everything”."))
        return cleaned

    def _post_clean(self):
        """Only now the account has the name that its password must not resemble."""
        super()._post_clean()
        password = self.cleaned_data.get("password")
        if password:
            try:
                validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("password", error)


@only(User.manages_accounts)
def add(request):
    return edit_form(request, None)


@only(User.manages_accounts)
def edit(request, pk):
    return edit_form(request, get_object_or_404(User, pk=pk))


def edit_form(request, subject: User | None):
    form = AccountForm(request.POST or None, instance=subject)
    title = str(subject) if subject else _("New account")
    if form.is_valid():
        password = form.cleaned_data["password"]
        saved = attempt(
            request, lambda: save_account(account=form.instance, password=password, by=request.user), _("Saved.")
        )
        if saved:
            return redirect("accounts")
    return render(request, "accounts/form.html", {"form": form, "title": title})
