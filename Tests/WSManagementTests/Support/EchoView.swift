import Documents
import Model
import TestSupport

@testable import CIM

/// The shipped profiles and one more, whose methods give back what they are given: every CIM type goes over the wire
/// and through the schema.
enum Echo {
  static let className = "CIM_TestService"
  static let view: CIMView = {
    let directory = TemporaryDirectory()
    let table = (try? DataFile.read(Repository.root + "/profiles/schema/cim.table", limit: 4 << 20)) ?? []
    directory.write(String(decoding: table, as: UTF8.self) + schema, to: "profiles/schema/cim.table")
    directory.write(profile, to: "profiles/test.yaml")
    let diagnostics = Diagnostics()
    let view = CIMView.load(
      dataDirectories: [directory.path, Repository.root], compatibility: nil, methodVerbs: [EchoVerb()],
      diagnostics: diagnostics)
    precondition(diagnostics.all.isEmpty, "\(diagnostics.all.map(\.description))")
    return view
  }()

  /// The order is not that of the alphabet, so that a sorted answer would show.
  private static let schema = """
    C\tCIM_TestThing\t-\t-
    P\tName\tstring\t-\t-\t-
    P\tSize\tuint16\t-\t-\t-
    P\tMade\tdatetime\t-\t-\t-
    P\tRaw\tuint8[]\to\t-\t-
    P\tTags\tstring[]\t-\t-\t-
    P\tInner\tstring\t-\tCIM_TestThing\t-
    P\tOwner\tref\t-\tCIM_ManagedElement\t-
    C\tCIM_TestGadget\tCIM_TestThing\t-
    P\tExtra\tsint8\t-\t-\t-
    C\tCIM_TestService\tCIM_Service\t-
    M\tEcho\tuint32\t0=OK
    A\tText\tstring\tio\t-\t-
    A\tFlag\tboolean\tio\t-\t-
    A\tU8\tuint8\tio\t-\t-
    A\tU16\tuint16\tio\t-\t-
    A\tU32\tuint32\tio\t-\t-
    A\tU64\tuint64\tio\t-\t-
    A\tS8\tsint8\tio\t-\t-
    A\tS16\tsint16\tio\t-\t-
    A\tS32\tsint32\tio\t-\t-
    A\tS64\tsint64\tio\t-\t-
    A\tR32\treal32\tio\t-\t-
    A\tR64\treal64\tio\t-\t-
    A\tLetter\tchar16\tio\t-\t-
    A\tWhen\tdatetime\tio\t-\t-
    A\tWho\tref\tio\tCIM_ManagedElement\t-
    A\tTexts\tstring[]\tio\t-\t-
    A\tNumbers\tuint32[]\tio\t-\t-
    A\tTimes\tdatetime[]\tio\t-\t-
    A\tFriends\tref[]\tio\tCIM_ManagedElement\t-
    A\tOctets\tuint8[]\tiob\t-\t-
    A\tBytes\tuint8[]\tio\t-\t-
    A\tHex\tstring\tiob\t-\t-
    A\tThing\tstring\tio\tCIM_TestThing\t-
    A\tThings\tstring[]\tio\tCIM_TestThing\t-
    A\tAnything\tstring\tio\t*\t-
    A\tOnlyOut\tstring\to\t-\t-
    M\tNothing\t-\t-
    M\tStrict\tuint32\t0=OK|1=Failed
    A\tName\tstring\tir\t-\t-

    """

  private static let profile = """
    profile: Test
    specification: DSP0001
    organization: DMTF
    version: 1.0.0
    central: CIM_TestService
    referenced-by: [Base Server]
    classes:
      - class: CIM_TestService
        for: system
        keys: { SystemCreationClassName: CIM_ComputerSystem, SystemName: "{id}", Name: Test }
        methods: { Echo: test.echo, Nothing: test.echo, Strict: test.echo }

    """
}

/// `test.echo`: every input that is also an output comes back.
private struct EchoVerb: MethodVerb {
  let name = "test.echo"

  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? { nil }

  func invoke(_ call: MethodCall) -> MethodOutcome {
    // Backwards: the order on the wire is that of the schema all the same.
    let outputs = call.method.parameters.reversed().compactMap { parameter in
      parameter.isOutput ? call.arguments[parameter.name].map { (parameter, $0) } : nil
    }
    return .done(MethodResult(returnValue: 0, outputs: outputs))
  }
}
