"""The first account of a new newsroom."""

import os
import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

USERNAME = "editor"


class Command(BaseCommand):
    help = (
        "Make the account «editor» with every right, unless somebody has an account already. "
        "ADMIN_PASSWORD sets its password; otherwise one is made and printed, this once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()._default_manager
        if users.exists():
            return
        given = os.environ.get("ADMIN_PASSWORD", "")
        password = given or secrets.token_urlsafe(9)
        users.create_superuser(username=USERNAME, password=password)
        shown = "the password in ADMIN_PASSWORD" if given else f"password {password}"
        self.stdout.write(f"Desk account: {USERNAME}, {shown} (shown only now)")
