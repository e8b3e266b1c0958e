import Testing

@testable import CIM

/// Numbers are compared by value: a conversion to the other's type would lose digits.
struct QueryNumberTests {
  @Test(arguments: [
    (QueryNumber.integer(9_007_199_254_740_993), QueryNumber.real(9_007_199_254_740_992), Comparison.greater),
    (.integer(9_007_199_254_740_992), .real(9_007_199_254_740_992), .equal),
    (.integer(18_446_744_073_709_551_615), .real(18_446_744_073_709_551_616), .less),
    (.integer(-9_223_372_036_854_775_808), .real(-9_223_372_036_854_775_808), .equal),
    (.integer(-9_223_372_036_854_775_808), .real(-1e19), .greater), (.integer(-2), .real(-1.5), .less),
    (.integer(-1), .real(-1.5), .greater), (.integer(2), .real(2.5), .less), (.integer(3), .real(2.5), .greater),
    (.integer(0), .real(-0.0), .equal), (.integer(1), .real(.infinity), .less),
    (.integer(1), .real(-.infinity), .greater),
    (.integer(1), .real(.nan), .different), (.real(.nan), .real(.nan), .different), (.real(1), .real(2), .less),
    (.real(.infinity), .real(.infinity), .equal), (.integer(-1), .integer(18_446_744_073_709_551_615), .less),
  ])
  func comparisonsAreExact(_ a: QueryNumber, _ b: QueryNumber, _ expected: Comparison) {
    #expect(a.comparison(to: b) == expected)
    #expect(b.comparison(to: a) == expected.reversed)
  }

  @Test func whatIsNoNumberIsUnequalToAllAndHasNoOrder() {
    let relations: [QueryRelation] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
    #expect(relations.filter { $0.holds(.different) } == [.notEqual])
    #expect(relations.filter { $0.holds(.less) } == [.notEqual, .less, .lessOrEqual])
    #expect(relations.filter { $0.holds(.equal) } == [.equal, .lessOrEqual, .greaterOrEqual])
    #expect(relations.filter { $0.holds(.greater) } == [.notEqual, .greater, .greaterOrEqual])
  }
}
