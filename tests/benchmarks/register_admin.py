"""The portal's addresses, and below one more the Django admin's list of people, as a few lines would make it."""

from django.contrib import admin
from django.urls import include, path

from workforce.models import Person

site = admin.AdminSite(name="bench_admin")


@admin.register(Person, site=site)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["full_name", "birth_date", "unit", "category", "leadership", "education", "retires_on", "status"]
    list_select_related = ["unit", "category", "leadership", "education"]
    search_fields = ["search_name", "identity_number"]
    list_filter = ["status"]
    list_per_page = 25
    ordering = ["sort_name", "id"]


urlpatterns = [path("bench-admin/", site.urls), path("", include("workforce.web.urls"))]
