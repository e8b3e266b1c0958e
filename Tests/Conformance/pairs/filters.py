"""Filters as such, selector filters and association filters: DSP0226 8.2.1 and 8.3, DSP0227 8.2."""

from harness.pairs import MACHINE, enumerate_, fault, filtered, key, listing, ok, pair, pull
from harness.wsman import ALL_CLASSES, CIM, Reference, selector_set

SELECTOR = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"
ASSOCIATION = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
ITEMS = "*/wsman:Items"
CANNOT = "wsen:CannotProcessFilter"
FAN1 = key("CIM_Fan", "fan1")
BOTH = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"


def equal(*selectors, name="wsman:Filter", **keys):
    return filtered(selector_set(selectors or keys) or "<wsman:SelectorSet></wsman:SelectorSet>", SELECTOR, name)


def ids(class_name):
    return f"{ITEMS}/{{{CIM}{class_name}}}{class_name}/{{*}}DeviceID"


def association(kind="AssociatedInstances", reference=MACHINE, dialect=ASSOCIATION, inner="", wrapped=False):
    target = "" if reference is None else reference.body()
    target = f"<wsa:EndpointReference>{target}</wsa:EndpointReference>" if wrapped else target
    element = f"<wsmb:Object>{target}</wsmb:Object>" if reference is not None else ""
    return filtered(f"<wsmb:{kind}>{element}{inner}</wsmb:{kind}>", dialect)


def term(name, value):
    return f"<wsmb:{name}>{value}</wsmb:{name}>"


def of(resource, inner, **options):
    return listing(resource, association(inner=inner, **options))


PAIRS = [
    # The element itself

    pair("filter-of-enumeration", "DSP0226 8.2.1: wsen:Filter as well as wsman:Filter",
         listing("CIM_Fan", equal(DeviceID="fan3", name="wsen:Filter")),
         ok("Enumerate", has={ids("CIM_Fan"): ["fan3"]})),
    pair("filter-lasts", "DSP0226 8.3: the filter holds for every Pull",
         [enumerate_("CIM_Fan", equal(DeviceID="fan3")), pull("CIM_Fan")],
         ok("Pull", has={"*/wsen:Items/p:CIM_Fan/p:DeviceID": ["fan3"], "*/wsen:EndOfSequence": ""})),
    pair("filter-both", "DSP0226 8.2.1: one filter",
         listing("CIM_Fan", equal(DeviceID="fan3") + equal(DeviceID="fan3", name="wsen:Filter")), fault(CANNOT, ())),
    pair("filter-unknown-dialect", "WS-Enumeration 4.4: names the dialect, or those there are",
         listing("CIM_Fan", filtered("x", "urn:nonsense")),
         fault("wsen:FilterDialectRequestedUnavailable", (), "urn:nonsense")),
    pair("filter-unknown-dialect-of-enumeration", "WS-Enumeration 4.4",
         listing("CIM_Fan", filtered("x", "urn:nonsense", "wsen:Filter")),
         fault("wsen:FilterDialectRequestedUnavailable", (), "urn:nonsense")),
    pair("filter-dialect-of-events", "DSP0226 10.2.2: a dialect of subscriptions alone",
         listing("CIM_Fan", filtered("x", "http://schemas.dmtf.org/wbem/wsman/1/wsman/filter/eventRootXPath")),
         fault("wsen:FilterDialectRequestedUnavailable", (), "eventRootXPath")),
    pair("filter-empty-dialect", "WS-Enumeration 4.4", listing("CIM_Fan", filtered("x", "")),
         fault("wsen:FilterDialectRequestedUnavailable", ())),
    pair("filter-mixed", "DSP0226 8.2.1-3: text or one element, not both",
         listing("CIM_Fan", filtered("and " + selector_set({"DeviceID": "fan3"}), SELECTOR)), fault(CANNOT, ())),
    pair("filter-two-elements", "DSP0226 8.2.1-3: one element",
         listing("CIM_Fan", filtered(selector_set({"DeviceID": "fan3"}) * 2, SELECTOR)), fault(CANNOT, ())),
    pair("filter-element-for-text", "DSP0226 8.2.1-3: a query is text",
         listing("CIM_Fan", filtered("<x:q xmlns:x='urn:x'>select * from CIM_Fan</x:q>", WQL)), fault(CANNOT, ())),

    # Selector filters

    pair("selector-filter", "DSP0226 8.3: instances whose property is equal",
         listing("CIM_Fan", equal(DeviceID="fan3")), ok("Enumerate", has={ids("CIM_Fan"): ["fan3"]})),
    pair("selector-filter-all-of-them", "DSP0226 8.3: every selector must fit",
         listing("CIM_Fan", equal(ElementName="Fan 3", DeviceID="fan3", ActiveCooling="true")),
         ok("Enumerate", has={ids("CIM_Fan"): ["fan3"]})),
    pair("selector-filter-no-match", "DSP0226 8.3: nothing is no fault",
         listing("CIM_Fan", equal(ElementName="Fan 3", DeviceID="fan4")), ok("Enumerate", count={f"{ITEMS}/*": 0})),
    pair("selector-filter-number", "DSP0226 8.3: values are compared, not their spelling",
         listing("CIM_NumericSensor", equal(SensorType="05")), ok("Enumerate", count={f"{ITEMS}/*": 6})),
    pair("selector-filter-boolean", "DSP0226 8.3: 1 means true",
         listing("CIM_Fan", equal(VariableSpeed="1")), ok("Enumerate", count={f"{ITEMS}/*": 6})),
    pair("selector-filter-boolean-word", "DSP0230 7: a truth value in any case",
         listing("CIM_Fan", equal(VariableSpeed="TRUE")), ok("Enumerate", count={f"{ITEMS}/*": 6})),
    pair("selector-filter-of-a-superclass", "DSP0226 8.3: on polymorphic results",
         listing("CIM_LogicalDevice", equal(DeviceID="fan3")), ok("Enumerate", count={f"{ITEMS}/*": 1})),
    pair("selector-filter-reference", "DSP0227 6: a reference in the selector",
         listing("CIM_SystemDevice", equal(PartComponent=FAN1)), ok("Enumerate", count={f"{ITEMS}/*": 1})),
    pair("selector-filter-name-in-any-case", "DSP0226 5.1.2.2-1",
         listing("CIM_Fan", equal(deviceid="fan3")), ok("Enumerate", has={ids("CIM_Fan"): ["fan3"]})),
    pair("selector-filter-mode", "DSP0226 8.7: with references",
         listing("CIM_Fan", equal(DeviceID="fan3") + BOTH),
         ok("Enumerate", count={f"{ITEMS}/wsman:Item": 1})),
    pair("selector-filter-unknown", "WS-Enumeration 4.5: a property that the class has not",
         listing("CIM_Fan", equal(Colour="blue")), fault(CANNOT, (), "Colour")),
    pair("selector-filter-wrong-type", "WS-Enumeration 4.5: no value of that type",
         listing("CIM_Fan", equal(HealthState="fine")), fault(CANNOT, (), "HealthState")),
    pair("selector-filter-twice", "DSP0226 5.1.2.2-4: duplicate names",
         listing("CIM_Fan", equal(("DeviceID", "fan1"), ("DeviceID", "fan2"))), fault(CANNOT, (), "DeviceID")),
    pair("selector-filter-text", "DSP0226 8.3: a SelectorSet", listing("CIM_Fan", filtered("DeviceID=fan1", SELECTOR)),
         fault(CANNOT, (), "SelectorSet")),
    pair("selector-filter-empty", "DSP0226 8.3: a SelectorSet", listing("CIM_Fan", filtered("", SELECTOR)),
         fault(CANNOT, (), "SelectorSet")),
    pair("selector-filter-of-everything", "DSP0227 8: an all-classes URI has no properties",
         listing(ALL_CLASSES, equal(DeviceID="fan1")), fault("wsman:UnsupportedFeature", "FilteringRequired")),

    # Association filters

    pair("associated-instances", "DSP0227 8.2: what is at the other end",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Fan")), ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_Fan": 6})),
    pair("associated-by-the-schema's-uri", "client: cim-schema/2/* means all classes",
         of(CIM + "*", term("ResultClassName", "CIM_Fan")), ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_Fan": 6})),
    pair("associated-in-wmi", "client: omicli asks at the URI of a WMI namespace",
         of("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*", term("ResultClassName", "CIM_Fan")),
         ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_Fan": 6})),
    pair("association-instances", "DSP0227 8.2: the associations themselves",
         of(ALL_CLASSES, term("ResultClassName", "CIM_SystemDevice"), kind="AssociationInstances", reference=FAN1),
         ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_SystemDevice": 1, f"{ITEMS}/*": 1})),
    pair("associated-superclass", "DSP0227 8.2: ResultClassName matches subclasses",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Sensor")),
         ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_NumericSensor": (30, 100), f"{ITEMS}/{{*}}CIM_Sensor": 8})),
    pair("associated-association-class", "DSP0227 8.2: AssociationClassName",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_AssociatedPowerManagementService")),
         ok("Enumerate", count={f"{ITEMS}/*": 1, f"{ITEMS}/{{*}}CIM_PowerManagementService": 1})),
    pair("associated-association-superclass", "DSP0227 8.2: AssociationClassName matches subclasses",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_ServiceAvailableToElement")
            + term("ResultClassName", "CIM_PowerManagementService")), ok("Enumerate", count={f"{ITEMS}/*": 1})),
    pair("associated-role", "DSP0227 8.2: Role is the object's own",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_SystemDevice") + term("Role", "PartComponent"),
            reference=FAN1), ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_ComputerSystem": 1})),
    pair("associated-other-role", "DSP0227 8.2: a role that the object does not play",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_SystemDevice") + term("Role", "GroupComponent"),
            reference=FAN1), ok("Enumerate", count={f"{ITEMS}/*": 0})),
    pair("associated-result-role", "DSP0227 8.2: ResultRole is the result's",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_SystemDevice") + term("ResultRole", "GroupComponent"),
            reference=FAN1), ok("Enumerate", count={f"{ITEMS}/*": 1})),
    pair("associated-all-terms-in-any-order", "client: dashcli's order",
         of(ALL_CLASSES, term("ResultRole", "ServiceProvided") + term("ResultClassName", "CIM_PowerManagementService")
            + term("Role", "UserOfService") + term("AssociationClassName", "CIM_AssociatedPowerManagementService")),
         ok("Enumerate", count={f"{ITEMS}/*": 1})),
    pair("associated-names-in-any-case", "DSP0227 8.2: names are compared without case",
         of(ALL_CLASSES, term("ResultClassName", "cim_fan") + term("Role", "groupcomponent")),
         ok("Enumerate", count={f"{ITEMS}/{{*}}CIM_Fan": 6})),
    pair("associated-both", "DSP0226 8.7: with references",
         listing(ALL_CLASSES, association(inner=term("ResultClassName", "CIM_Fan")) + BOTH),
         ok("Enumerate", count={f"{ITEMS}/wsman:Item": 6})),
    pair("associated-pulled", "DSP0227 8.2: in pages",
         [enumerate_(ALL_CLASSES, association(inner=term("ResultClassName", "CIM_Fan"))),
          pull(ALL_CLASSES, "<wsman:MaxElements>4</wsman:MaxElements>"), pull(ALL_CLASSES)],
         ok("Pull", count={"*/wsen:Items/*": 2}, has={"*/wsen:EndOfSequence": ""})),
    pair("associated-wrapped-object", "client: an EndpointReference around the object's parts",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Fan"), wrapped=True), ok("Enumerate", count={f"{ITEMS}/*": 6})),
    *(pair(f"associated-dialect-{name}", "client: spellings of the dialect in the field",
           of(ALL_CLASSES, term("ResultClassName", "CIM_Fan"), dialect=dialect),
           ok("Enumerate", count={f"{ITEMS}/*": 6}))
      for name, dialect in (("capital", ASSOCIATION.replace("/association", "/Association")),
                            ("short", "http://schemas.dmtf.org/wsman/cimbinding/associationFilter"))),
    pair("associated-to-nothing", "DSP0227 8.2: an object that is not there has no neighbours",
         of(ALL_CLASSES, "", reference=key("CIM_Fan", "fan9")), ok("Enumerate", count={f"{ITEMS}/*": 0})),
    pair("associated-by-nothing", "DSP0227 8.2: no association fits",
         of(ALL_CLASSES, term("AssociationClassName", "CIM_SystemPackaging") + term("ResultClassName", "CIM_Fan")),
         ok("Enumerate", count={f"{ITEMS}/*": 0})),
    pair("include-result-property", "DSP0227 8.2: these properties alone, in XmlFragments",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Fan") + term("IncludeResultProperty", "DeviceID")),
         ok("Enumerate", count={f"{ITEMS}/wsman:XmlFragment": 6, f"{ITEMS}/*": 6, f"{ITEMS}/wsman:XmlFragment/*": 6},
            has={f"{ITEMS}/wsman:XmlFragment/{{{CIM}CIM_Fan}}DeviceID": [f"fan{n}" for n in range(1, 7)]})),
    pair("include-result-properties", "DSP0227 8.2: several of them",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Fan") + term("IncludeResultProperty", "DeviceID")
            + term("IncludeResultProperty", "ElementName")),
         ok("Enumerate", count={f"{ITEMS}/wsman:XmlFragment": 6, f"{ITEMS}/wsman:XmlFragment/*": 12})),
    pair("include-result-property-of-associations", "DSP0227 8.2",
         of(ALL_CLASSES, term("ResultClassName", "CIM_SystemDevice") + term("IncludeResultProperty", "PartComponent"),
            kind="AssociationInstances", reference=FAN1),
         ok("Enumerate", count={f"{ITEMS}/wsman:XmlFragment/*": 1},
            has={f"{ITEMS}/wsman:XmlFragment/*//wsman:Selector[@Name='DeviceID']": "fan1"})),
    pair("include-result-property-with-references", "DSP0226 8.7: in wsman:Item",
         listing(ALL_CLASSES, BOTH + association(
             inner=term("ResultClassName", "CIM_Fan") + term("IncludeResultProperty", "DeviceID"))),
         ok("Enumerate",
            count={f"{ITEMS}/wsman:Item/wsman:XmlFragment": 6, f"{ITEMS}/wsman:Item/wsa:EndpointReference": 6})),

    pair("association-without-object", "DSP0227 8.2: Object is mandatory",
         of(ALL_CLASSES, "", reference=None), fault(CANNOT, (), "Object")),
    pair("association-two-objects", "DSP0227 8.2: one Object",
         of(ALL_CLASSES, f"<wsmb:Object>{FAN1.body()}</wsmb:Object>"), fault(CANNOT, (), "Object")),
    pair("association-of-a-class", "DSP0227 8.2: Object is an instance",
         of(ALL_CLASSES, "", reference=Reference("CIM_Fan", ())), fault(CANNOT, (), "Object")),
    pair("association-of-an-unknown-class", "DSP0227 8.2: what is not there has no neighbours",
         of(ALL_CLASSES, "", reference=Reference.of("CIM_Nonsense", Name="x")),
         ok("Enumerate", count={f"{ITEMS}/*": 0})),
    pair("association-text", "DSP0227 8.2: one of two elements",
         listing(ALL_CLASSES, filtered("CIM_Fan", ASSOCIATION)), fault(CANNOT, ())),
    pair("association-empty", "DSP0227 8.2: one of two elements",
         listing(ALL_CLASSES, filtered("", ASSOCIATION)), fault(CANNOT, ())),
    pair("association-another-element", "DSP0227 8.2: one of two elements",
         of(ALL_CLASSES, "", kind="Neighbours"), fault(CANNOT, (), "Neighbours")),
    pair("association-unknown-term", "DSP0227 8.2: nothing else in it",
         of(ALL_CLASSES, term("Colour", "blue")), fault(CANNOT, (), "Colour")),
    pair("association-term-twice", "DSP0227 8.2: each at most once",
         of(ALL_CLASSES, term("Role", "GroupComponent") * 2), fault(CANNOT, (), "Role")),
    pair("association-unknown-property", "DSP0227 8.2: a property that no result has",
         of(ALL_CLASSES, term("ResultClassName", "CIM_Fan") + term("IncludeResultProperty", "Colour")),
         ok("Enumerate", count={f"{ITEMS}/wsman:XmlFragment": 6, f"{ITEMS}/*": 6, f"{ITEMS}/wsman:XmlFragment/*": 0})),
]
