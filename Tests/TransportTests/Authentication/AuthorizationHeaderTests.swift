import Testing

@testable import Transport

struct AuthorizationHeaderTests {
  private func digest(_ text: String) -> DigestCredentials? {
    guard case .digest(let credentials) = AuthorizationHeader(parsing: Array(text.utf8)) else { return nil }
    return credentials
  }

  private let complete = "username=u,realm=r,nonce=n,uri=/,response=x,cnonce=c,nc=1,qop=auth"

  @Test func valuesAreUnquoted() throws {
    let header = try #require(
      digest(#"Digest username="a \"b\" \\c",realm="",nonce=n,uri="/x",response=r,cnonce="a,b=c",nc="1",qop=auth"#))
    #expect(header.username.elementsEqual(#"a "b" \c"#.utf8))
    #expect(header.realm.isEmpty)
    #expect(header.cnonce.elementsEqual("a,b=c".utf8))
    #expect(header.nonceCount.elementsEqual("1".utf8))
    #expect(header.algorithm == nil)
  }

  @Test func namesAndSchemeHaveNoCase() {
    #expect(digest("DIGEST " + complete) != nil)
    #expect(digest("Digest USERNAME=u,Realm=r,NONCE=n,Uri=/,RESPONSE=x,CNonce=c,NC=1,QOP=auth") != nil)
  }

  @Test func spacesTabsAndEmptyElementsMayStandBetween() {
    #expect(
      digest("Digest  , username = u ,\trealm=r,,nonce=n, uri=/, response=x, cnonce=c=, nc=1, qop=auth , ") != nil)
  }

  @Test func unknownParametersAreIgnored() {
    #expect(digest("Digest opaque=\"\",userhash=false," + complete) != nil)
    #expect(digest("Digest x=1,x=2," + complete) != nil)
  }

  @Test(arguments: [
    "username=twice", "username", "=x", "a b=c", "x=", "x=\"", "x=\"open", "x=\"\\", "x=\"a\"b", "x=a b", "é=1",
    "x=\u{1}",
  ])
  func whatIsNoListIsRefused(extra: String) {
    #expect(digest("Digest " + complete) != nil)
    #expect(digest("Digest " + complete + "," + extra) == nil)
    #expect(digest("Digest " + extra + "," + complete) == nil)
  }

  @Test func basicIsSplitAtTheFirstColon() {
    #expect(
      AuthorizationHeader(parsing: Array("Basic YTpiOmM=".utf8)) == .basic(user: "a", password: Array("b:c".utf8)))
    #expect(AuthorizationHeader(parsing: Array("Basic Og==".utf8)) == .basic(user: "", password: []))
  }

  @Test(arguments: ["Basic YWI=", "Basic YTpi=", "Basic a:b", "Basic YTpiOmM= x", "Basic"])
  func basicIsRefusedWhenItIsNotUserAndPassword(text: String) {
    #expect(AuthorizationHeader(parsing: Array(text.utf8)) == nil)
  }
}
