"""Accounts and roles over the wire: Simple Identity Management (DSP1034) and Role Based Authorization (DSP1039), acting on
the one store that `lantern user` looks after too."""

import hashlib
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.power import OFF, ON, reach
from harness.processes import eventually
from harness.tls import make_certificate, settings
from harness.wsman import Client, Reference, resource

ACCOUNT = "CIM_Account"
IDENTITIES = "CIM_AccountManagementService"
ROLES = "CIM_RoleBasedAuthorizationService"
PASSWORD = "correct horse"


def hexadecimal(password):
    return password.encode().hex()


def reference(class_name, **keys):
    return Reference.of(class_name, CreationClassName=class_name, **keys)


def account(name):
    return reference(ACCOUNT, SystemCreationClassName="CIM_ComputerSystem", SystemName="ManagedSystem", Name=name)


def identity(name):
    return Reference.of("CIM_Identity", InstanceID=f"Lantern:Identity:{name}")


def role(name):
    return reference("CIM_Role", Name=name)


def template(**properties):
    inner = "".join(f"<q:{name}>{value}</q:{name}>" for name, value in sorted(properties.items()))
    return (f'<p:AccountTemplate><q:CIM_Account xmlns:q="{resource(ACCOUNT)}">{inner}</q:CIM_Account>'
            "</p:AccountTemplate>")


def create(client, name, password=PASSWORD, **more):
    system = f'<p:System>{reference("CIM_ComputerSystem", Name="ManagedSystem").body()}</p:System>'
    return client.invoke(
        IDENTITIES, "CreateAccount", template(UserID=name, UserPassword=hexadecimal(password), **more) + system)


def assign(client, name, *roles):
    listed = "".join(f"<p:Roles>{role(each).body()}</p:Roles>" for each in roles)
    return client.invoke(ROLES, "AssignRoles", f"<p:Identity>{identity(name).body()}</p:Identity>{listed}")


def set_state(client, name, state):
    return client.invoke(
        ACCOUNT, "RequestStateChange", f"<p:RequestedState>{state}</p:RequestedState>", account(name).selectors)


def set_password(client, name, password):
    return client.put(
        ACCOUNT, {"OrganizationName": "", "UserPassword": hexadecimal(password)}, account(name).selectors)


def user(agent, verb, *arguments):
    return agent.tool("user", verb, *arguments, check=False, stdin=subprocess.DEVNULL)


def listed(agent):
    rows = [line.split("\t") for line in user(agent, "list").stdout.splitlines()]
    return {row[0]: row[1:] for row in rows}


def log_in(agent, name, password=PASSWORD, **options):
    return Client(agent.url, name, password, **options)


def soon(condition):
    """What other programs change is known within a second."""
    return eventually(condition, 10, "the change is seen")


@pytest.fixture
def fresh(start_agent):
    return start_agent()


@pytest.fixture
def admin(fresh):
    return fresh.client()


# What is shown


def test_accounts_roles_and_privileges_are_joined(fresh, admin):
    fresh.add_user("alice", "operator")
    soon(lambda: "alice" in [each["Name"] for each in admin.instances(ACCOUNT)])
    system = reference("CIM_ComputerSystem", Name="ManagedSystem")
    on_system = admin.associated(system, ResultClassName=ACCOUNT, AssociationClassName="CIM_AccountOnSystem")
    assert sorted(each.instance["UserID"] for each in on_system) == ["admin", "alice"]
    identities = admin.associated(account("alice"), ResultClassName="CIM_Identity")
    assert [each.instance["InstanceID"] for each in identities] == ["Lantern:Identity:alice"]
    roles = admin.associated(identity("alice"), ResultClassName="CIM_Role")
    assert [each.instance["CommonName"] for each in roles] == ["operator"]
    privileges = admin.associated(role("operator"), ResultClassName="CIM_Privilege")
    assert privileges[0].instance.all("Activities") == ["5", "7", "6", "7"]
    assert privileges[0].instance.all("ActivityQualifiers")[1] == "CIM_PowerManagementService.RequestPowerStateChange"
    targets = admin.associated(role("operator"), AssociationClassName="CIM_RoleLimitedToTarget")
    assert [each.instance["Name"] for each in targets] == ["ManagedSystem"]


def test_a_password_is_never_shown(admin):
    for each in admin.instances(ACCOUNT):
        assert "UserPassword" not in each


def test_the_realm_is_told_to_who_needs_it_for_digests(fresh, admin):
    [capabilities] = admin.instances("CIM_AccountManagementCapabilities")
    assert capabilities["UserPasswordEncryptionSalt"] == (fresh.state / "realm").read_text().strip()
    assert capabilities.all("SupportedUserPasswordEncryptionAlgorithms") == ["0", "2"]


def test_what_the_tool_does_is_seen_at_once(fresh, admin):
    fresh.add_user("alice", "readonly")
    soon(lambda: len(admin.instances(ACCOUNT)) == 2)
    user(fresh, "disable", "alice")
    soon(lambda: admin.get(ACCOUNT, account("alice").selectors).instance["EnabledState"] == "3")
    user(fresh, "remove", "alice")
    soon(lambda: len(admin.instances(ACCOUNT)) == 1)


# CreateAccount, AssignRoles


def test_a_new_account_can_do_nothing_until_it_has_a_role(fresh, admin):
    reply = create(admin, "alice")
    assert reply.outputs["ReturnValue"] == 0
    assert reply.outputs["Account"]["Name"] == "alice"
    alice = log_in(fresh, "alice")
    assert alice.identify().ok
    for reply in (alice.get("CIM_ComputerSystem", Name="ManagedSystem"), alice.start_enumeration("CIM_Fan"),
                  alice.power(OFF)):
        assert reply.fault.subcode == "wsman:AccessDenied"
    assert assign(admin, "alice", "readonly").outputs["ReturnValue"] == 0
    assert alice.get("CIM_ComputerSystem", Name="ManagedSystem").ok
    assert alice.power(OFF).fault.subcode == "wsman:AccessDenied"
    assert assign(admin, "alice", "readonly", "operator").outputs["ReturnValue"] == 0
    reach(alice, OFF)
    assert listed(fresh)["alice"] == ["readonly,operator"]
    assert assign(admin, "alice").fault.subcode == "wsman:InvalidParameter"
    assert listed(fresh)["alice"] == ["readonly,operator"]


def test_a_password_may_come_as_http_digest_md5(fresh, admin):
    realm = (fresh.state / "realm").read_text().strip()
    for name, of in (("raw", lambda digest: digest.hex()), ("digits", lambda digest: digest.hex().encode().hex())):
        digest = hashlib.md5(f"{name}:{realm}:{PASSWORD}".encode()).digest()
        reply = admin.invoke(IDENTITIES, "CreateAccount", template(
            UserID=name, UserPassword=of(digest), UserPasswordEncryptionAlgorithm=2)
            + f'<p:System>{reference("CIM_ComputerSystem", Name="ManagedSystem").body()}</p:System>')
        assert reply.outputs["ReturnValue"] == 0
        assert log_in(fresh, name).identify().ok


def test_an_octet_string_may_begin_with_its_length(fresh, admin):
    text = (len(PASSWORD) + 4).to_bytes(4, "big") + PASSWORD.encode()
    reply = admin.invoke(IDENTITIES, "CreateAccount", template(UserID="alice", UserPassword=text.hex())
                         + f'<p:System>{reference("CIM_ComputerSystem", Name="ManagedSystem").body()}</p:System>')
    assert reply.outputs["ReturnValue"] == 0
    assert log_in(fresh, "alice").identify().ok


@pytest.mark.parametrize("properties, words", [
    ({"UserID": "alice"}, "UserPassword"),
    ({"UserPassword": hexadecimal(PASSWORD)}, "UserID"),
    ({"UserID": "alice", "UserPassword": hexadecimal("short")}, "too short"),
    ({"UserID": "al:ice", "UserPassword": hexadecimal(PASSWORD)}, "printable ASCII"),
    ({"UserID": "alice12345", "UserPassword": hexadecimal("alice12345")}, "must not be the account's name"),
    ({"UserID": "alice", "UserPassword": "not hexadecimal"}, "type"),
    ({"UserID": "alice", "UserPassword": hexadecimal(PASSWORD), "UserPasswordEncryptionAlgorithm": 1}, "0 (None)"),
    ({"UserID": "alice", "UserPassword": "aabb", "UserPasswordEncryptionAlgorithm": 2}, "16 octets"),
])
def test_bad_templates_are_explained_and_change_nothing(agent, properties, words):
    client = agent.client()
    system = f'<p:System>{reference("CIM_ComputerSystem", Name="ManagedSystem").body()}</p:System>'
    fault = client.invoke(IDENTITIES, "CreateAccount", template(**properties) + system).fault
    assert fault.subcode == "wsman:InvalidParameter"
    assert words in fault.reason
    assert list(listed(agent)) == ["admin"]


def test_a_name_is_given_once(agent):
    fault = create(agent.client(), "admin").fault
    assert fault.subcode == "wsman:AlreadyExists"


def test_roles_and_identities_that_do_not_exist_are_named(agent):
    client = agent.client()
    for reply in (assign(client, "nobody", "readonly"), assign(client, "admin", "king")):
        assert reply.fault.subcode == "wsman:InvalidParameter"
    assert listed(agent)["admin"] == ["administrator"]


def test_roles_can_be_shown(agent):
    client = agent.client()
    reply = client.invoke(ROLES, "ShowRoles", f"<p:Subject>{identity('admin').body()}</p:Subject>")
    assert "ReturnValue>0<" in reply.text
    assert "administrator" in reply.text and "operator" not in reply.text
    everything = client.invoke(ROLES, "ShowRoles")
    assert "operator" in everything.text and "Lantern:Privilege:readonly" in everything.text


# Put, Delete, RequestStateChange


def test_a_password_is_changed_by_put(fresh, admin):
    create(admin, "alice")
    assert set_password(admin, "alice", "another password").ok
    assert not log_in(fresh, "alice").identify().ok
    assert log_in(fresh, "alice", "another password").identify().ok
    fault = set_password(admin, "alice", "short").fault
    assert "too short" in fault.reason
    assert log_in(fresh, "alice", "another password").identify().ok


def test_other_properties_are_not_changed(fresh, admin):
    create(admin, "alice")
    reply = admin.put(ACCOUNT, {"OrganizationName": "", "UserID": "bob"}, account("alice").selectors)
    assert "UserID" in reply.fault.reason
    assert sorted(listed(fresh)) == ["admin", "alice"]


def test_a_disabled_account_is_refused_at_once_and_comes_back(fresh, admin):
    create(admin, "alice")
    assign(admin, "alice", "readonly")
    alice = log_in(fresh, "alice")
    assert alice.get("CIM_ComputerSystem", Name="ManagedSystem").ok
    assert set_state(admin, "alice", 3).outputs["ReturnValue"] == 0
    assert alice.get("CIM_ComputerSystem", Name="ManagedSystem").status == 401
    assert set_state(admin, "alice", 2).outputs["ReturnValue"] == 0
    assert alice.get("CIM_ComputerSystem", Name="ManagedSystem").ok
    assert set_state(admin, "alice", 4).outputs["ReturnValue"] == 1


def test_a_deleted_account_is_gone_with_its_identity(fresh, admin):
    create(admin, "alice")
    assert admin.delete(account("alice")).ok
    assert not log_in(fresh, "alice").identify().ok
    assert admin.get(ACCOUNT, account("alice").selectors).fault.subcode == "wsa:DestinationUnreachable"
    assert [each["ElementName"] for each in admin.instances("CIM_Identity")] == ["admin"]


def test_somebody_who_can_manage_accounts_remains(fresh, admin):
    fresh.add_user("alice", "operator")
    assert "last account" in admin.delete(account("admin")).fault.reason
    assert "last account" in set_state(admin, "admin", 3).fault.reason
    assert "last account" in assign(admin, "admin", "operator").fault.reason
    assert listed(fresh)["admin"] == ["administrator"]
    create(admin, "second")
    assign(admin, "second", "administrator")
    assert admin.delete(account("admin")).ok
    assert log_in(fresh, "second").instances(ACCOUNT)


# Custom roles, and their bounds


def test_a_role_of_ones_own(fresh, admin):
    made = fresh.tool("role", "add", "fence", "--allow", "power")
    assert made.stdout == "Added role fence (read, power).\n"
    fresh.add_user("fencer", "fence")
    soon(lambda: "fence" in [each["CommonName"] for each in admin.instances("CIM_Role")])
    fencer = fresh.client("fencer")
    reach(fencer, OFF)
    assert fencer.delete(account("admin")).fault.subcode == "wsman:AccessDenied"


def test_nobody_gives_what_they_do_not_have(fresh, admin):
    fresh.tool("role", "add", "clerk", "--allow", "accounts")
    fresh.add_user("clerk", "clerk")
    clerk = fresh.client("clerk")
    assert create(clerk, "alice").outputs["ReturnValue"] == 0
    assert assign(clerk, "alice", "readonly").outputs["ReturnValue"] == 0
    for reply in (assign(clerk, "alice", "operator"), assign(clerk, "clerk", "administrator"),
                  set_password(clerk, "admin", PASSWORD), clerk.delete(account("admin")), set_state(clerk, "admin", 3)):
        assert reply.fault.subcode == "wsman:AccessDenied"
    assert fresh.client().instances(ACCOUNT)


# What is recorded


def test_every_change_is_recorded_and_no_password_is(fresh, admin):
    create(admin, "alice")
    assign(admin, "alice", "operator")
    set_password(admin, "alice", "another password")
    set_state(admin, "alice", 3)
    admin.delete(account("alice"))
    text = (fresh.state / "audit.jsonl").read_text()
    records = [json.loads(line) for line in text.splitlines()]
    assert [each["command"] for each in records if each["stage"] == "answered"] == [
        "create-account", "assign-roles", "set-password", "disable-account", "delete-account"]
    assigned = next(each for each in records if each["command"] == "assign-roles" and each["stage"] == "answered")
    assert (assigned["before"], assigned["after"]) == ("enabled no-roles", "enabled operator")
    everything = text + "".join(fresh.log)
    for secret in (PASSWORD, "another password", hexadecimal(PASSWORD), hexadecimal("another password")):
        assert secret.lower() not in everything.lower()


# Two administrators at once


def test_nothing_is_lost_between_two_administrators_and_the_tool(fresh):
    fresh.add_user("second")
    names = {who: [f"{who}{number}" for number in range(8)] for who in ("admin", "second", "tool")}

    def over_the_wire(who):
        client = fresh.client(who)
        for name in names[who]:
            assert create(client, name).outputs["ReturnValue"] == 0
            assert assign(client, name, "readonly").outputs["ReturnValue"] == 0

    def by_the_tool():
        password = fresh.directory / "tool.password"
        password.write_text(PASSWORD + "\n")
        for name in names["tool"]:
            done = user(fresh, "add", name, "--role", "operator", "--password-file", str(password))
            assert done.returncode == 0, done.stderr

    with ThreadPoolExecutor(3) as pool:
        tasks = [pool.submit(over_the_wire, "admin"), pool.submit(over_the_wire, "second"), pool.submit(by_the_tool)]
        for task in tasks:
            task.result()
    expected = {"admin": ["administrator"], "second": ["administrator"]}
    expected |= {name: ["readonly"] for who in ("admin", "second") for name in names[who]}
    expected |= {name: ["operator"] for name in names["tool"]}
    assert listed(fresh) == expected


def test_one_power_command_at_a_time(fresh, admin):
    fresh.add_user("second")
    reach(admin, ON)
    clients = [fresh.client(who) for who in ("admin", "second") for _ in range(4)]
    for client in clients:
        client.identify()
    with ThreadPoolExecutor(len(clients)) as pool:
        values = list(pool.map(lambda client: client.power(OFF).outputs["ReturnValue"], clients))
    # Taken once; for all others it is under way, or done already.
    assert set(values) <= {0, 4099}
    records = [json.loads(line) for line in (fresh.state / "audit.jsonl").read_text().splitlines()]
    assert len([each for each in records if each["stage"] == "admitted"]) == 1


# First start


def test_the_first_start_makes_an_administrator_whose_password_is_shown_once(start_agent):
    agent = start_agent(users=())
    assert any("initial-password" in line for line in agent.log)
    shown = user(agent, "initial-password")
    password = shown.stdout.strip()
    assert log_in(agent, "admin", password).instances("CIM_Role")
    assert password not in "".join(agent.log)
    again = user(agent, "initial-password")
    assert again.returncode == 1 and again.stdout == "" and "shown before" in again.stderr


# Accounts without Digest


def test_an_account_without_digest_logs_in_with_basic_over_tls_only(start_agent, tmp_path):
    certificate, key = make_certificate(tmp_path)
    agent = start_agent(listen=["https://127.0.0.1:0"], config=settings(certificate, key))
    password = tmp_path / "password"
    password.write_text(PASSWORD + "\n")
    done = user(agent, "add", "robot", "--role", "operator", "--no-digest", "--password-file", str(password))
    assert done.returncode == 0, done.stderr
    assert listed(agent)["robot"] == ["operator", "basic-only"]
    realm = (agent.state / "realm").read_text().strip()
    assert hashlib.md5(f"robot:{realm}:{PASSWORD}".encode()).hexdigest() not in (agent.state / "accounts").read_text()

    def robot(password=PASSWORD, scheme="basic"):
        return log_in(agent, "robot", password, scheme=scheme, verify=certificate)

    soon(lambda: robot().identify().ok)
    assert robot().power_state()
    for wrong in (robot("wrong password"), robot(scheme="digest")):
        assert wrong.identify().status == 401
    # Those with Digest, and those that do not exist, are answered as before.
    assert agent.client(scheme="basic", verify=certificate).identify().ok
    assert log_in(agent, "nobody", scheme="basic", verify=certificate).identify().status == 401
