"""The measured promises can be measured: each benchmark loads, and `make bench` names it."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = sorted((ROOT / "benchmarks").glob("*.py"))


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_loads_and_says_its_claim(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(path.parent))
    spec = spec_from_file_location(f"benchmark_{path.stem}", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # dataclasses look for it there
    spec.loader.exec_module(module)
    assert (module.__doc__ or "").startswith("Claim: ")
    assert callable(module.main)


def test_make_bench_runs_them_all() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (named,) = re.findall(r"for claim in ([a-z ]+);", makefile)
    assert sorted(named.split()) == [path.stem for path in BENCHMARKS]
