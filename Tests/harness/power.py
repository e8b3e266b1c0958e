"""Bringing a machine into a power state, as a careful client does: ask, then wait for the hardware's word."""

from .processes import eventually
from .wsman import Reference

ON, OFF = 2, 8
POWER_LIMIT = 60


def reach(client, state):
    """Leaves the machine confirmed in `state` with no transition under way."""
    def settled():
        service = client.get("CIM_AssociatedPowerManagementService").instance
        return service.get("PowerState") == str(state) and not in_transition(service)

    if not settled():
        eventually(lambda: not in_transition(client.get("CIM_AssociatedPowerManagementService").instance),
                   POWER_LIMIT, "the transition under way ends")
        if not settled():
            outputs = client.power(state).outputs
            assert outputs == {"ReturnValue": 0}, outputs
    eventually(settled, POWER_LIMIT, f"PowerState {state}")


def request(client, system, state):
    """RequestPowerStateChange of one machine of several: the service that is meant is that of the system."""
    service = next(one for one in client.references("CIM_PowerManagementService") if one["SystemName"] == system)
    target = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name=system)
    return client.invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>{state}</p:PowerState><p:ManagedElement>{target.body()}</p:ManagedElement>", service.selectors)


def in_transition(service):
    """TransitioningToPowerState 19 says that there is none."""
    return service.get("TransitioningToPowerState", "19") != "19"
