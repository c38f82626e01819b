import articles.models.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles.text.html import count_words

_AT_ONCE = 500


def fill_word_counts(apps, schema_editor):
    """For the stories that are here, a few hundred bodies in memory at a time."""
    stories = apps.get_model("articles", "Article").objects.order_by("pk").only("lede", "body")
    last = 0
    while batch := list(stories.filter(pk__gt=last)[:_AT_ONCE]):
        for story in batch:
            story.word_count = count_words(story.lede, story.body)
        stories.bulk_update(batch, ["word_count"])
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_working_copies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='متى')),
                ('text', articles.models.fields.ProseField(max_length=2000, verbose_name='الملاحظة')),
            ],
            options={
                'verbose_name': 'ملاحظة داخلية',
                'verbose_name_plural': 'ملاحظات داخلية',
                'ordering': ['at', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', articles.models.fields.LineField(max_length=40, verbose_name='الاسم')),
                ('query', models.CharField(max_length=1000)),
            ],
            options={
                'verbose_name': 'مرشّح محفوظ',
                'verbose_name_plural': 'مرشّحات محفوظة',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='word_count',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='الكلمات'),
        ),
        migrations.AlterField(
            model_name='article',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='أنشأه'),
        ),
        migrations.AlterField(
            model_name='article',
            name='updated_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='آخر من حفظه'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-published_at', '-id'], name='article_by_time'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['status', '-updated_at', '-id'], name='article_status_saved'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', '-updated_at', '-id'], name='article_section_saved'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['source', '-updated_at', '-id'], name='article_source_saved'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['created_by', '-updated_at', '-id'], name='article_made_by'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['updated_by', '-updated_at', '-id'], name='article_saved_by'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('status', 'draft')), fields=['created_by', '-updated_at', '-id'], name='article_drafts_of'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('first_published_at__isnull', True), ('published_at__isnull', False)), fields=['published_at'], name='article_planned'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('expires_at__isnull', False)), fields=['expires_at'], name='article_expiring'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['-issued_at', '-id'], name='correction_newest'),
        ),
        migrations.AddField(
            model_name='note',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='articles.article', verbose_name='الخبر'),
        ),
        migrations.AddField(
            model_name='note',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='من'),
        ),
        migrations.AddField(
            model_name='savedfilter',
            name='user',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='note',
            index=models.Index(fields=['article', 'at', 'id'], name='note_thread'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(fields=('user', 'name'), name='saved_filter_named_once'),
        ),
        migrations.RunPython(fill_word_counts, migrations.RunPython.noop),
    ]
