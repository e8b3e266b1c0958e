"""Instructions that one request costs, counted by callgrind: unlike seconds they do not drift with the machine."""

import re
import socket
import subprocess
import time

from harness import own_user, processes

WARM, COUNTED = 50, 200
SHOWN = 12


def measure(rig, authorization):
    """`rig` starts its agents through `wrapper(rig.directory)`. Only the thread that serves requests counts."""
    agent = rig.prepare(["http://127.0.0.1:0"]).start()
    requests = rig.requests(agent)
    print("| request | answer | instructions |\n|---|---|---|")
    profiles = []
    control(agent.pid, "--instr=on")
    for request in requests:
        with Conversation(agent.port, request.body.read_bytes(), authorization) as conversation:
            conversation.repeat(WARM)
            control(agent.pid, "--zero")
            conversation.repeat(COUNTED)
            control(agent.pid, f"--dump={request.name}")
        found = heaviest(dumps(rig.directory, request.name))
        profiles.append((request.name, found))
        print(f"| {request.name} | {request.size:.1f} kB | {total(found) / COUNTED:,.0f} |", flush=True)
    agent.stop()
    for name, file in profiles:
        print(f"\nWhere the instructions of {name} go:\n")
        for line in functions(file):
            print("   ", line)


def wrapper(directory):
    return ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no", "--separate-threads=yes",
            f"--callgrind-out-file={directory}/callgrind.out"]


class Conversation:
    """One connection on which the same request is sent over and over."""

    def __init__(self, port, body, authorization):
        head = (f"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n"
                f"Authorization: {authorization}\r\nContent-Length: {len(body)}\r\n\r\n")
        self.request = head.encode() + body
        self.connection = socket.create_connection(("127.0.0.1", port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()

    def repeat(self, count):
        for _ in range(count):
            self.connection.sendall(self.request)
            head, _, rest = self.read(b"", b"\r\n\r\n").partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = int(re.search(rb"Content-Length: (\d+)", head).group(1))
            while len(rest) < length:
                rest += self.connection.recv(1 << 20)

    def read(self, found, mark):
        while mark not in found:
            chunk = self.connection.recv(1 << 16)
            assert chunk, "the agent closed the connection"
            found += chunk
        return found


def control(pid, order):
    # As the agent's own user: valgrind listens at pipes in /tmp, which the kernel keeps from everybody else, even root.
    subprocess.run(["callgrind_control", order, str(pid)], check=True, capture_output=True, timeout=60,
                   **own_user.options())
    time.sleep(0.5)  # it returns when the order is given, not when it is done


def dumps(directory, name):
    """The files of one dump, one a thread."""
    return processes.eventually(
        lambda: [file for file in directory.glob("callgrind.out.*") if f"desc: Trigger: dump {name}\n" in head(file)],
        10, f"callgrind writes what {name} took")


def head(file):
    with open(file, errors="replace") as stream:
        return stream.read(4096)


def heaviest(files):
    return max(files, key=total)


def total(file):
    found = re.search(r"^(?:summary|totals): (\d+)", file.read_text(errors="replace"), re.M)
    return int(found.group(1)) if found else 0


def functions(file):
    """The functions with the most instructions of their own."""
    text = subprocess.run(["callgrind_annotate", str(file)], check=True, capture_output=True, text=True).stdout
    lines = [line for line in text.splitlines() if re.match(r"\s*[\d,]+ \(", line) and "PROGRAM TOTALS" not in line]
    names = subprocess.run(["swift", "demangle", "--simplified", "--compact"], input="\n".join(lines[:SHOWN]),
                           check=True, capture_output=True, text=True).stdout
    return [line[:160] for line in names.splitlines()]
