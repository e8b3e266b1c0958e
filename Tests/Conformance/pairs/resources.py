"""Resource URIs: DSP0227 6."""

from harness.pairs import create, delete, enumerate_, fault, get, invoke, listing, ok, pair, put, request
from harness.wsman import ALL_CLASSES, CIM

UNREACHABLE = "wsa:DestinationUnreachable"
EVERYTHING = {
    "wscim": ALL_CLASSES, "cim-schema": CIM + "*",
    "wmi": "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*",
}
UNKNOWN = {
    "class": ("CIM_Nonsense", "CIM_Nonsense"), "no-class": (CIM, CIM), "another-base": ("urn:x/CIM_Fan", "urn:x"),
    "another-host": (CIM.replace("dmtf", "example") + "CIM_Fan", "example"),
    "trailing-slash": (CIM + "CIM_Fan/", "CIM_Fan/"), "another-schema": (CIM.replace("/2/", "/3/") + "CIM_Fan", "/3/"),
    "query": (CIM + "CIM_Fan?DeviceID=fan1", "?"), "shell": (
        "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd", "shell"),
}


def of_everything(name, uri):
    """DSP0227 6-1: instances are not got, put, made, deleted or asked to act through an all-classes URI."""
    rule = "DSP0227 6-1: an all-classes URI is for queries"
    refused = fault("wsa:ActionNotSupported", (), "class")
    return [
        pair(f"all-classes-{name}-get", rule, get(uri), refused),
        pair(f"all-classes-{name}-put", rule, put(uri, "<x></x>"), refused),
        pair(f"all-classes-{name}-create", rule, create(uri, "<x></x>"), refused),
        pair(f"all-classes-{name}-delete", rule, delete(uri), refused),
        pair(f"all-classes-{name}-invoke", rule, request(uri + "/Reset", uri), refused),
        pair(f"all-classes-{name}-unfiltered", "DSP0227 8: a filter is mandatory", enumerate_(uri),
             fault("wsman:UnsupportedFeature", "FilteringRequired", "filter")),
    ]


PAIRS = [
    pair("resource-class", "DSP0227 6", get("CIM_Fan", DeviceID="fan1"), ok("Get")),
    pair("resource-class-in-any-case", "DSP0227 6: class names are compared without case",
         get("cim_fan", DeviceID="fan1"), ok("Get", has={"{*}CIM_Fan/{*}DeviceID": "fan1"})),
    pair("resource-superclass", "DSP0227 6: a leaf's keys through its superclass",
         get("CIM_LogicalDevice", DeviceID="fan1", CreationClassName="CIM_Fan"),
         ok("Get", has={f"{{{CIM}CIM_Fan}}CIM_Fan/{{{CIM}CIM_Fan}}DeviceID": "fan1"})),
    pair("resource-white-space", "XML Schema 2: white space of a URI is collapsed",
         get("CIM_Fan", DeviceID="fan1").edit(f"{CIM}CIM_Fan</wsman:ResourceURI>",
                                              f"\n {CIM}CIM_Fan \n</wsman:ResourceURI>"),
         ok("Get")),
    *(pair(f"resource-unknown-{name}", "DSP0226 5.1.2.1: an unknown ResourceURI", get(uri),
           fault(UNREACHABLE, "InvalidResourceURI", word)) for name, (uri, word) in UNKNOWN.items()),
    *(pair(f"resource-unknown-{name}", "DSP0226 5.1.2.1: whatever the operation", one,
           fault(UNREACHABLE, "InvalidResourceURI", "CIM_Nonsense"))
      for name, one in (
          ("enumerate", enumerate_("CIM_Nonsense")), ("put", put("CIM_Nonsense", "<p:CIM_Nonsense></p:CIM_Nonsense>")),
          ("create", create("CIM_Nonsense", "<p:CIM_Nonsense></p:CIM_Nonsense>")), ("delete", delete("CIM_Nonsense")),
          ("invoke", invoke("CIM_Nonsense", "Reset")))),
    pair("resource-empty", "DSP0226 5.1.2.1", get(CIM + "CIM_Fan").edit(f">{CIM}CIM_Fan<", "><"),
         fault(UNREACHABLE, "InvalidResourceURI", "ResourceURI")),
    pair("resource-not-served", "DSP0226 8.2: a class of the schema without instances is empty, or not served",
         get("CIM_Battery"), fault(UNREACHABLE, (), "CIM_Battery")),
    pair("resource-of-a-superclass-of-all", "DSP0227 8.1: every class descends from it",
         listing("CIM_ManagedElement"), ok("Enumerate", count={"*/wsman:Items/*": (80, 1000)})),
    *(one for name, uri in EVERYTHING.items() for one in of_everything(name, uri)),
]
