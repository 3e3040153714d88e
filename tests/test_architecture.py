"""The one picture of the architecture that cannot go out of date."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).parent.parent / "workforce"

# What a layer may import, besides itself and the libraries not named here.
PURE = {"indicators", "vietnam"}
MAY_IMPORT = {
    "indicators": set(),
    "vietnam": set(),
    "models": {"django", *PURE},
    "queries": {"django", "pandas", "models", *PURE},
    "services": {"django", "queries", "models", *PURE},
    # codes of every room below into words for the reader
    "wording": {"django", "services", "queries", "models", *PURE},
    "web": {"django", "django_tables2", "plotly", "services", "queries", "wording", "models", *PURE},
    # what Django looks for in the root of an app
    "management": {"django", "services", "queries", "wording", "models", *PURE},
    "templatetags": {"django", "wording", *PURE},
    "apps": {"django", "services", "models"},
}
LIBRARIES = {"django", "django_tables2", "pandas", "plotly"}

MODULES = [path for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts and path != APP / "__init__.py"]


def layer_of(path):
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imported_names(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def owner(name):
    """The layer or library that an imported name belongs to."""
    first, _, rest = name.partition(".")
    if first == "workforce":
        return rest.partition(".")[0]
    return first if first in LIBRARIES else None


def forbidden_imports(layer, source):
    return {owner(name) for name in imported_names(source)} - {None, layer} - MAY_IMPORT[layer]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_downwards(path):
    layer = layer_of(path)
    assert layer in MAY_IMPORT, f"{layer} is no room of this house"
    assert forbidden_imports(layer, path.read_text()) == set()


@pytest.mark.parametrize(
    ("layer", "source", "forbidden"),
    [
        ("indicators", "import django", {"django"}),
        ("models", "from workforce.queries.units import subtree", {"queries"}),
        ("models", "def late():\n    from workforce import services", {"services"}),
        ("wording", "from workforce.web import charts", {"web"}),
        ("web", "from workforce.wording import numbers", set()),
    ],
)
def test_an_import_that_points_upwards_is_noticed(layer, source, forbidden):
    assert forbidden_imports(layer, source) == forbidden
