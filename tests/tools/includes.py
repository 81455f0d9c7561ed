#!/usr/bin/env python3
"""Checks every project #include against the table of who may include whom (docs/architecture.md shows the same table).

Usage: includes.py ROOT      exit 1 and one line per forbidden include.
"""
import pathlib
import re
import sys

DSL = {
    "dsl/text": set(),
    "dsl/diagnostics": {"dsl/text"},
    "dsl/program": {"dsl/text"},
    "dsl/grammar": {"dsl/syntax", "dsl/diagnostics", "dsl/text"},
    "dsl/syntax": {"dsl/grammar", "dsl/diagnostics", "dsl/text"},
    "dsl/check": {"dsl/syntax", "dsl/program", "dsl/diagnostics", "dsl/text"},
}
DSL["dsl/prove"] = {"dsl/syntax", "dsl/program", "dsl/diagnostics", "dsl/text"}
PROGRAM = {"dsl/program", "dsl/text"}
ENGINE = {
    "engine/columns": set(),
    "engine/plan": PROGRAM | {"engine/columns"},
    "engine/evaluate": PROGRAM | {"engine/plan", "engine/columns"},
    "engine/allocate": PROGRAM | {"engine/evaluate", "engine/plan", "engine/columns"},
    "engine/run": PROGRAM | {"engine/allocate", "engine/evaluate", "engine/plan", "engine/columns"},
    "engine/explain": PROGRAM | {"engine/run", "engine/allocate", "engine/plan", "engine/columns"},
    "engine/trial": PROGRAM | {"engine/run", "engine/allocate", "engine/plan", "engine/columns"},
    "engine/store": PROGRAM | {"dsl/diagnostics", "engine/columns"},
    "engine/workbook": {"dsl/diagnostics", "dsl/text"},
    "engine/intake": PROGRAM | {"dsl/diagnostics", "engine/store", "engine/columns", "engine/workbook"},
    "engine/worklist": PROGRAM | {"dsl/diagnostics", "engine/store", "engine/workbook", "engine/run", "engine/allocate", "engine/plan", "engine/columns"},
}
ALLOWED = DSL | ENGINE
EVERYTHING_BUT_GRAMMAR = (set(ALLOWED) - {"dsl/grammar"}) | {"cli", "cli/sample", "cli/sample/data", "cli/commands", "cli/describe", "cli/summary"}
ALLOWED["cli"] = ALLOWED["cli/commands"] = ALLOWED["cli/describe"] = ALLOWED["cli/sample"] = ALLOWED["cli/summary"] = EVERYTHING_BUT_GRAMMAR
# Third-party headers with one home each.
HOMES = {
    r"boost/spirit": {"dsl/grammar", "dsl/syntax"},
    r"sqlite3|SQLiteCpp": {"engine/store"},
    r"z3": {"dsl/prove"},
    r"zip\.h|expat\.h|xlsxwriter": {"engine/workbook"},
    r"zstd": {"engine/store"},
    r"boost/program_options": {"cli", "cli/commands"},
}


def problems(root):
    for top in ("dsl", "engine", "cli"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".cpp", ".hpp", ".def"):
                continue
            folder = str(path.parent.relative_to(root))
            if folder == "dsl/diagnostics/codes":
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                include = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                if not include:
                    continue
                target = include.group(1)
                place = f"{path.relative_to(root)}:{number}"
                if target.startswith(("dsl/", "engine/", "cli/")):
                    to = str(pathlib.PurePosixPath(target).parent)
                    to = "dsl/diagnostics" if to.startswith("dsl/diagnostics") else to
                    if folder not in ALLOWED:
                        yield f"{place}: folder {folder} is not in the table"
                    elif to != folder and to not in ALLOWED[folder]:
                        yield f"{place}: {folder} may not include {to}"
                for pattern, homes in HOMES.items():
                    if re.match(pattern, target) and folder not in homes:
                        yield f"{place}: {target} belongs in {', '.join(sorted(homes))} only"
                if target.startswith("boost/spirit") and folder == "dsl/syntax" and "support/ast" not in target:
                    yield f"{place}: only the tree's variant header of Spirit may be used outside dsl/grammar"


def main():
    root = pathlib.Path(sys.argv[1])
    found = list(problems(root))
    print("\n".join(found) or "includes: every arrow is allowed")
    sys.exit(1 if found else 0)


main()
