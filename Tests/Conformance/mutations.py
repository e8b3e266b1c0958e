#!/usr/bin/env python3
"""Breaks the agent on purpose, and sees whether the pairs notice: each mutation of the sources must make exactly the
pairs fail that check what was broken, and no other.

usage: mutations.py [--seed N] [--count N] [NAME...]

Mutations are applied together in a copy of the tree (in .build/mutants), which is built once and put through the pairs.
All of them unless names or a count are given; a count draws so many by the seed, which is printed.
"""

import argparse
import fnmatch
import os
import random
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRATCH = ROOT / ".build" / "mutants"
COPIED = ("Package.swift", "Package.resolved", "Sources", "Tests", "profiles", "board-configs")


@dataclass(frozen=True)
class Mutation:
    """`old`, which is there once in the file, becomes `new`; the pairs whose ids match `fails` must then fail."""

    name: str
    file: str
    old: str
    new: str
    fails: tuple


def mutation(name, file, old, new, *fails):
    return Mutation(name, "Sources/" + file, old, new, fails)


HEADERS = "WSManagement/Envelope/RequestHeaders+Check.swift"
SELECTORS = "WSManagement/Envelope/Selectors.swift"
FAULTS = "WSManagement/Faults/FaultTable.swift"
ENUMERATE = "WSManagement/Enumeration/EnumerateRequest.swift"
PULL = "WSManagement/Enumeration/Pull.swift"
ASSOCIATIONS = "WSManagement/Filters/AssociationQuery.swift"
QUERIES = "WSManagement/Filters/FilteredEnumeration.swift"

MUTATIONS = [
    mutation("headers may come twice", HEADERS, "if let repeated {", "if let repeated, limits.uri == 0 {",
             "twice-[A-Z]*"),
    mutation("what must be understood is ignored", HEADERS, "if !notUnderstood.isEmpty {",
             "if notUnderstood.count > 99 {",
             "understand-unknown", "understand-one", "understand-next", "understand-receiver", "understand-before-*",
             "understand-several", "understand-eventing", "identify-must-understand", "addressing-2005"),
    mutation("a MessageID is not needed", HEADERS,
             "[(action, Name.action), (to, .to), (messageID, .messageID)]", "[(action, Name.action), (to, .to)]",
             "no-message-id"),
    mutation("answers may go anywhere", HEADERS, "if address.text.trimmed == URI.anonymous { return }",
             "if !address.text.isEmpty { return }", "reply-to-elsewhere", "fault-to-elsewhere"),
    mutation("every locale is supported", HEADERS, 'guard language.lowercased().prefix(2) == "en" else {',
             "guard !language.isEmpty else {", "locale-unknown"),
    mutation("a wrong detail of options", HEADERS, 'throw Fault(.invalidOptions, .notSupported, "The option',
             'throw Fault(.invalidOptions, .invalidValue, "The option', "options-must-comply*"),
    mutation("small envelopes are promised", HEADERS, "guard octets >= ServiceLimits.leastAnswer else {",
             "guard octets >= 101 else {", "size-too-small"),
    mutation("any number of options", HEADERS, "guard count <= limit else {", "guard count <= limit * 1000 else {",
             "limit-options"),
    mutation("a wrong detail of duplicate selectors", SELECTORS, "self.init(.invalidSelectors, .duplicateSelectors,",
             "self.init(.invalidSelectors, .unexpectedSelectors,", "selectors-twice*"),
    mutation("any number of selectors", SELECTORS, "guard found.count < limit else {",
             "guard found.count < limit * 1000 else {", "limit-selectors"),
    mutation("a wrong detail of nameless selectors", SELECTORS,
             'throw Fault(.invalidSelectors, .unexpectedSelectors, "A selector has no name.")',
             'throw Fault(.invalidSelectors, .insufficientSelectors, "A selector has no name.")', "selectors-nameless"),
    mutation("a wrong code of a fault", FAULTS, 'Row(.receiver, .enumeration, "InvalidEnumerationContext"',
             'Row(.sender, .enumeration, "InvalidEnumerationContext"',
             "pull-after-the-end", "pull-unknown", "pull-empty-context", "pull-without-context",
             "pull-of-an-optimized-end", "release-half-way", "release-twice", "release-after-the-end",
             "release-unknown", "renew-unknown", "get-status-unknown", "get-status-after-release"),
    mutation("a wrong action of a fault", FAULTS, "wsman/1/cimbinding/fault", "wsman/1/cimbinding/faults",
             "polymorphism-unknown-*", "polymorphism-everything-exclude", "polymorphism-everything-none"),
    mutation("a detail spelled as others do", "WSManagement/Faults/FaultDetail.swift",
             'characterSet = "CharacterSet"', 'characterSet = "CharechterSet"', "charset-*", "declared-windows"),
    mutation("EndTo is passed over", ENUMERATE, "case .endTo:", "case .endTo where false:", "end-to"),
    mutation("two filters", ENUMERATE, "guard filter == nil else {", "guard filter == nil || isOptimized else {",
             "filter-both"),
    mutation("no mode is a mode", ENUMERATE, 'if word == "EnumerateEPR" { return .reference }',
             'if word == "EnumerateEPR" || word == "" { return .reference }', "mode-empty"),
    mutation("Pull takes no number", PULL, "count: request.maxElements,", "count: nil,",
             "pull-some", "pull-wsman-number", "pull-again", "enumerate-goes-on", "mode-lasts", "associated-pulled",
             "wql-pulled", "xpath-pulled"),
    mutation("the end keeps its context", PULL, "if !isComplete { writer.element(Tags.enumerationContext, key) }",
             "writer.element(Tags.enumerationContext, key)", "pull-to-the-end", "enumerate-nothing"),
    mutation("contexts belong to everybody", "WSManagement/Enumeration/EnumerationContexts.swift",
             "guard context.user == user else {", "guard !context.user.isEmpty else {", "*-by-another-user",
             "pull-survives-another-user"),
    mutation("Role is not looked at", ASSOCIATIONS, "AssociationFilter(role: role,", "AssociationFilter(role: nil,",
             "associated-other-role"),
    mutation("IncludeResultProperty is passed over", ASSOCIATIONS, "if !properties.isEmpty {",
             "if properties.count > 99 {", "include-result-*", "association-unknown-property"),
    mutation("association filters hold anything", ASSOCIATIONS,
             "guard place == nil else { throw repeated(element) }\n    place = element.text",
             "place = element.text", "association-term-twice"),
    mutation("FROM any class", QUERIES, "if let cimClass, !query.cimClass.isKind(of: cimClass) {",
             "if let cimClass, cimClass.name.isEmpty {", "wql-another-class"),
    mutation("an unknown class is a wrong query", QUERIES,
             "case .unknownClass: self.init(.destinationUnreachable, .invalidResourceURI,",
             "case .unknownClass: self.init(.cannotProcessFilter, nil,", "wql-unknown-class", "cql-unknown-class"),
    mutation("at least means more than", "CIM/Queries/Comparison.swift",
             "case .greaterOrEqual: comparison == .greater || comparison == .equal",
             "case .greaterOrEqual: comparison == .greater", "wql-greater"),
    mutation("read-only properties are passed over", "CIM/Writes/CIMView+Put.swift",
             "} else if !isComplete || !instance.followsReading(change.property) {", "} else if !isComplete {",
             "put-read-only*", "put-unwritable-class"),
    mutation("keys need not be there", "CIM/Writes/CIMView+Put.swift", "if isComplete, let missing =",
             "if isComplete, properties.isEmpty, let missing =", "put-missing-key*"),
    mutation("truth values are shouted", "WSManagement/Rendering/ValueRendering.swift",
             'case .boolean(let value): text(value ? "true" : "false")',
             'case .boolean(let value): text(value ? "TRUE" : "FALSE")',
             "get-values"),
    mutation("any depth", "XML/XMLLimits.swift", "public var depth = 32", "public var depth = 100_000", "limit-depth*",
             "limit-nested-references"),
    mutation("parts of any namespace", "WSManagement/Fragments/FragmentContent.swift",
             ".invalidRepresentation, .invalidNamespace,", ".invalidRepresentation, .invalidValues,",
             "put-part-wrong-namespace*"),
    mutation("any kind of content", "Agent/WSManagementEndpoint.swift",
             '["application/soap+xml", "text/xml", "application/xml"]', '["application/soap+xml", "text/html"]',
             "content-type-wrong-html"),
    mutation("405 allows what is not allowed", "Transport/Connection/Gatekeeper.swift",
             'reply.allow = route.methods.joined(separator: ", ")', 'reply.allow = "GET"', "method-get", "method-put",
             "method-delete", "method-options", "method-patch", "method-trace"),
    mutation("DASHVersion is left out", "WSManagement/Operations/Identify.swift",
             "fragment.plain.element(Tags.dashVersion, identity.dashVersion)", "_ = identity.dashVersion", "identify",
             "identify-order"),
]


def mutated(source, chosen):
    """The text of a file with these mutations applied."""
    for one in chosen:
        assert source.count(one.old) == 1, f"{one.name}: {source.count(one.old)} times in {one.file}"
        source = source.replace(one.old, one.new)
    return source


def prepare(chosen):
    """Brings the copy up to date, file by file, so that only what differs is built anew."""
    tree = SCRATCH / "tree"
    wanted = set()
    for name in COPIED:
        top = ROOT / name
        for path in [top] if top.is_file() else (path for path in top.rglob("*") if path.is_file()):
            relative = path.relative_to(ROOT)
            if {"__pycache__", ".build"} & set(relative.parts):
                continue
            wanted.add(relative)
            content = path.read_bytes()
            here = [one for one in chosen if one.file == str(relative)]
            if here:
                content = mutated(content.decode(), here).encode()
            target = tree / relative
            if not target.exists() or target.read_bytes() != content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    for path in [path for path in tree.rglob("*") if path.is_file()]:
        if path.relative_to(tree) not in wanted:
            path.unlink()
    return tree


def build(tree):
    """The broken agent, and the tool that makes its accounts; returns where they are."""
    for product in ("lanternd", "lantern"):
        subprocess.run(["swift", "build", "--package-path", tree, "--scratch-path", SCRATCH / "build",
                        "--product", product], check=True)
    return SCRATCH / "build" / "debug"


def outcomes(programs):
    """What becomes of every pair: id to whether it passes."""
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory) / "pairs.xml"
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--tb=no", "Conformance/test_pairs.py", "-k", "test_pair",
             "--junitxml", report], cwd=ROOT / "Tests", env=os.environ | {"LANTERN_BIN": str(programs)},
            stdout=subprocess.DEVNULL)
        found = {}
        for case in ET.parse(report).iter("testcase"):
            name = case.get("name")
            if name.startswith("test_pair["):
                found[name[len("test_pair["):-1]] = not any(child.tag in ("failure", "error") for child in case)
        return found


def verdict(chosen, passes):
    """What is wrong, as lines: pairs that did not notice, and pairs that failed for no reason."""
    lines = []
    for one in chosen:
        for pattern in one.fails:
            blind = [id for id in fnmatch.filter(passes, pattern) if passes[id]]
            lines += [f"{one.name}: {id} still passes" for id in blind]
    explained = {id for one in chosen for pattern in one.fails for id in fnmatch.filter(passes, pattern)}
    return lines + [f"{id} fails, and no mutation says so" for id, fine in passes.items()
                    if not fine and id not in explained]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 31))
    parser.add_argument("--count", type=int)
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    chosen = [one for one in MUTATIONS if not options.names or one.name in options.names]
    if options.count:
        chosen = random.Random(options.seed).sample(chosen, options.count)
        print(f"seed {options.seed}")
    print("broken:", ", ".join(one.name for one in chosen))
    passes = outcomes(build(prepare(chosen)))
    lines = verdict(chosen, passes)
    noticed = sum(not fine for fine in passes.values())
    print(*lines, f"{len(chosen)} mutations, {noticed} of {len(passes)} pairs noticed", sep="\n")
    if count := os.environ.get("COUNT_FILE"):
        bad = len({line.split(":")[0] for line in lines})
        Path(count).write_text(f"{max(len(chosen) - bad, 0)} {bad}\n")
    sys.exit(bool(lines) or not chosen)


if __name__ == "__main__":
    main()
