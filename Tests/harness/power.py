"""Bringing a machine into a power state, as a careful client does: ask, then wait for the hardware's word."""

from .processes import eventually

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


def in_transition(service):
    """TransitioningToPowerState 19 says that there is none."""
    return service.get("TransitioningToPowerState", "19") != "19"
