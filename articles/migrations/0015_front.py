import articles.models.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.workflow.roles import ADMINISTRATOR, CHIEF, grant


def make_groups(apps, schema_editor):
    for group in (CHIEF, ADMINISTRATOR):
        grant(apps, group, [("front", "arrange_front")])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_galleries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Front',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0)),
                ('section', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='front', to='articles.section', verbose_name='القسم')),
            ],
            options={
                'verbose_name': 'الصفحة الأولى',
                'verbose_name_plural': 'الصفحة الأولى وصفحات الأقسام',
                'permissions': [('arrange_front', 'ترتيب الصفحة الأولى وصفحات الأقسام')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='FrontAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('pin', 'تثبيت'), ('move', 'نقل'), ('plan', 'تغيير موعد'), ('unpin', 'رفع'), ('add-zone', 'منطقة جديدة'), ('change-zone', 'تعديل منطقة'), ('move-zone', 'ترتيب المناطق'), ('remove-zone', 'حذف منطقة'), ('undo', 'تراجع')], max_length=11)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('names', models.JSONField(default=dict)),
                ('changes', models.JSONField(default=list)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('front', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='acts', to='articles.front')),
                ('undone_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undoes', to='articles.frontact')),
            ],
            options={
                'verbose_name': 'فعل في الصفحة الأولى',
                'verbose_name_plural': 'سجل الصفحة الأولى',
                'ordering': ['-number'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Zone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', articles.models.fields.LineField(blank=True, help_text='إن تُرك فارغًا سُمّيت بما يملؤها.', max_length=60, verbose_name='العنوان')),
                ('layout', models.CharField(choices=[('lead', 'صدارة: خبر واحد كبير'), ('rank', 'صف ثانٍ: بطاقات'), ('latest', 'قائمة مرقّمة بالأوقات'), ('strip', 'شريط، شكله يتناوب'), ('strip-lead', 'شريط: خبر كبير وقائمة'), ('strip-columns', 'شريط: عمودان وعناوين'), ('strip-pictures', 'شريط صور'), ('strip-opinion', 'رأي: بأسماء الكتّاب'), ('strip-list', 'قائمة عناوين')], default='strip', max_length=14, verbose_name='الشكل')),
                ('size', models.PositiveSmallIntegerField(default=5, verbose_name='كم خبرًا')),
                ('fill', models.CharField(choices=[('newest', 'أحدث الأخبار'), ('section', 'أحدث أخبار قسم وفروعه'), ('keyword', 'أحدث أخبار كلمة دلالية'), ('source', 'أحدث أخبار مصدر'), ('each', 'شريط لكل قسم ليست له منطقة'), ('none', 'لا شيء: ما يُثبَّت وحده')], default='section', max_length=7, verbose_name='يملؤها')),
                ('front', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='zones', to='articles.front')),
                ('keyword', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='zones', to='articles.keyword', verbose_name='الكلمة الدلالية')),
                ('section', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.section', verbose_name='القسم')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.source', verbose_name='المصدر')),
            ],
            options={
                'verbose_name': 'منطقة',
                'verbose_name_plural': 'المناطق',
                'ordering': ['position', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='المكان')),
                ('begins_at', models.DateTimeField(verbose_name='يبدأ في')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='ينتهي في')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='articles.article')),
                ('zone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pins', to='articles.zone')),
            ],
            options={
                'verbose_name': 'تثبيت',
                'verbose_name_plural': 'التثبيتات',
                'ordering': ['zone', 'place', '-begins_at', '-pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='front',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('section', 0), name='front_once'),
        ),
        migrations.AddConstraint(
            model_name='frontact',
            constraint=models.UniqueConstraint(fields=('front', 'number'), name='front_act_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='frontact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['pin', 'move', 'plan', 'unpin', 'add-zone', 'change-zone', 'move-zone', 'remove-zone', 'undo'])), name='front_act_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.CheckConstraint(condition=models.Q(('layout__in', ['lead', 'rank', 'latest', 'strip', 'strip-lead', 'strip-columns', 'strip-pictures', 'strip-opinion', 'strip-list'])), name='zone_layout_known'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.CheckConstraint(condition=models.Q(('fill__in', ['newest', 'section', 'keyword', 'source', 'each', 'none'])), name='zone_fill_known'),
        ),
        migrations.AddConstraint(
            model_name='zone',
            constraint=models.CheckConstraint(condition=models.Q(('size__range', (1, 20))), name='zone_has_places'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.CheckConstraint(condition=models.Q(('place__range', (1, 20))), name='pin_has_place'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('begins_at')), _connector='OR'), name='pin_lasts_some_time'),
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
