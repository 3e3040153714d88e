import django.utils.timezone
from django.db import migrations, models

from workforce.vietnam.text import search_key


def fill_search_text(apps, schema_editor):
    """The guards of the trail are down while migrations run (``workforce.models.guards``)."""
    events = apps.get_model("workforce", "AuditEvent").objects.using(schema_editor.connection.alias)
    for event in events.only("actor_name", "object").iterator(chunk_size=2000):
        events.filter(pk=event.pk).update(search_text=search_key(f"{event.actor_name} {event.object}")[:510])


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("workforce", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_event", models.BigIntegerField()),
                ("last_event", models.BigIntegerField(unique=True)),
                ("events", models.PositiveBigIntegerField()),
                (
                    "previous",
                    models.CharField(
                        help_text="The digest of the seal before; zeros in the first", max_length=64, unique=True
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="auditevent",
            name="address",
            field=models.CharField(blank=True, help_text="Where the request came from", max_length=45),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="subject",
            field=models.CharField(blank=True, help_text="What the event is about, as in person:42", max_length=60),
        ),
        migrations.AddField(
            model_name="auditevent",
            name="search_text",
            field=models.CharField(
                default="", help_text="Who and what without accents and case, to search in", max_length=510
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="user",
            name="may_see_people",
            field=models.BooleanField(default=False, help_text="An audited grant for executives who appoint"),
        ),
        migrations.AddField(
            model_name="user",
            name="must_change_password",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="session_serial",
            field=models.PositiveIntegerField(default=0, help_text="A higher number ends every session"),
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="action",
            field=models.CharField(
                choices=[
                    ("sign_in", "signed in"),
                    ("sign_out", "signed out"),
                    ("locked_out", "was locked out"),
                    ("import", "imported"),
                    ("undo", "undid an import"),
                    ("approve", "approved"),
                    ("lock", "locked"),
                    ("revise", "opened a revision"),
                    ("export", "exported"),
                    ("create", "created"),
                    ("change", "changed"),
                    ("view", "opened a personal record"),
                    ("void", "voided"),
                    ("merge", "merged"),
                    ("split", "undid a merge"),
                    ("close", "closed a headcount"),
                    ("suspend", "suspended"),
                    ("reset", "reset a password"),
                    ("sign_off", "signed off"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["subject", "id"], name="audit_by_subject"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["action", "id"], name="audit_by_action"),
        ),
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["at"], name="audit_by_time"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("may_see_people", False), ("role", "executive"), _connector="OR"),
                name="user_grant_is_for_executives",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditseal",
            constraint=models.CheckConstraint(
                condition=models.Q(("events__gt", 0), ("first_event__lte", models.F("last_event"))),
                name="audit_seal_holds_events",
            ),
        ),
        # Last: PostgreSQL alters no table whose rows this transaction has changed
        migrations.RunPython(fill_search_text, migrations.RunPython.noop),
    ]
