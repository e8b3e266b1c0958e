"""The functions that run when the agent starts and serves, for the linker to put side by side: few pages of the program
are in memory then, whatever its size."""

import re

import requests
from harness import processes
from harness.agent import ROOT
from instructions import control, dumps

LIST = ROOT / "scripts" / "function-order"
HEADER = """\
# Functions of the agent that run: first those that serve, then those that start it. scripts/build has the linker put
# them side by side, so that the others stay on disk. Names that are there no longer do no harm.
# Made by `scripts/bench order`; worth making anew when `scripts/bench memory` says so.
"""


def write(rig, authorization):
    """`rig` starts its agents through `wrapper(rig.directory)`."""
    agent = rig.agent()
    processes.eventually(lambda: rig.requests(agent), 60, "the agent has read its sensors", every=1)
    serve(rig, agent, authorization)
    control(agent.pid, "--dump=start")
    control(agent.pid, "--zero")
    serve(rig, agent, authorization)
    control(agent.pid, "--dump=serve")
    serving = functions(dumps(rig.directory, "serve"))
    starting = functions(dumps(rig.directory, "start"))
    agent.stop()
    names = list(dict.fromkeys(serving + starting))
    LIST.write_text(HEADER + "\n".join(names) + "\n")
    print(f"{len(names)} functions, {len(serving)} of them when serving, are in {LIST.relative_to(ROOT)}.")


def wrapper(directory):
    return ["valgrind", "--quiet", "--tool=callgrind", "--demangle=no",
            f"--callgrind-out-file={directory}/callgrind.out"]


def serve(rig, agent, authorization):
    """One request of each kind, over plain HTTP and TLS."""
    headers = {"Authorization": authorization, "Content-Type": "application/soap+xml;charset=UTF-8"}
    for request in rig.requests(agent):
        for transport in ("plain", "TLS"):
            body = request.body.read_bytes()
            answer = requests.post(agent.of(transport), data=body, headers=headers, timeout=60, verify=False)
            assert answer.status_code == 200, answer.text


def functions(files):
    """The symbols of the agent's own functions in callgrind's files. A name or object is written out where it is first
    met, and is a number from then on."""
    found = {}
    for file in files:
        names, objects, current = {}, {}, None
        for line in file.open(errors="replace"):
            match = re.match(r"(ob|cob|fn|cfn)=\((\d+)\)(?: (.+))?", line)
            if not match:
                continue
            kind, number, text = match.groups()
            table = objects if kind in ("ob", "cob") else names
            if text:
                table[number] = text
            if kind == "ob":
                current = table[number]
            elif kind == "fn" and current.endswith("/lanternd"):
                found[re.sub(r"'\d+$", "", names[number])] = None  # '2 and so on: calls within calls
    return [name for name in found if not name.startswith("0x")]
