"""Write the modules that list the kinds of question for the page, from their folders.

Run by ``make player`` when a kind was added; a test says when that was forgotten.
"""

from __future__ import annotations

from pathlib import Path

KINDS = Path(__file__).resolve().parents[1] / "maitrise" / "kinds"

_MODULE = """// Made by `make player` from the folders beside it: do not edit.

{imports}

/** @type {{Record<string, import("./types.js").{type}>}} */
export const {name} = {{ {kinds} }};
"""


def modules(folder: Path = KINDS) -> dict[Path, str]:
    """The modules and what should be in them."""
    return {
        folder / "scorings.js": _module(folder, "score.js", "scoring", "SCORINGS", "Scoring"),
        folder / "bodies.js": _module(folder, "view.js", "body", "BODIES", "Body"),
    }


def _module(folder: Path, file: str, exported: str, name: str, kind: str) -> str:
    kinds = sorted(path.parent.name for path in folder.glob(f"*/{file}"))
    imports = [f'import {{ {exported} as {each} }} from "./{each}/{file}";' for each in kinds]
    return _MODULE.format(imports="\n".join(imports), type=kind, name=name, kinds=", ".join(kinds))


if __name__ == "__main__":
    for path, source in modules().items():
        path.write_text(source, encoding="utf-8")
