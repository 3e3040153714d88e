"""Signing in and out, the own password, and the home of each role."""

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, UsernameField
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from workforce.models import AuditEvent, User
from workforce.services.accounts import change_password
from workforce.services.audit import record
from workforce.services.register.rebuild import refresh
from workforce.web.passwords import normal


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
        refresh()  # a transfer recorded beforehand takes effect today, should the nightly job not have run
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


class PasswordForm(PasswordChangeForm):
    """One spelling per password, however the keyboard composes it; the validators are those of the settings."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 15 characters; a sentence that only you know is a good one."
        )
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self):
        self.cleaned_data["old_password"] = normal(self.cleaned_data["old_password"])
        return super().clean_old_password()

    def clean_new_password1(self):
        return normal(self.cleaned_data["new_password1"])

    def clean_new_password2(self):
        return normal(self.cleaned_data["new_password2"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("new_password1") and cleaned["new_password1"] == cleaned.get("old_password"):
            self.add_error("new_password1", _("This is the present password; choose another one."))
        return cleaned


def password_change(request):
    """The own password. A one-time password leads here from everywhere (``middleware.password_first``)."""
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        change_password(account=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed; you are signed out everywhere else."))
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form, "title": _("Change password")})
