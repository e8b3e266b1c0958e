/// What stands after WHERE. AND and OR hold all their parts side by side, so that a long row of them is not deep.
indirect enum QueryCondition: Sendable {
  case all([QueryCondition])
  case any([QueryCondition])
  case not(QueryCondition)
  case test(Test)

  enum Test: Sendable {
    case comparison(Term, QueryRelation, Operand, TextRule)
    case like(Term, LikePattern)
    case isNull(Term)
    /// The instance is of the class or a subclass.
    case isKind(CIMClass)
  }

  enum Operand: Sendable {
    case literal(QueryValue)
    case term(Term)
  }

  /// True, false, or unknown (nil), as SQL and DSP0202 have it.
  func truth(for instance: Instance, _ slots: [Int]) -> Bool? {
    switch self {
    case .all(let parts):
      var result: Bool? = true
      for part in parts {
        let truth = part.truth(for: instance, slots)
        if truth == false { return false }
        if truth == nil { result = nil }
      }
      return result
    case .any(let parts):
      var result: Bool? = false
      for part in parts {
        let truth = part.truth(for: instance, slots)
        if truth == true { return true }
        if truth == nil { result = nil }
      }
      return result
    case .not(let part): return part.truth(for: instance, slots).map { !$0 }
    case .test(let test): return test.truth(for: instance, slots)
    }
  }
}

extension QueryCondition.Test {
  func truth(for instance: Instance, _ slots: [Int]) -> Bool? {
    switch self {
    case .comparison(let term, let relation, let operand, let rule):
      guard let value = term.queryValue(of: instance, slots),
        let other = operand.queryValue(of: instance, slots),
        let comparison = value.comparison(to: other, rule)
      else { return nil }
      return relation.holds(comparison)
    case .like(let term, let pattern):
      guard case .string(let text)? = term.value(of: instance, slots) else { return nil }
      return pattern.matches(text)
    case .isNull(let term): return term.value(of: instance, slots) == nil
    case .isKind(let cimClass): return instance.cimClass.isKind(of: cimClass)
    }
  }
}

extension QueryCondition.Operand {
  fileprivate func queryValue(of instance: Instance, _ slots: [Int]) -> QueryValue? {
    switch self {
    case .literal(let value): value
    case .term(let term): term.queryValue(of: instance, slots)
    }
  }
}

/// Something that has a value in each instance.
enum Term: Sendable {
  /// A property, by its place in the query's list of properties.
  case property(Int)
  /// The item of an array property at an index from 0.
  case item(Int, index: Int)
  /// `__CLASS` of WQL: the name of the instance's own class.
  case className

  /// Nil for NULL, and where an array has no such item.
  func value(of instance: Instance, _ slots: [Int]) -> CIMValue? {
    switch self {
    case .property(let number): return instance.value(at: slots[number])
    case .item(let number, let index):
      guard case .array(let items)? = instance.value(at: slots[number]), index < items.count else { return nil }
      return items[index]
    case .className: return .string(instance.cimClass.name)
    }
  }

  func queryValue(of instance: Instance, _ slots: [Int]) -> QueryValue? {
    value(of: instance, slots).flatMap { QueryValue($0) }
  }
}
