"""A post may concern several matters."""

import modelcluster.fields
from django.db import migrations


def matters_from_one(apps, schema_editor):
    through = apps.get_model("cms", "Post").matters.through
    posts = apps.get_model("cms", "Post").objects.exclude(matter=None).values_list("pk", "matter_id")
    through.objects.bulk_create(
        (through(post_id=post, matter_id=matter) for post, matter in posts.iterator()), batch_size=1000
    )


def matters_to_one(apps, schema_editor):
    Post = apps.get_model("cms", "Post")
    for row in Post.matters.through.objects.order_by("-pk").iterator():
        Post.objects.filter(pk=row.post_id).update(matter_id=row.matter_id)


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0005_register'),
        ('cms', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='matters',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='+', to='approvals.matter', verbose_name='matters'),
        ),
        migrations.RunPython(matters_from_one, matters_to_one),
        migrations.RemoveField(
            model_name='post',
            name='matter',
        ),
    ]
