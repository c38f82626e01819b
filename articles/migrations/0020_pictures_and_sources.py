import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import articles.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0019_reads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # A version has its recipe above 32 bits.
        migrations.AlterField(
            model_name="photo",
            name="renditions",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
        # Merges of sources can be taken back, and take the zones along that a source fills.
        migrations.AlterField(
            model_name="zone",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="zones",
                to="articles.source",
                verbose_name="المصدر",
            ),
        ),
        migrations.CreateModel(
            name="SourceAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="الوقت")),
                ("gone_id", models.BigIntegerField()),
                ("name", articles.models.fields.LineField(max_length=100, verbose_name="الاسم القديم")),
                ("slug", models.CharField(max_length=110, verbose_name="الرابط القديم")),
                ("new_name", articles.models.fields.LineField(max_length=100, verbose_name="الاسم الجديد")),
                ("moved", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(null=True, verbose_name="تُراجع عنه")),
                ("was", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="المحرر",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.photo",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="acts",
                        to="articles.source",
                        verbose_name="المصدر الباقي",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="تراجع عنه",
                    ),
                ),
            ],
            options={
                "verbose_name": "دمج مصدرين",
                "verbose_name_plural": "سجل دمج المصادر",
                "ordering": ["-pk"],
            },
        ),
    ]
