"""What a superclass yields: DSP0227 8.1."""

from harness.pairs import Pair, enumerate_, fault, filtered, listing, ok, pair, pull
from harness.wsman import ALL_CLASSES, CIM

SELECTOR = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"
NUMERIC = f"{{{CIM}CIM_NumericSensor}}"
BASE = f"{{{CIM}CIM_Sensor}}"
ITEMS = "*/wsman:Items"
EPR = "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"
BOTH = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
ONE = filtered('<wsman:SelectorSet><wsman:Selector Name="DeviceID">inlet-temp</wsman:Selector></wsman:SelectorSet>',
               SELECTOR)
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"


def mode(text):
    return f"<wsmb:PolymorphismMode>{text}</wsmb:PolymorphismMode>"


def sensors(id, rule, inner, **expected) -> Pair:
    return pair(id, "DSP0227 8.1: " + rule, listing("CIM_Sensor", inner), ok("Enumerate", **expected))


PAIRS = [
    sensors("polymorphism-default", "subclasses under their own names, with their own properties", ONE,
            has={f"{ITEMS}/{NUMERIC}CIM_NumericSensor/{NUMERIC}UnitModifier": "-2"}),
    sensors("polymorphism-include", "the default, said aloud", mode("IncludeSubClassProperties") + ONE,
            has={f"{ITEMS}/{NUMERIC}CIM_NumericSensor/{NUMERIC}UnitModifier": "-2"}),
    sensors("polymorphism-exclude", "cast to the base class, with its properties alone",
            mode("ExcludeSubClassProperties") + ONE,
            has={f"{ITEMS}/{BASE}CIM_Sensor/{BASE}DeviceID": "inlet-temp",
                 f"{ITEMS}/{BASE}CIM_Sensor/{BASE}CreationClassName": "CIM_NumericSensor"},
            lacks=(f"{ITEMS}/{NUMERIC}CIM_NumericSensor", f"{ITEMS}//{{*}}UnitModifier", f"{ITEMS}//{{*}}BaseUnits")),
    sensors("polymorphism-exclude-all", "every instance, as the base class", mode("ExcludeSubClassProperties"),
            count={f"{ITEMS}/{BASE}CIM_Sensor": (40, 100), f"{ITEMS}/{NUMERIC}CIM_NumericSensor": 0}),
    sensors("polymorphism-none", "instances of the very class", mode("None"),
            count={f"{ITEMS}/{BASE}CIM_Sensor": 8, f"{ITEMS}/*": 8}),
    sensors("polymorphism-none-of-it", "no instance of the very class", mode("None") + ONE, count={f"{ITEMS}/*": 0}),
    pair("polymorphism-none-of-a-leaf", "DSP0227 8.1", listing("CIM_Fan", mode("None")),
         ok("Enumerate", count={f"{ITEMS}/*": 6})),
    pair("polymorphism-none-of-an-abstract-class", "DSP0227 8.1: nothing is of the very class",
         listing("CIM_LogicalDevice", mode("None")), ok("Enumerate", count={f"{ITEMS}/*": 0})),
    sensors("polymorphism-include-all", "mixed classes in one answer", mode("IncludeSubClassProperties"),
            count={f"{ITEMS}/{BASE}CIM_Sensor": 8, f"{ITEMS}/{NUMERIC}CIM_NumericSensor": (30, 100)}),
    sensors("polymorphism-none-epr", "with references", mode("None") + EPR,
            count={f"{ITEMS}/wsa:EndpointReference": 8}),
    sensors("polymorphism-exclude-both", "instance cast, beside its reference",
            mode("ExcludeSubClassProperties") + BOTH + ONE,
            has={f"{ITEMS}/wsman:Item/{BASE}CIM_Sensor/{BASE}DeviceID": "inlet-temp",
                 f"{ITEMS}/wsman:Item/wsa:EndpointReference//wsman:Selector[@Name='DeviceID']": "inlet-temp"}),
    pair("polymorphism-lasts", "DSP0227 8.1: the mode holds for every Pull",
         [enumerate_("CIM_Sensor", mode("None")), pull("CIM_Sensor")],
         ok("Pull", count={"*/wsen:Items/*": 8, f"*/wsen:Items/{BASE}CIM_Sensor": 8})),
    pair("polymorphism-after-the-filter", "DSP0226 8.2: children in any order",
         listing("CIM_Sensor", ONE + mode("None")), ok("Enumerate", count={f"{ITEMS}/*": 0})),

    *(pair(f"polymorphism-unknown-{name}", "DSP0227 8.1-6: another mode", listing("CIM_Sensor", mode(value)),
           fault("wsmb:PolymorphismModeNotSupported", (), word))
      for name, value, word in (
          ("word", "Sometimes", "Sometimes"), ("empty", "", "PolymorphismMode"),
          ("case", "excludesubclassproperties", "excludesubclassproperties"))),
    *(pair(f"polymorphism-everything-{name}", "DSP0227 8.1-6: an all-classes URI includes subclasses' properties",
           listing(ALL_CLASSES, mode(value) + filtered("select * from CIM_Fan", WQL)),
           fault("wsmb:PolymorphismModeNotSupported", (), value))
      for name, value in (("exclude", "ExcludeSubClassProperties"), ("none", "None"))),
    pair("polymorphism-everything-include", "DSP0227 8.1-6",
         listing(ALL_CLASSES, mode("IncludeSubClassProperties") + filtered("select * from CIM_Fan", WQL)),
         ok("Enumerate", count={f"{ITEMS}/*": 6})),
]
