"""Groups and their permissions, for migrations; afterwards they are the administrator's to change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

REPORTER, EDITOR, CHIEF, ADMINISTRATOR = "مراسل", "محرر", "رئيس تحرير", "مدير النظام"


def grant(apps: Any, group: str, permissions: Iterable[tuple[str, str]]) -> None:
    """Let `group`, made where it is not there, have `permissions`: (model, codename) of the app `articles`.

    `apps` is the registry of a migration. Django makes permissions only after the last migration, so those
    that are missing are made here; Django finds them then, and leaves them.
    """
    made, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    made.permissions.add(*(_permission(apps, *permission) for permission in permissions))


def all_of(apps: Any, app: str) -> list[tuple[str, str]]:
    """Everything that can be done with the models of `app`."""
    found = []
    for model in apps.get_app_config(app).get_models():
        name = f"{app}.{model._meta.model_name}"
        found += [(name, f"{verb}_{model._meta.model_name}") for verb in ("view", "add", "change", "delete")]
        found += [(name, codename) for codename, _label in model._meta.permissions]
    return found


def _permission(apps: Any, label: str, codename: str) -> Any:
    model = apps.get_model(label if "." in label else f"articles.{label}")
    content_type, _is_new = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    named = dict(model._meta.permissions)
    permission, _is_new = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": named.get(codename) or f"Can {codename.split('_')[0]} {model._meta.verbose_name}"},
    )
    return permission
