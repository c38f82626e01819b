import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.workflow.roles import ADMINISTRATOR, CHIEF, EDITOR, REPORTER, all_of, grant

_REPORTER = [
    *(("article", codename) for codename in ("view_article", "add_article", "change_article", "submit_article")),
    *((model, f"view_{model}") for model in ("section", "source", "author", "keyword", "photo")),
    ("photo", "add_photo"),
]
_EDITOR = [
    *_REPORTER,
    *(("article", codename) for codename in ("edit_others", "approve_article", "correct_article")),
    *((model, f"{verb}_{model}") for model in ("keyword", "author") for verb in ("add", "change")),
    *(("photo", "change_photo"), ("source", "add_source"), ("correction", "view_correction")),
]
_CHIEF = [
    *_EDITOR,
    *(("article", codename) for codename in ("publish_article", "withdraw_article")),
    *((model, f"delete_{model}") for model in ("keyword", "photo")),
    *((model, f"{verb}_{model}") for model in ("section", "keywordact") for verb in ("add", "change", "view")),
    *(("source", "change_source"), ("correction", "change_correction")),
]


def make_groups(apps, schema_editor):
    """The groups that a newsroom starts with."""
    grant(apps, REPORTER, _REPORTER)
    grant(apps, EDITOR, _EDITOR)
    grant(apps, CHIEF, _CHIEF)
    grant(apps, ADMINISTRATOR, [*all_of(apps, "articles"), *all_of(apps, "auth")])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_similar'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='رقمها')),
                ('act', models.CharField(choices=[('arrive', 'وصول'), ('edit', 'حفظ'), ('submit', 'تقديم للمراجعة'), ('recall', 'استرداد من المراجعة'), ('send_back', 'إعادة إلى الكاتب'), ('approve', 'اعتماد'), ('publish', 'نشر الآن'), ('schedule', 'جدولة'), ('unschedule', 'إلغاء الجدولة'), ('correct', 'تصويب'), ('withdraw', 'سحب'), ('archive', 'أرشفة'), ('reopen', 'إعادة إلى المسودات'), ('restore', 'استعادة نسخة')], max_length=10, verbose_name='ما جرى')),
                ('status', models.CharField(choices=[('draft', 'مسودة'), ('review', 'قيد المراجعة'), ('approved', 'معتمد'), ('published', 'منشور'), ('withdrawn', 'مسحوب'), ('archived', 'في الأرشيف')], max_length=10, verbose_name='الحالة بعده')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='متى')),
                ('note', articles.models.fields.ProseField(blank=True, max_length=1000, verbose_name='ملاحظة')),
                ('content', models.JSONField(editable=False)),
            ],
            options={
                'verbose_name': 'نسخة',
                'verbose_name_plural': 'النسخ',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='SectionMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'قسم يعمل فيه',
                'verbose_name_plural': 'الأقسام التي يعمل فيها (لا شيء: كلها)',
            },
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-published_at', '-pk'], 'permissions': [('edit_others', 'تحرير أخبار الآخرين وما قُدّم منها'), ('submit_article', 'تقديم خبر للمراجعة'), ('approve_article', 'اعتماد خبر أو إعادته إلى كاتبه'), ('publish_article', 'نشر خبر أو جدولته'), ('correct_article', 'إصدار تصويب منشور'), ('withdraw_article', 'سحب خبر منشور أو أرشفته أو إعادته')], 'verbose_name': 'خبر', 'verbose_name_plural': 'الأخبار'},
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_status_known',
        ),
        migrations.AddField(
            model_name='article',
            name='embargo_until',
            field=models.DateTimeField(blank=True, help_text='لا يُنشر ولا يُجدول لما قبل هذا الموعد.', null=True, verbose_name='محظور قبل'),
        ),
        migrations.AlterField(
            model_name='article',
            name='status',
            field=models.CharField(choices=[('draft', 'مسودة'), ('review', 'قيد المراجعة'), ('approved', 'معتمد'), ('published', 'منشور'), ('withdrawn', 'مسحوب'), ('archived', 'في الأرشيف')], default='draft', max_length=10, verbose_name='الحالة'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'approved', 'published', 'withdrawn', 'archived'])), name='article_status_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('embargo_until__isnull', True), ('published_at__gte', models.F('embargo_until')), _connector='OR'), name='article_published_after_embargo', violation_error_message='يُنشر الخبر بعد موعد الحظر لا قبله.'),
        ),
        migrations.AddField(
            model_name='revision',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.article', verbose_name='الخبر'),
        ),
        migrations.AddField(
            model_name='revision',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='من'),
        ),
        migrations.AddField(
            model_name='sectionmember',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='articles.section', verbose_name='القسم'),
        ),
        migrations.AddField(
            model_name='sectionmember',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_memberships', to=settings.AUTH_USER_MODEL, verbose_name='المستخدم'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='revision_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['arrive', 'edit', 'submit', 'recall', 'send_back', 'approve', 'publish', 'schedule', 'unschedule', 'correct', 'withdraw', 'archive', 'reopen', 'restore'])), name='revision_act_known'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review', 'approved', 'published', 'withdrawn', 'archived'])), name='revision_status_known'),
        ),
        migrations.AddConstraint(
            model_name='sectionmember',
            constraint=models.UniqueConstraint(fields=('user', 'section'), name='section_member_once', violation_error_message='هذا القسم مذكور مرتين.'),
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
