from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WorkforceConfig(AppConfig):
    name = "workforce"

    def ready(self):
        from workforce.models.guards import drop_guards, install_guards

        pre_migrate.connect(drop_guards, sender=self)
        post_migrate.connect(install_guards, sender=self)
