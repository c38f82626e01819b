from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_ledger")]

    operations = [
        # A version has its recipe above 32 bits.
        migrations.AlterField(
            model_name="photo",
            name="renditions",
            field=models.PositiveBigIntegerField(default=0, editable=False),
        ),
    ]
