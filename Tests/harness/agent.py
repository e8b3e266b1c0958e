"""lanternd as a process: started as a user of its own, with a port and a state directory of its own; always stopped."""

import re
import secrets
import subprocess
import threading
from pathlib import Path

from . import own_user, processes
from .own_user import BINARIES, ROOT
from .wsman import Client

SIMULATED_BOARD = ROOT / "board-configs" / "simulated" / "rack-server.yaml"
START_LIMIT = 60


class Agent:
    """One agent. `users` holds the passwords of the accounts made through `add_user`."""

    def __init__(self, directory, board=SIMULATED_BOARD, listen="http://127.0.0.1:0", config="", options=(),
                 serves=None, capabilities=(), environment=None, prefix=()):
        """`serves`: how many addresses it will listen on, when the command line does not name them all.
        `capabilities`: those that it is started with, where the tests run as root."""
        self.directory = Path(directory)
        self.state = self.directory / "state"
        self.board = board
        self.listen = [listen] if isinstance(listen, str) else list(listen)
        self.serves = len(self.listen) if serves is None else serves
        self.capabilities = capabilities if own_user.is_used() else ()
        # What comes with capabilities changes the user itself.
        self.user = {} if self.capabilities else own_user.options()
        self.environment = environment
        self.options = list(options)
        # What starts it: a command that ends by becoming the one it is given.
        self.prefix = list(prefix)
        self.users = {}
        self.log = []
        self.urls = []
        self.process = None
        if config:
            path = self.directory / "lantern.yaml"
            path.write_text(config)
            self.options += ["--config", str(path)]

    @property
    def url(self):
        return self.urls[0] + "/wsman"

    @property
    def port(self):
        return int(self.urls[0].rsplit(":", 1)[1])

    @property
    def pid(self):
        return self.process.pid

    def add_user(self, name, role="administrator", password=None):
        """Makes an account with the operator's tool, as an administrator would."""
        password = password or secrets.token_urlsafe(12)
        file = self.directory / f"{name}.password"
        file.touch(mode=0o600)
        file.write_text(password + "\n")
        self.tool("user", "add", name, "--role", role, "--password-file", file)
        self.users[name] = password
        return password

    def tool(self, *words, check=True, prefix=(), **options):
        """Runs `lantern WORDS --state-dir STATE` and returns what became of it. Unless `check` is off, it must work."""
        done = subprocess.run(
            [*prefix, BINARIES / "lantern", *words, "--state-dir", self.state], capture_output=True, text=True,
            timeout=60, **options)
        assert not check or done.returncode == 0, f"lantern {' '.join(map(str, words))}: {done.stderr}"
        return done

    def command(self):
        listen = [word for url in self.listen for word in ("--listen", url)]
        command = own_user.readable(
            [BINARIES / "lanternd", "--board", self.board, "--state-dir", self.state, *listen, *self.options])
        command = own_user.with_capabilities(self.capabilities) + command if self.capabilities else command
        return [*self.prefix, *command]

    def start(self):
        """Starts it and returns once every listener has said where it listens."""
        # Not those of an earlier start, whose log may still be read to its end.
        self.urls, ready = [], threading.Event()
        self.hand_over()
        self.process = subprocess.Popen(
            self.command(), stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, errors="replace",
            env=self.environment, preexec_fn=processes.die_with_parent, **self.user)
        threading.Thread(
            target=self._read_log, args=(self.process.stderr, self.urls, ready), daemon=True).start()
        if not ready.wait(START_LIMIT) or len(self.urls) < self.serves:
            processes.stop(self.process)
            raise AssertionError("lanternd does not listen; its log:\n" + "".join(self.log))
        return self

    def hand_over(self):
        """Gives its user what the tests have made for it."""
        own_user.hand_over(self.directory)

    def stop(self):
        return processes.stop(self.process) if self.process else None

    def client(self, user="admin", url=None, **options):
        return Client(url or self.url, user, self.users[user], **options)

    def stranger(self, url=None, **options):
        """A client without credentials."""
        return Client(url or self.url, **options)

    def limit(self, resource, soft):
        """Sets a limit of the running agent, by the name that prlimit(1) has for it: its own user may always do that."""
        subprocess.run(["prlimit", f"--pid={self.pid}", f"--{resource}={soft}:"], check=True, **own_user.options())

    def worker(self):
        """The process id of its worker for BMCs, or None while there is none."""
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                try:
                    if Path(f"/proc/{child}/comm").read_text().strip() == "lantern-ipmi":
                        return int(child)
                except OSError:  # it ended meanwhile
                    continue
        return None

    def _read_log(self, stream, urls, ready):
        for line in stream:
            self.log.append(line)
            found = re.search(r"\blistening\b.*?(https?://[^\s\"/]+)", line)
            if found:
                urls.append(found.group(1))
                if len(urls) == self.serves:
                    ready.set()
        ready.set()
