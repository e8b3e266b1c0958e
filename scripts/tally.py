#!/usr/bin/env python3
"""Adds up JUnit reports: prints how many tests passed and how many failed. usage: tally.py REPORT..."""

import sys
import xml.etree.ElementTree as ET


def count(path):
    passed = failed = 0
    for case in ET.parse(path).iter("testcase"):
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            failed += 1
        elif "skipped" not in outcomes:
            passed += 1
    return passed, failed


totals = [count(path) for path in sys.argv[1:]]
print(sum(passed for passed, _ in totals), sum(failed for _, failed in totals))
