"""Get, Put, Create and Delete: WS-Transfer, DSP0226 7, and how DSP0230 writes values."""

import re

from harness.pairs import ANY, MACHINE, create, delete, fault, get, invoke, key, ok, pair, put
from harness.wsman import CIM, WSA

SENSOR = "CIM_NumericSensor"
EXHAUST = key(SENSOR, "exhaust-temp").selectors
WARN = "p:CIM_NumericSensor/p:UpperThresholdNonCritical"
INVALID = "wxf:InvalidRepresentation"
FAN = get("CIM_Fan", DeviceID="fan1")
IN_PUT = "DSP0226 7.4: "


def sensor(more="", **changes):
    """The smallest representation of the exhaust sensor: its keys, and what is to change."""
    values = dict(EXHAUST) | changes
    inner = "".join(f"<p:{name}>{value}</p:{name}>" for name, value in sorted(values.items()) if value is not None)
    return f"<p:{SENSOR}>{inner}{more}</p:{SENSOR}>"


def put_sensor(body, selectors=EXHAUST):
    return put(SENSOR, body, selectors)


def refused(id, rule, body, detail, *names):
    """A Put that is refused, and that leaves the threshold as it was."""
    return [
        pair(id, IN_PUT + rule, put_sensor(body), fault(INVALID, detail, *names)),
        pair(id + "-changes-nothing", IN_PUT + "a refused Put has no effect",
             [put_sensor(sensor(UpperThresholdNonCritical=5800)), (put_sensor(body), fault(INVALID, detail, *names)),
              get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5800"})),
    ]


PAIRS = [
    pair("get-values", "DSP0230 7: properties of the instance, in the class's namespace",
         FAN, ok("Get", has={"p:CIM_Fan/p:ElementName": "Fan 1", "p:CIM_Fan/p:ActiveCooling": "true",
                             "p:CIM_Fan/p:HealthState": re.compile(r"\d+")})),
    pair("get-order", "DSP0230 7: properties in the order of their names",
         get("CIM_PowerManagementCapabilities"), ok("Get", order={"p:CIM_PowerManagementCapabilities": None})),
    pair("get-array", "DSP0230 7: an array repeats its element",
         get(SENSOR, DeviceID="exhaust-temp"), ok("Get", has={
             "p:CIM_NumericSensor/p:PossibleStates":
                 ["Normal", "Upper Non-Critical", "Upper Critical", "Upper Fatal", "Unknown"]})),
    pair("get-null", "DSP0230 7: what is null is left out",
         get(SENSOR, DeviceID="exhaust-temp"), ok("Get", lacks=("p:CIM_NumericSensor/p:LowerThresholdFatal",
                                                               "p:CIM_NumericSensor/p:Description"))),
    pair("get-datetime", "DSP0230 7.2.4: a point in time is a cim:Datetime",
         get("CIM_SoftwareIdentity", InstanceID="Lantern:Software:bios"),
         ok("Get", has={"p:CIM_SoftwareIdentity/p:ReleaseDate/cim:Datetime": "2026-03-01T00:00:00Z"})),
    pair("get-reference", "DSP0230 7.2.6: a reference holds an endpoint's parts, unwrapped",
         get("CIM_SystemDevice", PartComponent=key("CIM_Fan", "fan1")),
         ok("Get", has={"p:CIM_SystemDevice/p:GroupComponent/wsa:Address": WSA + "/role/anonymous",
                        "p:CIM_SystemDevice/p:GroupComponent/wsa:ReferenceParameters/wsman:ResourceURI":
                            CIM + "CIM_ComputerSystem"},
            lacks=("p:CIM_SystemDevice/p:GroupComponent/wsa:EndpointReference",))),
    pair("get-numbers", "DSP0230 7: a value of a value map is its number",
         get(SENSOR, DeviceID="exhaust-temp"),
         ok("Get", has={"p:CIM_NumericSensor/p:BaseUnits": "2", "p:CIM_NumericSensor/p:SensorType": "2",
                        "p:CIM_NumericSensor/p:UnitModifier": "-2", WARN: ANY})),

    pair("put-threshold", IN_PUT + "the representation that is put is the one that is got",
         [put_sensor(sensor(UpperThresholdNonCritical=5600)), get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5600"})),
    pair("put-answer", "WS-Transfer 3.2: PutResponse with the new representation, or with nothing",
         put_sensor(sensor(UpperThresholdNonCritical=5700)), ok("Put", has={}, count={"*": (0, 1)})),
    pair("put-leaves-the-rest", IN_PUT + "what is left out stays (documented, as DSP0227 7.4 asks)",
         [put_sensor(sensor(UpperThresholdNonCritical=5500)), get(SENSOR, EXHAUST)],
         ok("Get", has={"p:CIM_NumericSensor/p:UpperThresholdCritical": "6500",
                        "p:CIM_NumericSensor/p:UpperThresholdFatal": "7500"})),
    pair("put-what-was-got", IN_PUT + "an instance may be put as it was got",
         [get(SENSOR, EXHAUST), put_sensor("$instance")], ok("Put")),
    pair("put-what-was-got-changed", IN_PUT + "with one property changed",
         [get(SENSOR, EXHAUST), put_sensor("$instance").change(UpperThresholdNonCritical=5450), get(SENSOR, EXHAUST)],
         ok("Get", has={WARN: "5450"})),
    pair("put-an-older-reading", IN_PUT + "what moves by itself may be of an earlier Get",
         [put_sensor(sensor(CurrentReading=1, UpperThresholdNonCritical=5750)), get(SENSOR, EXHAUST)],
         ok("Get", has={WARN: "5750"})),
    pair("put-in-any-order", "DSP0226 7.4: be liberal in the order of properties",
         [put_sensor(f"<p:{SENSOR}><p:UpperThresholdNonCritical>5350</p:UpperThresholdNonCritical>"
                     + sensor().removeprefix(f"<p:{SENSOR}>")), get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5350"})),
    pair("put-white-space", "XML Schema 2: white space around a number does not count",
         [put_sensor(sensor(UpperThresholdNonCritical="\n 5250 ")), get(SENSOR, EXHAUST)],
         ok("Get", has={WARN: "5250"})),
    pair("put-twice", "WS-Transfer 3.2: the same again changes nothing",
         [put_sensor(sensor(UpperThresholdNonCritical=5150)), put_sensor(sensor(UpperThresholdNonCritical=5150)),
          get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5150"})),
    pair("put-epr", "DSP0226 6.5: RequestEPR on Put",
         put_sensor(sensor(UpperThresholdNonCritical=5800)).header("<wsman:RequestEPR></wsman:RequestEPR>"),
         ok("Put", headers={"wsman:RequestedEPR//wsman:Selector[@Name='DeviceID']": "exhaust-temp"})),
    pair("put-settable-is-true", "DSP1009: SettableThresholds names what a Put may set",
         get(SENSOR, EXHAUST), ok("Get", has={"p:CIM_NumericSensor/p:SettableThresholds": ["1", "3", "5"]})),
    pair("put-undone", "DSP1009: RestoreDefaultThresholds",
         [put_sensor(sensor(UpperThresholdNonCritical=5050)), invoke(SENSOR, "RestoreDefaultThresholds", "", EXHAUST),
          get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5800"})),

    *refused("put-another-key", "a key differs from its selector", sensor(DeviceID="inlet-temp"),
             "InvalidValues", "DeviceID"),
    *refused("put-read-only", "a read-only property is changed", sensor(SensorType=3, UpperThresholdNonCritical=5600),
             "InvalidValues", "SensorType"),
    *refused("put-read-only-text", "a read-only property is changed",
             sensor(ElementName="Mine", UpperThresholdNonCritical=5600), "InvalidValues", "ElementName"),
    *refused("put-missing-key", "a key is missing", sensor(DeviceID=None, UpperThresholdNonCritical=5600),
             "MissingValues", "DeviceID"),
    *refused("put-text-for-a-number", "a value of another type", sensor(UpperThresholdNonCritical="warm"),
             "InvalidValues", "UpperThresholdNonCritical"),
    *refused("put-fraction", "a sint32 has no fraction", sensor(UpperThresholdNonCritical="55.5"),
             "InvalidValues", "UpperThresholdNonCritical"),
    *refused("put-too-large", "a sint32 has 32 bits", sensor(UpperThresholdNonCritical="2147483648"),
             "InvalidValues", "UpperThresholdNonCritical"),
    *refused("put-out-of-order", "thresholds in an order that cannot be", sensor(UpperThresholdNonCritical=7000),
             "InvalidValues", "UpperThreshold"),
    *refused("put-not-settable", "a threshold that is not settable",
             sensor(LowerThresholdFatal=100, UpperThresholdNonCritical=5600), "InvalidValues", "LowerThresholdFatal"),
    *refused("put-unknown-property", "a property that the class has not",
             sensor(more="<p:Colour>blue</p:Colour>", UpperThresholdNonCritical=5600),
             "InvalidValues", "Colour"),
    *refused("put-property-of-another-namespace", "a property in another namespace",
             sensor(more='<x:UpperThresholdNonCritical xmlns:x="urn:x">5600</x:UpperThresholdNonCritical>'),
             "InvalidNamespace", "UpperThresholdNonCritical"),
    *refused("put-scalar-twice", "two values for one",
             sensor(more="<p:UpperThresholdNonCritical>5700</p:UpperThresholdNonCritical>",
                    UpperThresholdNonCritical=5600), "InvalidValues", "UpperThresholdNonCritical"),
    *refused("put-element-in-a-number", "a value with a child",
             sensor(UpperThresholdNonCritical="<x:v xmlns:x='urn:x'>5600</x:v>"), "InvalidValues",
             "UpperThresholdNonCritical"),
    pair("put-nothing", IN_PUT + "a representation is mandatory", put_sensor(""),
         fault(INVALID, "MissingValues")),
    pair("put-two", IN_PUT + "one representation", put_sensor(sensor() + sensor()),
         fault("wsman:SchemaValidationError", ())),
    pair("put-text", IN_PUT + "a representation is an element", put_sensor("5600"),
         fault("wsman:SchemaValidationError", ())),
    pair("put-another-class", IN_PUT + "the element of another class",
         put_sensor(sensor().replace(f"p:{SENSOR}>", "p:CIM_Fan>")),
         fault(INVALID, "InvalidValues", "CIM_Fan")),
    pair("put-another-namespace", IN_PUT + "the element in another namespace",
         put_sensor(f'<x:{SENSOR} xmlns:x="urn:x"></x:{SENSOR}>'), fault(INVALID, "InvalidNamespace", "urn:x")),
    pair("put-of-nothing", "DSP0226 5.1.2.2", put_sensor(sensor(DeviceID="none"), {"DeviceID": "none"}),
         fault("wsa:DestinationUnreachable", (), "none")),
    pair("put-without-selectors", "DSP0226 5.1.2.2: one of several", put_sensor(sensor(), ()),
         fault("wsman:InvalidSelectors", "InsufficientSelectors", SENSOR)),
    pair("put-ambiguous", "DSP0226 5.1.2.2: fits several", put_sensor(sensor(), {"CreationClassName": SENSOR}),
         fault("wsman:InvalidSelectors", "AmbiguousSelectors")),
    pair("put-unwritable-class", IN_PUT + "a class without anything to write",
         [get("CIM_Fan", DeviceID="fan1"), put("CIM_Fan", "$instance", DeviceID="fan1").change(ElementName="Mine")],
         fault(INVALID, "InvalidValues", "ElementName")),

    pair("create-not-supported", "DSP0226 7.6: a class whose instances nobody can make",
         create("CIM_Fan", "<p:CIM_Fan><p:DeviceID>fan9</p:DeviceID></p:CIM_Fan>"),
         fault("wsa:ActionNotSupported", ("", "ActionMismatch"), "CIM_Fan")),
    pair("create-a-machine", "DSP0226 7.6",
         create("CIM_ComputerSystem", "<p:CIM_ComputerSystem></p:CIM_ComputerSystem>"),
         fault("wsa:ActionNotSupported", ("", "ActionMismatch"), "CIM_ComputerSystem")),
    pair("create-what-is-there", "DSP0226 7.6", [get("CIM_Fan", DeviceID="fan1"), create("CIM_Fan", "$instance")],
         fault(("wsa:ActionNotSupported", "wsman:AlreadyExists"), ("", "ActionMismatch"))),
    pair("delete-not-supported", "DSP0226 7.5: an instance that nobody can delete",
         delete("CIM_Fan", key("CIM_Fan", "fan1").selectors),
         fault("wsa:ActionNotSupported", ("", "ActionMismatch"), "CIM_Fan")),
    pair("delete-the-machine", "DSP0226 7.5", delete("CIM_ComputerSystem", MACHINE.selectors),
         fault("wsa:ActionNotSupported", ("", "ActionMismatch"), "CIM_ComputerSystem")),
    pair("delete-has-no-effect", "DSP0226 7.5",
         [(delete("CIM_Fan", DeviceID="fan1"), fault("wsa:ActionNotSupported", None)), FAN],
         ok("Get", has={"p:CIM_Fan/p:DeviceID": "fan1"})),
    pair("delete-a-job-that-is-not-there", "DSP0226 5.1.2.2",
         delete("CIM_ConcreteJob", InstanceID="Lantern:Job:none"),
         fault("wsa:DestinationUnreachable", (), "Lantern:Job:none")),
]
