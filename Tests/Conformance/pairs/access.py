"""Who may do what: DSP0226 12, and the roles of the operator's guide."""

from harness.pairs import MACHINE, delete, enumerate_, fault, get, http, invoke, key, ok, pair, pull, put
from harness.wsman import CIM

SENSOR = "CIM_NumericSensor"
TEMPERATURE = key(SENSOR, "pch-temp").selectors
DENIED = fault("wsman:AccessDenied", ())
TARGET = f"<p:PowerState>8</p:PowerState><p:ManagedElement>{MACHINE.body()}</p:ManagedElement>"
KEYS = "".join(f"<p:{name}>{value}</p:{name}>" for name, value in TEMPERATURE)
CHANGED = f"<p:{SENSOR}>{KEYS}<p:UpperThresholdNonCritical>8000</p:UpperThresholdNonCritical></p:{SENSOR}>"
RULE = "DSP0226 12: authenticated but not permitted is a fault, not 403"

PAIRS = [
    *(pair(f"{user}-may-get", "roles: everyone with an account may read",
           get("CIM_ComputerSystem").by(user), ok("Get")) for user in ("reader", "operator", "admin")),
    pair("reader-may-enumerate", "roles: everyone with an account may read",
         [enumerate_("CIM_Fan").by("reader"), pull("CIM_Fan").by("reader")], ok("Pull", count={"*/wsen:Items/*": 6})),
    pair("reader-may-not-switch", RULE,
         invoke("CIM_PowerManagementService", "RequestPowerStateChange", TARGET).by("reader"),
         DENIED),
    pair("reader-may-not-request-a-state", RULE,
         invoke("CIM_ComputerSystem", "RequestStateChange", "<p:RequestedState>3</p:RequestedState>", MACHINE.selectors)
         .by("reader"), DENIED),
    pair("reader-may-not-put", RULE, put(SENSOR, CHANGED, TEMPERATURE).by("reader"), DENIED),
    pair("reader-may-not-restore", RULE, invoke(SENSOR, "RestoreDefaultThresholds", "", TEMPERATURE).by("reader"),
         DENIED),
    pair("reader-may-not-switch-and-nothing-moves", RULE,
         [(invoke("CIM_PowerManagementService", "RequestPowerStateChange", TARGET).by("reader"), DENIED),
          get("CIM_AssociatedPowerManagementService")],
         ok("Get", has={"p:CIM_AssociatedPowerManagementService/p:TransitioningToPowerState": "19"})),
    pair("reader-may-not-put-and-nothing-changes", RULE,
         [(put(SENSOR, CHANGED, TEMPERATURE).by("reader"), DENIED), get(SENSOR, TEMPERATURE)],
         ok("Get", has={f"{{{CIM}{SENSOR}}}{SENSOR}/{{*}}UpperThresholdNonCritical": "8500"})),
    pair("reader-deletes-what-nobody-can", "DSP0226 7.5: not permitted or not supported, but refused",
         delete("CIM_Fan", key("CIM_Fan", "fan1").selectors).by("reader"),
         fault(("wsa:ActionNotSupported", "wsman:AccessDenied"), None)),
    *(pair(f"stranger-may-not-{name}", "RFC 7616: a challenge comes before anything else", one.by(""), http(401))
      for name, one in (("get", get("CIM_ComputerSystem")), ("enumerate", enumerate_("CIM_Fan")),
                        ("learn-what-there-is", get("CIM_Nonsense")),
                        ("switch", invoke("CIM_PowerManagementService", "RequestPowerStateChange", TARGET)))),
]
