# SPDX-License-Identifier: Apache-2.0
"""Do the counts of one step of the cycle add up, and agree with the step before? Prints them; ends with 1 when they do not."""
import json
import re
import sqlite3
import sys


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def equal(what, left, right):
    print(f"  {what}: {left} = {right}" if left == right else f"  {what}: {left} IS NOT {right}")
    if left != right:
        sys.exit(1)


def ask(path, sql):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return connection.execute(sql).fetchone()[0]


def imported(reports, baseline):
    for path in reports:
        for file in load(path):
            ended = [file[how] for how in ("imported", "updated", "unchanged", "set_aside")]
            equal(f"{file['file']}: rows = new + updated + unchanged + set aside {ended}", file["rows"], sum(ended))
    print(f"  in the baseline: {ask(baseline, 'SELECT count(*) FROM keluarga')} families, {ask(baseline, 'SELECT count(*) FROM anggota')} persons")


def run(report, worklist):
    report = load(report)
    for rule in report["rules"]:
        outcomes = [rule[outcome] for outcome in ("eligible", "not_eligible", "undecided", "error")]
        equal(f"{rule['rule']}: judged = eligible + not eligible + undecided + error {outcomes}", rule["subjects"], sum(outcomes))
    tasks = report["tasks"]
    print("  tasks:", ", ".join(f"{name} {count}" for name, count in tasks.items()))
    wanted = tasks["new"] + tasks["unchanged"] + tasks["changed"] + tasks["reopened"]
    print(f"  the run wants {wanted} tasks; open in the worklist: {open_tasks(worklist)}")


def open_tasks(worklist):
    return ask(worklist, "SELECT count(*) FROM tasks WHERE state = 'open'")


def lists(made, report):
    made = load(made)
    equal("tasks in all files = tasks listed", sum(file["tasks"] for file in made["files"]), made["tasks"])
    equal("tasks listed = tasks that match in the worklist", made["tasks"], made["matching"])
    equal("tasks listed = new tasks of the run", made["tasks"], load(report)["tasks"]["new"])


def decided(report, made, filled, worklist):
    report = load(report)
    ended = [report[how] for how in ("decided", "already", "undecided", "refused")]
    equal(f"rows = decided + so already + without decision + not accepted {ended}", report["rows"], sum(ended))
    equal("rows = tasks in the lists", report["rows"], load(made)["tasks"])
    with open(filled, encoding="utf-8") as file:
        figures = dict(re.findall(r"(\w+)=(\d+)", file.read()))
    equal("decisions accepted = good decisions filled in", report["decided"], int(figures["good"]))
    equal("decisions not accepted = bad ones filled in", report["refused"], int(figures["bad"]))
    for how, count in report["by_decision"].items():
        print(f"  {how}: {count}")
    equal("tasks no longer open = decisions", ask(worklist, "SELECT count(*) FROM tasks WHERE state <> 'open'"), report["decided"])


def again(report, first):
    report, first = load(report), load(first)
    equal("decided now", report["decided"], 0)
    equal("so already = decided before", report["already"], first["decided"])
    equal("not accepted, as before", report["refused"], first["refused"])


def months(first, second, report):
    """Every task that was open after the decisions is met again, and no place that was taken or refused is proposed anew."""
    before, after, report = load(first)["tasks"], load(second)["tasks"], load(report)
    left_open = before["new"] - report["decided"]
    met = after["unchanged"] + after["changed"] + after["withdrawn"] + after["done"] + after["superseded"]
    print(f"  open after July's decisions: {left_open}; met again in August: {met}; new: {after['new']}")
    if met < left_open:
        sys.exit("  some open tasks were not met again")


def main():
    step, *arguments = sys.argv[1:]
    options = {}
    while len(arguments) > 1 and arguments[-2].startswith("--"):
        options[arguments[-2][2:]] = arguments[-1]
        arguments = arguments[:-2]
    if step == "import":
        return imported(arguments, **options)
    return {"run": run, "lists": lists, "decided": decided, "again": again, "months": months}[step](*arguments, **options)


if __name__ == "__main__":
    main()
