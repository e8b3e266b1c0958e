import CIM
import XML

/// The input of a method: `{Method}_INPUT` with an element for each argument, in any order.
enum MethodArguments {
  /// An empty body is input without arguments.
  static func read(
    _ content: XMLElement?, _ method: CIMMethod, of cimClass: CIMClass, limit: Int
  ) throws(Fault) -> [(name: String, value: ArgumentValue)] {
    guard let content else { return [] }
    guard content.localName.isSameName(as: "\(method.name)_INPUT") else {
      throw Fault(
        .actionNotSupported, .actionMismatch,
        "The action is \(method.name), the body is \(Fault.shown(content.shownName)).")
    }
    guard content.namespace.isSameName(as: cimClass.resourceURI) else {
      throw Fault(
        .schemaValidationError, nil,
        "\(content.localName) belongs in the namespace \(cimClass.resourceURI), not \(Fault.shown(content.namespace)).")
    }
    var arguments: [(name: String, value: ArgumentValue)] = []
    for element in content.children {
      let name = element.localName
      let parameter = method.parameter(name)
      let value = try argument(element, for: parameter, limit: limit)
      guard parameter?.isArray == true else {
        arguments.append((name, value))
        continue
      }
      if let place = arguments.firstIndex(where: { $0.name == name }), case .array(let items) = arguments[place].value {
        arguments[place].value = .array(items + [value])
      } else {
        arguments.append((name, value == .null ? .null : .array([value])))
      }
    }
    return arguments
  }

  private static func argument(
    _ element: XMLElement, for parameter: CIMParameter?, limit: Int
  ) throws(Fault) -> ArgumentValue {
    if let mark = element.attribute(.isNil)?.trimmed, mark == "true" || mark == "1" { return .null }
    guard let child = element.firstChild else {
      // White space around a value counts in strings only (XML Schema part 2, 4.3.6).
      let isString = parameter?.type == .string || parameter?.type == .char16
      return .text((isString ? element.text : element.text.trimmed).string)
    }
    // The times of the CIM binding are elements in the element: cim:Datetime, cim:Interval …
    if child.namespace == Namespace.cim.uri { return .text(child.text.trimmed.string) }
    return .reference(try element.instancePath(limit: limit))
  }
}

extension String {
  /// Equal but for the case of letters, which does not count in names of CIM.
  fileprivate func isSameName(as other: String) -> Bool { self == other || lowercased() == other.lowercased() }
}
