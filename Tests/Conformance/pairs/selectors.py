"""Selectors: DSP0226 5.1.2.2 and the keys of DSP0227."""

from harness.pairs import MACHINE, delete, fault, get, invoke, key, ok, pair
from harness.wsman import Reference

FAN = key("CIM_Fan", "fan2")
IS_FAN2 = {"p:CIM_Fan/p:DeviceID": "fan2"}
INVALID = "wsman:InvalidSelectors"
UNREACHABLE = "wsa:DestinationUnreachable"
DEVICE = (("GroupComponent", MACHINE), ("PartComponent", FAN))


def state_change(selectors=(), **keys):
    return invoke("CIM_Fan", "RequestStateChange", "<p:RequestedState>2</p:RequestedState>", selectors, **keys)


PAIRS = [
    pair("selectors-all-keys", "DSP0226 5.1.2.2", get("CIM_Fan", FAN.selectors), ok("Get", has=IS_FAN2)),
    pair("selectors-any-order", "DSP0226 5.1.2.2: order has no meaning",
         get("CIM_Fan", FAN.selectors[::-1]), ok("Get", has=IS_FAN2)),
    pair("selectors-enough", "client: AMT's accept some keys that fit one instance",
         get("CIM_Fan", DeviceID="fan2"), ok("Get", has=IS_FAN2)),
    pair("selectors-none-of-one", "client: fence_amt_ws sends none to a class with one instance",
         get("CIM_ComputerSystem"), ok("Get", has={"p:CIM_ComputerSystem/p:Name": "ManagedSystem"})),
    pair("selectors-empty-set", "client: pypsrp sends an empty set",
         get("CIM_ComputerSystem").header("<wsman:SelectorSet></wsman:SelectorSet>"),
         ok("Get", has={"p:CIM_ComputerSystem/p:Name": "ManagedSystem"})),
    pair("selectors-name-in-any-case", "DSP0226 5.1.2.2-1: names may be compared without case",
         get("CIM_Fan", deviceid="fan2"), ok("Get", has=IS_FAN2)),
    pair("selectors-qualified-name", "client: fence_amt_ws writes wsman:Name",
         get("CIM_Fan", DeviceID="fan2").edit(' Name="DeviceID"', ' wsman:Name="DeviceID"'), ok("Get", has=IS_FAN2)),
    pair("selectors-namespace", "DSP0227 6: __cimnamespace is no key",
         get("CIM_Fan", DeviceID="fan2", __cimnamespace="root/cimv2"), ok("Get", has=IS_FAN2)),
    pair("selectors-interop-namespace", "DSP0227 6: profiles are registered in the interop namespace",
         get("CIM_RegisteredProfile", __cimnamespace="root/interop"), ok("Get")),
    pair("selectors-references", "DSP0227 6: a reference key is an EPR in the selector",
         get("CIM_SystemDevice", DEVICE),
         ok("Get", has={"p:CIM_SystemDevice/p:PartComponent//wsman:Selector[@Name='DeviceID']": "fan2"})),
    pair("selectors-references-to-a-superclass", "DSP0227 6: a key may name a superclass of what it refers to",
         get("CIM_SystemDevice", (("GroupComponent", MACHINE), ("PartComponent", Reference(
             "CIM_LogicalDevice", FAN.selectors)))), ok("Get")),

    pair("selectors-twice", "DSP0226 5.1.2.2-4: duplicate names",
         get("CIM_Fan", (("DeviceID", "fan1"), ("DeviceID", "fan2"))),
         fault(INVALID, "DuplicateSelectors", "DeviceID")),
    pair("selectors-twice-the-same", "DSP0226 5.1.2.2-4: also with the same value",
         get("CIM_Fan", (("DeviceID", "fan1"), ("DeviceID", "fan1"))),
         fault(INVALID, "DuplicateSelectors", "DeviceID")),
    pair("selectors-twice-in-two-cases", "DSP0226 5.1.2.2-1 and -4",
         get("CIM_Fan", (("DeviceID", "fan1"), ("deviceid", "fan1"))),
         fault(INVALID, "DuplicateSelectors", "deviceid")),
    pair("selectors-unknown", "DSP0226 5.1.2.2: a name that is no key",
         get("CIM_Fan", Colour="blue"), fault(INVALID, "UnexpectedSelectors", "Colour")),
    pair("selectors-of-a-property", "DSP0226 5.1.2.2: properties that are no keys",
         get("CIM_Fan", ElementName="Fan 1"), fault(INVALID, "UnexpectedSelectors", "ElementName")),
    pair("selectors-missing", "DSP0226 5.1.2.2: a command for one of several",
         state_change(), fault(INVALID, "InsufficientSelectors", "CIM_Fan")),
    pair("selectors-ambiguous", "DSP0226 5.1.2.2: a command that fits several",
         state_change(CreationClassName="CIM_Fan"), fault(INVALID, "AmbiguousSelectors")),
    pair("selectors-ambiguous-delete", "DSP0226 5.1.2.2",
         delete("CIM_Fan"), fault((INVALID, "wsa:ActionNotSupported"), None, "CIM_Fan")),
    pair("selectors-text-for-a-reference", "DSP0227 6: a reference key holds an EPR",
         get("CIM_SystemDevice", PartComponent="fan2"), fault(INVALID, "TypeMismatch", "PartComponent")),
    pair("selectors-reference-for-text", "DSP0227 6: another key holds text",
         get("CIM_Fan", (("DeviceID", FAN),)), fault(INVALID, "TypeMismatch", "DeviceID")),
    pair("selectors-element-for-text", "DSP0226 5.1.2.2: text or one EPR, nothing else",
         get("CIM_Fan", DeviceID="fan2").edit(">fan2<", '><x:y xmlns:x="urn:x">fan2</x:y><'),
         fault(INVALID, "InvalidValue", "DeviceID")),
    pair("selectors-nameless", "DSP0226 5.1.2.2: a selector has a Name",
         get("CIM_Fan", DeviceID="fan2").edit(' Name="DeviceID"', ""), fault(INVALID, "UnexpectedSelectors", "Name")),
    pair("selectors-unknown-namespace", "DSP0227 6: a namespace that is not there",
         get("CIM_Fan", DeviceID="fan2", __cimnamespace="root/elsewhere"),
         fault(INVALID, "InvalidValue", "root/elsewhere")),

    pair("selectors-of-nothing", "DSP0226 5.1.2.2: well-formed selectors that fit no instance",
         get("CIM_Fan", DeviceID="fan9"), fault(UNREACHABLE, (), "fan9")),
    pair("selectors-values-are-exact", "DSP0227 6: values are compared with case",
         get("CIM_Fan", DeviceID="FAN2"), fault(UNREACHABLE, (), "FAN2")),
    pair("selectors-one-wrong-key", "DSP0226 5.1.2.2: every key counts",
         get("CIM_Fan", DeviceID="fan2", SystemName="Another"), fault(UNREACHABLE, (), "Another")),
    pair("selectors-empty-value", "DSP0226 5.1.2.2: an empty value is a value",
         get("CIM_Fan", DeviceID=""), fault(UNREACHABLE, (), "DeviceID")),
    pair("selectors-escaped-value", "XML 1.0 2.4: the value as it was meant",
         get("CIM_Fan", DeviceID="<&>"), fault(UNREACHABLE, (), "<&>")),
    pair("selectors-roles-swapped", "DSP0227 6: ends of an association are not exchangeable",
         get("CIM_SystemDevice", (("GroupComponent", FAN), ("PartComponent", MACHINE))), fault(UNREACHABLE, ())),
    pair("selectors-reference-to-nothing", "DSP0226 5.1.2.2",
         get("CIM_SystemDevice", (("GroupComponent", MACHINE), ("PartComponent", key("CIM_Fan", "fan9")))),
         fault(UNREACHABLE, ())),
    pair("selectors-another-class's", "DSP0227 6: the class of an instance is part of what it is",
         get("CIM_PowerSupply", FAN.selectors), fault(UNREACHABLE, ())),
]
