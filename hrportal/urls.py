from django.urls import include, path

urlpatterns = [path("", include("workforce.web.urls"))]

handler400 = "workforce.web.errors.bad_request"
handler403 = "workforce.web.errors.forbidden"
handler404 = "workforce.web.errors.not_found"
handler500 = "workforce.web.errors.server_error"
