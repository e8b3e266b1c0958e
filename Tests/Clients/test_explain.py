"""`lantern explain`: where an object and its reading come from, and what clients call it."""

import json
import re

from harness.processes import eventually


def explain(agent, *words, check=True):
    return agent.tool("explain", *words, check=check)


def facts(agent, id):
    """The facts of the only object with this id, by name; of several of a name the last."""
    [found] = json.loads(explain(agent, id, "--json").stdout)
    return {fact["name"]: fact["value"] for fact in found["facts"]}


def test_a_sensor_is_explained_from_its_file_to_its_names(agent):
    eventually(lambda: "reading" in facts(agent, "inlet-temp"), 10, "the sensor is read")
    told = facts(agent, "sensor/inlet-temp")
    file, line = re.fullmatch(r"(.+):(\d+)", told["Declared"]).groups()
    assert "id: inlet-temp" in open(file).read().splitlines()[int(line) - 1]
    assert told["name"] == "Inlet" and told["unit"] == "celsius" and told["state"] == "normal"
    assert re.search(r"warning-low [0-9.]+, warning-high [0-9.]+, critical-low", told["Limits"])
    assert told["Read every"] == "1.0 s" and 0 < float(told["reading"]) < 60
    assert re.fullmatch(r"for \d+\.\d s, unless it is read again", told["Holds"])


def test_the_names_of_an_object_get_it(agent):
    """The command for wsmancli has the resource URI and the selectors that a client needs, no more and no less."""
    for id in ["sensor/inlet-temp", "fan/fan1", "supply/psu1", "system/ManagedSystem"]:
        [found] = json.loads(explain(agent, id, "--json").stdout)
        commands = [fact["value"] for fact in found["facts"] if fact["name"] == "WS-Management"]
        assert commands
        for command in commands:
            uri, query = re.fullmatch(r"wsman get '(.+?)\?(.+)'", command).groups()
            selectors = dict(re.findall(r'(\w+)="([^"]*)"', query))
            answer = agent.client().get(uri.rsplit("/", 1)[1], list(selectors.items()))
            assert answer.ok, command


def test_objects_of_one_id_are_all_told(agent):
    text = explain(agent, "ManagedSystem").stdout
    assert text.startswith("system/ManagedSystem\n  Declared")


def test_an_unknown_id_is_answered_with_the_nearest(agent):
    done = explain(agent, "inlet-tmp", check=False)
    assert done.returncode == 1
    assert done.stderr == "lantern: There is no 'inlet-tmp' on this board. Did you mean 'inlet-temp'?\n"
    assert explain(agent, "fan/inlet-temp", check=False).returncode == 1
    # Who may use the machine is not told here.
    assert explain(agent, "account/admin", check=False).returncode == 1


def test_without_an_agent_it_says_so(start_agent):
    agent = start_agent()
    agent.stop()
    assert explain(agent, "inlet-temp", check=False).returncode == 4
