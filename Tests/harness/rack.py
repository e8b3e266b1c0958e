"""Many BMCs behind one agent: the board file that names them, and who of them has readings."""

import json
import secrets

from .bmc import INTERVAL, PASSWORD, USER

BOARD = """format: 1
board: rack
power-on-stagger: 500 ms
credentials:
  - {{ id: rack, user: {user}, password-file: {secret} }}
bmc-groups:
  - id: rack
    credential: rack
    interval: {interval}
    kind: server
    power:
      on:    [ {{ ipmi: power-up }}, {{ until: on, within: 60 s }} ]
      off:   [ {{ ipmi: power-down }}, {{ until: off, within: 60 s }} ]
    hosts:
"""


def rack(path, hosts, interval=f"{INTERVAL} s"):
    """Writes a board file for hosts: id to (port, what is different about it in YAML); returns its path."""
    secret = path.with_name(f"rack-{secrets.token_hex(4)}.password")
    secret.touch(mode=0o600)
    secret.write_text(PASSWORD + "\n")
    text = BOARD.format(user=USER, secret=secret, interval=interval)
    for name, (port, more) in hosts.items():
        text += f"      - {{ id: {name}, lan: 127.0.0.1:{port}{more} }}\n"
    path.write_text(text + "from-bmc: all\n")
    return path


def host(bmc):
    """A simulated BMC as a host of a rack."""
    return bmc.port, ", cipher: 17" if bmc.has_gateway else ", cipher: 3, workarounds: [opensesspriv]"


def sensors(client):
    """System to its numeric sensors by name."""
    found = {}
    for sensor in client.instances("CIM_NumericSensor"):
        found.setdefault(sensor["SystemName"], {})[sensor["ElementName"]] = sensor
    return found


def states(agent):
    """System to the state of its source, as `lantern status` has it: (working, connecting or failing, reason)."""
    status = json.loads(agent.tool("status", "--json").stdout)
    return {source["name"].rpartition(":")[2]: (source["state"], source.get("kind")) for source in status["sources"]}
