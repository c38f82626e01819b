import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.workflow.roles import ADMINISTRATOR, CHIEF, EDITOR, REPORTER, grant


def make_groups(apps, schema_editor):
    """Everybody at the desk sees what is breaking; the chief and the administrator say it."""
    for group in (REPORTER, EDITOR, CHIEF, ADMINISTRATOR):
        grant(apps, group, [("breakingnews", "view_breakingnews")])
    for group in (CHIEF, ADMINISTRATOR):
        grant(apps, group, [("breakingnews", "announce_breaking")])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0011_silenced_findings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BreakingNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', articles.models.fields.LineField(help_text='سطر واحد كما يقرؤه الناس، بلا كلمة «عاجل» ولا نقطة في آخره.', max_length=140, verbose_name='النص')),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='منذ')),
                ('ends_at', models.DateTimeField(editable=False, verbose_name='ينتهي في')),
                ('article', models.ForeignKey(blank=True, help_text='إن كان للعاجل خبر. يصير السطر رابطًا إليه حين يُنشر، ويختفي إن سُحب.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='breaking', to='articles.article', verbose_name='الخبر')),
                ('ended_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='أنهاه')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='أعلنه')),
            ],
            options={
                'verbose_name': 'عاجل',
                'verbose_name_plural': 'العاجل',
                'ordering': ['-began_at', '-pk'],
                'permissions': [('announce_breaking', 'إعلان العاجل وإنهاؤه')],
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['ends_at'], name='breaking_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='breaking_says_something'), models.CheckConstraint(condition=models.Q(('ends_at__gte', models.F('began_at'))), name='breaking_ends_after_it_began')],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
