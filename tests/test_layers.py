"""Imports point one way: a file may import from its own floor's package or a lower one, never up."""

import ast
from pathlib import Path

ARTICLES = Path(__file__).parent.parent / "articles"
FLOORS = [
    {"text", "events", "deadline"},
    {"media", "addresses", "times", "days", "prepared", "sharing", "outside"},
    {"ledger"},
    {"lines"},
    {"querysets"},
    {"models"},
    {"caching", "pagination", "details", "story", "photos", "corrections"},
    {"expiry"},
    {"search", "similar", "authority", "archive", "seo", "cards", "reading", "announcing"},
    {"checklist"},
    {"refresh"},
    {"workflow"},
    {"intake", "demo", "bench", "preview", "front", "library"},
    {"receivers", "purging", "announcements", "context", "jinja"},
    {"views", "feeds", "look", "admin", "management", "templatetags"},
    {"urls", "apps"},
]
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}


def imports(path: Path) -> set[str]:
    """The modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_imports_point_one_way():
    wrong = []
    for path in ARTICLES.rglob("*.py"):
        name = path.relative_to(ARTICLES).parts[0].removesuffix(".py")
        if name in {"__init__", "migrations"}:
            continue
        for module in imports(path):
            target = module.split(".")[1] if module.startswith("articles.") else None
            if target and FLOOR_OF[target] > FLOOR_OF[name]:
                wrong.append(f"{path.relative_to(ARTICLES)} imports {module}")
    assert not wrong


def test_text_knows_no_django():
    assert not [
        path for path in (ARTICLES / "text").rglob("*.py") if any("django" in m for m in imports(path))
    ]
