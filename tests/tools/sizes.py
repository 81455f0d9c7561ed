#!/usr/bin/env python3
"""File and function sizes: a file over 800 lines or a function over 100 fails; over 400 / 40 is listed.

Usage: sizes.py ROOT      Functions are found by layout: a line that ends in ") {" (or ") const {" ...) up to the brace in its column.
"""
import pathlib
import re
import sys

FILE_END, FILE_LISTED, FUNCTION_END, FUNCTION_LISTED = 800, 400, 100, 40
OPENING = re.compile(r"^(\s*)\S.*\)\s*(const|noexcept|override|mutable|->\s*[\w:<>&*, ]+|\s)*\{$")
NOT_A_FUNCTION = re.compile(r"^\s*(if|for|while|switch|else|\}|do|namespace|struct|class|enum|return|TEST_CASE|SECTION)\b")


def functions(lines):
    for start, line in enumerate(lines):
        match = OPENING.match(line)
        if not match or NOT_A_FUNCTION.match(line):
            continue
        closing = match.group(1) + "}"
        for end in range(start + 1, len(lines)):
            if lines[end].startswith(closing):
                yield start + 1, end - start + 1
                break


def main():
    root = pathlib.Path(sys.argv[1])
    failed = False
    for top in ("dsl", "engine", "cli", "tests"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".cpp", ".hpp", ".py"):
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            name = path.relative_to(root)
            if len(lines) > FILE_LISTED:
                print(f"{name}: {len(lines)} lines")
                failed = failed or len(lines) > FILE_END
            for line, length in functions(lines):
                if length > FUNCTION_LISTED:
                    print(f"{name}:{line}: function of {length} lines")
                    failed = failed or length > FUNCTION_END
    print(f"sizes: the end is {FILE_END} lines a file, {FUNCTION_END} a function")
    sys.exit(1 if failed else 0)


main()
