"""Jobs: a command that takes its time is one, can be watched, and is deleted when it is over."""

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.power import ON, reach
from harness.processes import eventually
from harness.wsman import Reference

CYCLE_GRACEFUL, STARTED = 15, 4096
RUNNING, COMPLETED = "4", "7"
JOB = "CIM_ConcreteJob"
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    directory = tmp_path_factory.mktemp("jobs")
    agent = Agent(directory, board=write_board(directory / "jobs.yaml", graceful_delay="2 s"))
    for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(user, role)
    yield agent.start()
    agent.stop()


@pytest.fixture
def client(agent):
    return agent.client()


@pytest.fixture
def job(client):
    """A reboot that has just been asked for; over when the test is."""
    reach(client, ON)
    outputs = client.power(CYCLE_GRACEFUL).outputs
    assert list(outputs) == ["Job", "ReturnValue"] and outputs["ReturnValue"] == STARTED
    yield outputs["Job"]
    reach(client, ON)


def state(client, job):
    return client.get_reference(job).instance["JobState"]


def finish(client, job):
    eventually(lambda: state(client, job) == COMPLETED, 60, "the job is completed")


def test_a_job_can_be_watched_to_its_end(client, job):
    assert job.class_name == JOB
    assert state(client, job) == RUNNING
    assert job in client.references(JOB)
    finish(client, job)
    assert client.get_reference(job).instance["Name"]
    assert client.power_state() == ON


def test_it_leads_to_the_machine_and_back(client, job):
    found = {item.reference for item in client.associated(job, mode="EnumerateObjectAndEPR")}
    assert MACHINE in found
    assert job in {item.reference for item in client.associated(
        MACHINE, mode="EnumerateObjectAndEPR", ResultClassName=JOB)}


def test_a_running_job_is_not_deleted(client, job):
    reply = client.delete(job)
    assert (reply.status, reply.fault.subcode, reply.fault.detail) == (400, "wsman:Concurrency", "")
    assert state(client, job) == RUNNING


def test_a_job_that_is_over_is_deleted_once(client, job):
    finish(client, job)
    reply = client.delete(job)
    assert reply.ok and reply.action.endswith("/DeleteResponse")
    assert len(reply.root.find("{http://www.w3.org/2003/05/soap-envelope}Body")) == 0
    for again in (client.delete(job), client.get_reference(job)):
        assert (again.status, again.fault.subcode) == (400, "wsa:DestinationUnreachable")
    assert job not in client.references(JOB)


def test_who_may_only_read_may_not_delete(agent, client, job):
    finish(client, job)
    reply = agent.client("reader").delete(job)
    assert (reply.status, reply.fault.subcode) == (400, "wsman:AccessDenied")
    assert client.get_reference(job).ok


def test_a_job_is_put_by_nobody(client, job):
    reply = client.put(JOB, {"Name": "Mine"}, job.selectors)
    assert reply.status == 400
    assert reply.fault.subcode in ("wsa:ActionNotSupported", "wxf:InvalidRepresentation")
