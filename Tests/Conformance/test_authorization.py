"""Who may do what: the table of docs/security.md, tried cell by cell over every way to log in."""

import itertools
import re
from dataclasses import dataclass

import pytest
from test_accounts import ACCOUNT, ROLES, account, assign, create, set_password, set_state, user

from harness.agent import ROOT, Agent
from harness.boards import write_board
from harness.power import ON
from harness.tls import make_certificate, settings
from harness.wsman import TRANSFER, WSEN, Client, Reference, resource

SENSOR = "CIM_NumericSensor"
SYSTEM = "CIM_ComputerSystem"
MACHINE = Reference.of(SYSTEM, CreationClassName=SYSTEM, Name="ManagedSystem")
PERMISSIONS = ("read", "power", "thresholds", "accounts", "logs", "cooling")
BUILT_IN = ("readonly", "operator", "administrator")
CYCLE_GRACEFUL, TERMINATE = 15, 4
LIGHT = "CIM_IndicatorLED"
NEXT_ONCE, NOT_NEXT = 1, 3
numbers = itertools.count(1)
FAN = "fans: [{ id: fan1, name: Fan 1, pwm: simulated, minimum: 20%, full-speed: 8000 rpm }]\n"
CONTROLLER = "boots-from: [network], identify: true, log: { capacity: 16, when-full: wraps }"


@dataclass
class World:
    """What the operations need, brought about by an administrator."""

    agent: Agent
    admin: Client
    job: Reference = None

    def running_job(self):
        if self.job is None or self.admin.get_reference(self.job).instance["JobState"] != "4":
            self.job = self.admin.power(CYCLE_GRACEFUL).outputs["Job"]
        return self.job

    def sensor(self):
        return next(one for one in self.admin.references(SENSOR) if one["DeviceID"] == "t0").selectors

    def light(self):
        return self.admin.get(LIGHT).instance

    def made_account(self):
        name = f"made{next(numbers)}"
        assert create(self.admin, name).outputs["ReturnValue"] == 0
        return name

    def clear(self):
        """An agent has room for 64 accounts."""
        for each in self.admin.instances(ACCOUNT):
            if each["Name"].startswith("made"):
                assert self.admin.delete(account(each["Name"])).ok


def enumeration(client):
    return client.start_enumeration(SENSOR, max_elements=1)


def context(client, world):
    """An enumeration belongs to who began it; who cannot begin one tries another's."""
    own = enumeration(client)
    return own.context if own.ok else enumeration(world.admin).context


def renew(client, world, verb):
    body = (f"<wsen:{verb}><wsen:EnumerationContext>{context(client, world)}</wsen:EnumerationContext>"
            + ("<wsen:Expires>PT60S</wsen:Expires>" if verb == "Renew" else "") + f"</wsen:{verb}>")
    return client.send(f"{WSEN}/{verb}", SENSOR, body)


def fragment(client, world, action, body=""):
    header = '<wsman:FragmentTransfer s:mustUnderstand="true">UpperThresholdNonCritical</wsman:FragmentTransfer>'
    return client.send(f"{TRANSFER}/{action}", SENSOR, body, world.sensor(), extra=header)


def put_fragment(client, world):
    value = 5000 + next(numbers)
    return fragment(client, world, "Put", "<wsman:XmlFragment>"
                    f'<p:UpperThresholdNonCritical xmlns:p="{resource(SENSOR)}">{value}</p:UpperThresholdNonCritical>'
                    "</wsman:XmlFragment>")


def request_state(client, class_name, state, selectors):
    return client.invoke(
        class_name, "RequestStateChange", f"<p:RequestedState>{state}</p:RequestedState>", selectors)


def set_role(world, role):
    configuration = world.admin.references("CIM_BootConfigSetting")[0]
    return f"<p:BootConfigSetting>{configuration.body()}</p:BootConfigSetting><p:Role>{role}</p:Role>"


# Each operation of the table by its name there: what to send, and to whom it must look like more than a refusal.
OPERATIONS = {
    "Identify": lambda client, world: client.identify(),
    "Get": lambda client, world: client.get(SYSTEM, Name="ManagedSystem"),
    "Get of a fragment": lambda client, world: fragment(client, world, "Get"),
    "Enumerate": lambda client, world: enumeration(client),
    "Pull": lambda client, world: client.pull(SENSOR, context(client, world)),
    "Release": lambda client, world: client.release(SENSOR, context(client, world)),
    "Renew": lambda client, world: renew(client, world, "Renew"),
    "GetStatus": lambda client, world: renew(client, world, "GetStatus"),
    "GetErrors": lambda client, world: client.invoke(
        "CIM_ConcreteJob", "GetErrors", selectors=world.running_job().selectors),
    "ShowRoles": lambda client, world: client.invoke(ROLES, "ShowRoles"),
    "Create": lambda client, world: client.send(f"{TRANSFER}/Create", "CIM_Fan", "<p:CIM_Fan xmlns:p="
                                                f'"{resource("CIM_Fan")}"></p:CIM_Fan>'),
    "RequestPowerStateChange": lambda client, world: client.power(ON),
    "RequestStateChange of a system": lambda client, world: request_state(client, SYSTEM, 2, MACHINE.selectors),
    "RequestStateChange of a job": lambda client, world: request_state(
        client, "CIM_ConcreteJob", TERMINATE, world.running_job().selectors),
    "Delete of a job": lambda client, world: client.delete(world.running_job()),
    "Put of thresholds": lambda client, world: client.put(
        SENSOR, {"UpperThresholdNonCritical": 5000 + next(numbers)}, world.sensor()),
    "Put of a fragment of thresholds": put_fragment,
    "RestoreDefaultThresholds": lambda client, world: client.invoke(
        SENSOR, "RestoreDefaultThresholds", selectors=world.sensor()),
    "SetSpeed": lambda client, world: client.invoke(
        "CIM_Fan", "SetSpeed", f"<p:DesiredSpeed>{4000 + next(numbers)}</p:DesiredSpeed>"),
    "ClearLog": lambda client, world: client.invoke("CIM_RecordLog", "ClearLog"),
    "ChangeBootOrder": lambda client, world: client.invoke("CIM_BootConfigSetting", "ChangeBootOrder"),
    "SetBootConfigRole": lambda client, world: client.invoke(
        "CIM_BootService", "SetBootConfigRole", set_role(world, NEXT_ONCE)),
    "SetBootConfigUsage": lambda client, world: client.invoke(
        "CIM_BootService", "SetBootConfigUsage", set_role(world, NOT_NEXT)),
    "Put of the identify light": lambda client, world: client.put(
        LIGHT, {"ActivationState": 2 if world.light()["ActivationState"] == "4" else 4},
        world.admin.references(LIGHT)[0].selectors),
    "CreateAccount": lambda client, world: create(client, f"made{next(numbers)}"),
    "Put of a password": lambda client, world: set_password(client, world.made_account(), "another password"),
    "RequestStateChange of an account": lambda client, world: set_state(client, world.made_account(), 3),
    "Delete of an account": lambda client, world: client.delete(account(world.made_account())),
    "AssignRoles": lambda client, world: assign(client, world.made_account(), "readonly"),
}
# Of the verbs that profiles can have done, which operation tries them.
VERBS = {
    "power.request": "RequestPowerStateChange", "system.request-state": "RequestStateChange of a system",
    "job.request-state": "RequestStateChange of a job", "job.get-errors": "GetErrors", "job.delete": "Delete of a job",
    "sensor.thresholds": "Put of thresholds", "sensor.restore-thresholds": "RestoreDefaultThresholds",
    "fan.set-speed": "SetSpeed", "log.clear": "ClearLog", "boot.change-order": "ChangeBootOrder", "boot.set-role": "SetBootConfigRole",
    "boot.set-usage": "SetBootConfigUsage", "system.identify": "Put of the identify light",
    "account.create": "CreateAccount", "account.password": "Put of a password", "account.delete": "Delete of an account",
    "account.request-state": "RequestStateChange of an account", "role.assign": "AssignRoles", "role.show": "ShowRoles",
}


def table():
    """Rows of the table: operations, the permission they need, and a verdict for each kind of caller."""
    text = (ROOT / "docs" / "security.md").read_text()
    lines = re.search(r"^\| operation \|.*?\n\n", text, re.S | re.M).group().splitlines()
    names = [cell.strip(" `") for cell in lines[0].split("|")[1:-1]]
    rows = []
    for line in lines[2:]:
        if line.strip():
            cells = dict(zip(names, (cell.strip() for cell in line.split("|")[1:-1])))
            rows.append((re.findall(r"`([^`]+)`", cells["operation"]), cells))
    return rows


def needed():
    return {operation: cells for operations, cells in table() for operation in operations}


def verdict(reply):
    if reply.status == 401:
        return "401"
    if reply.fault is not None and reply.fault.subcode == "wsman:AccessDenied":
        return "no"
    assert reply.status != 500, reply.text
    return "yes"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    directory = tmp_path_factory.mktemp("authorization")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, board=write_board(directory / "board.yaml", graceful_delay="55 s", controller=CONTROLLER,
                                              more=FAN),
                  listen=["http://127.0.0.1:0", "https://127.0.0.1:0"],
                  config=settings(certificate, key) + "  client-certificates: true\n")
    agent.certificate = certificate
    agent.add_user("admin", "administrator")
    for name in BUILT_IN:
        agent.add_user(f"as-{name}", name)
    for permission in PERMISSIONS:
        agent.tool("role", "add", f"only-{permission}", "--allow", permission)
        agent.add_user(f"only-{permission}", f"only-{permission}")
    agent.pairs = {}
    for name in list(agent.users):
        agent.pairs[name] = make_certificate(directory, name)
        done = user(agent, "certificate", "add", name, str(agent.pairs[name][0]))
        assert done.returncode == 0, done.stderr
    agent.start()
    world = World(agent, agent.client())
    assert create(world.admin, "roleless").outputs["ReturnValue"] == 0
    agent.users["roleless"] = "correct horse"
    agent.pairs["roleless"] = make_certificate(directory, "roleless")
    assert user(agent, "certificate", "add", "roleless", str(agent.pairs["roleless"][0])).returncode == 0
    yield world
    agent.stop()


@pytest.fixture(autouse=True)
def tidy(world):
    yield
    world.clear()


def with_certificate(agent, name):
    client = Client(agent.urls[1] + "/wsman", verify=agent.certificate)
    client.session.cert = tuple(str(path) for path in agent.pairs[name])
    return client


WAYS = {
    "Digest over HTTP": lambda agent, name: Client(agent.urls[0] + "/wsman", name, agent.users[name]),
    "Digest over HTTPS": lambda agent, name: Client(
        agent.urls[1] + "/wsman", name, agent.users[name], verify=agent.certificate),
    "Basic over HTTPS": lambda agent, name: Client(
        agent.urls[1] + "/wsman", name, agent.users[name], scheme="basic", verify=agent.certificate),
    "client certificate": with_certificate,
}


def test_the_table_names_every_operation_there_is():
    assert set(needed()) == set(OPERATIONS)
    bound = set()
    for path in (ROOT / "profiles").glob("DSP*.yaml"):
        text = path.read_text()
        bound |= set(re.findall(r"\b(?:write|modify|delete): ([a-z-]+\.[a-z-]+)", text))
        for methods in re.findall(r"methods: \{(.*?)\}", text, re.S):
            bound |= set(re.findall(r": ([a-z.-]+)", methods))
    assert bound - {"unsupported"} == set(VERBS)
    assert set(VERBS.values()) <= set(OPERATIONS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_role(world, way, operation):
    cells = needed()[operation]
    for name in BUILT_IN:
        client = WAYS[way](world.agent, f"as-{name}")
        assert verdict(OPERATIONS[operation](client, world)) == cells[name], name
    assert verdict(OPERATIONS[operation](WAYS[way](world.agent, "roleless"), world)) == cells["no role"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_roles_of_one_permission(world, operation):
    """Each permission opens what it is named for, and nothing else; all of them include reading."""
    need = needed()[operation]["permission"]
    for permission in PERMISSIONS:
        client = WAYS["Digest over HTTP"](world.agent, f"only-{permission}")
        expected = "yes" if need in ("–", "read", permission) else "no"
        assert verdict(OPERATIONS[operation](client, world)) == expected, permission


@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_account(world, operation):
    for url in world.agent.urls:
        client = Client(url + "/wsman", verify=world.agent.certificate)
        assert verdict(OPERATIONS[operation](client, world)) == needed()[operation]["no account"] == "401"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_anonymous_path_answers_identify_and_nothing_else(world, operation):
    """Whoever logs in there is not asked for it, and gets no more than a stranger."""
    for client in (Client(world.agent.urls[0] + "/wsman-anon/identify"),
                   WAYS["Digest over HTTP"](world.agent, "as-administrator")):
        client.url = world.agent.urls[0] + "/wsman-anon/identify"
        assert verdict(OPERATIONS[operation](client, world)) == ("yes" if operation == "Identify" else "no")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_identify_header_opens_nothing_else(world, operation):
    client = Client(world.agent.urls[0] + "/wsman")
    client.session.headers["WSMANIDENTIFY"] = "unauthenticated"
    assert verdict(OPERATIONS[operation](client, world)) == ("yes" if operation == "Identify" else "no")


def test_what_is_refused_changes_nothing_and_is_recorded(world):
    before = (world.agent.state / "accounts").read_bytes()
    records = len((world.agent.state / "audit.jsonl").read_bytes().splitlines())
    reader = WAYS["Digest over HTTP"](world.agent, "as-readonly")
    refused = [create(reader, "intruder"), assign(reader, "as-readonly", "administrator"), reader.power(ON),
               set_password(reader, "admin", "something else"), reader.delete(account("admin"))]
    assert [verdict(reply) for reply in refused] == ["no"] * len(refused)
    assert (world.agent.state / "accounts").read_bytes() == before
    lines = (world.agent.state / "audit.jsonl").read_text().splitlines()[records:]
    assert len(lines) == len(refused) and all('"outcome":"denied"' in line for line in lines)
