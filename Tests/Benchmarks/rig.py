"""The agent that is measured, the requests it is measured with, and bare servers that send what it sends."""

import os
import subprocess
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import requests

from harness import processes
from harness.agent import Agent
from harness.boards import write_board
from harness.wsman import CIM, IDENTIFY, TRANSFER, WSEN, Client, envelope

SENSORS = 100
USER, PASSWORD = "admin", "correct horse battery"
AUTHORIZATION = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()


@dataclass
class Request:
    """One kind of request: files with its body and with the body of its answer."""

    name: str
    body: Path
    answer: Path

    @property
    def size(self):
        """Of the answer, in kB."""
        return self.answer.stat().st_size / 1000


class Bare:
    """A bare swift-nio server that sends one answer, over plain HTTP and TLS."""

    def __init__(self, program, answer, certificate, key):
        ports = [processes.free_port(), processes.free_port()]
        self.urls = {"plain": f"http://127.0.0.1:{ports[0]}/wsman", "TLS": f"https://127.0.0.1:{ports[1]}/wsman"}
        self.process = subprocess.Popen(
            [program, answer, str(ports[0]), str(ports[1]), certificate, key], preexec_fn=processes.die_with_parent)
        for url in self.urls.values():
            processes.eventually(lambda url=url: answers(url), 10, "the bare server answers", every=0.01)

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        processes.stop(self.process)


class Rig:
    """Where an agent with a board of a hundred numeric sensors can be started, over plain HTTP and TLS."""

    def __init__(self, directory, echo, wrapper=(), interval="1 s"):
        """`wrapper` is what the agent is started through; sensors are read, and move, every `interval`."""
        self.directory, self.echo, self.wrapper = Path(directory), echo, list(wrapper)
        self.board = write_board(self.directory / "board.yaml", SENSORS)
        text = self.board.read_text().replace("simulation:\n", f"simulation:\n  interval: {interval}\n")
        self.board.write_text(text)
        self.certificate, self.key = self.directory / "certificate.pem", self.directory / "key.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.key,
             "-out", self.certificate], check=True, capture_output=True)
        self.key.chmod(0o600)
        os.sched_setaffinity(0, {0})  # inherited by the servers

    def prepare(self, listen=("http://127.0.0.1:0", "https://127.0.0.1:0")):
        """An agent that is not started yet, with its account."""
        agent = MeasuredAgent(
            self.directory, board=self.board, listen=list(listen),
            config=f"allow-basic-over-http: true\ntls: {{ certificate: {self.certificate}, key: {self.key} }}\n")
        agent.wrapper = self.wrapper
        if not agent.state.exists():
            agent.add_user(USER, password=PASSWORD)
        agent.users[USER] = PASSWORD
        return agent

    def agent(self):
        return self.prepare().start()

    def requests(self, agent):
        """One request of each kind."""
        client = Client(agent.of("plain"), USER, PASSWORD)
        sensor = client.references("CIM_NumericSensor")[0]
        service = client.references("CIM_PowerManagementService")[0]
        bodies = {
            "Identify": IDENTIFY,
            "Get": envelope(TRANSFER + "/Get", "CIM_NumericSensor", selectors=sensor.selectors),
            "Invoke": envelope(
                CIM + "CIM_PowerManagementService/RequestPowerStateChange", "CIM_PowerManagementService",
                f'<p:RequestPowerStateChange_INPUT xmlns:p="{CIM}CIM_PowerManagementService"><p:PowerState>99'
                "</p:PowerState></p:RequestPowerStateChange_INPUT>", service.selectors),
            f"Enumerate-{SENSORS}": envelope(
                WSEN + "/Enumerate", "CIM_NumericSensor",
                "<wsen:Enumerate><wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
                "<wsman:MaxElements>1000</wsman:MaxElements></wsen:Enumerate>"),
        }
        found = []
        for name, body in bodies.items():
            reply = client.post(body)
            assert reply.ok, reply.text
            assert not name.startswith("Enumerate") or len(reply.items) == SENSORS, reply.text
            request = Request(name, self.directory / f"{name}.request", self.directory / f"{name}.answer")
            request.body.write_text(body)
            request.answer.write_text(reply.text)
            found.append(request)
        return found

    def bare(self, request):
        return Bare(self.echo, request.answer, self.certificate, self.key)


class MeasuredAgent(Agent):
    wrapper = []

    def command(self):
        return [*self.wrapper, *super().command()]

    def of(self, transport):
        """The URL of WS-Management over `plain` HTTP or `TLS`."""
        scheme = {"plain": "http://", "TLS": "https://"}[transport]
        return next(url for url in self.urls if url.startswith(scheme)) + "/wsman"


def answers(url):
    try:
        return requests.post(url, data=b"x", timeout=5, verify=False).status_code == 200
    except requests.ConnectionError:
        return False
