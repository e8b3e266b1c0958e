import RMCP
import Testing

@testable import Discovery

struct ReportTests {
  private static func identity(_ change: (inout IdentifyResponse) -> Void) -> IdentifyResponse {
    var identity = IdentifyResponse()
    change(&identity)
    return identity
  }

  private let findings: [Finding] = {
    func address(_ text: String) -> IPAddress { IPAddress(text)! }
    func service(
      _ text: String, _ port: UInt16, tls: Bool, _ identity: IdentifyResponse?, _ certificate: Certificate? = nil
    ) -> Finding.Service {
      Finding.Service(
        probe: Probe(address: address(text), endpoint: Endpoint(port: port, usesTLS: tls), path: .anonymous),
        identity: identity, certificate: certificate)
    }
    let full = identity {
      $0.productVendor = #"Maker "M""#
      $0.productVersion = "2.1"
      $0.dashVersion = "1.2.0"
      $0.securityProfiles = ["https/digest", "https/basic"]
    }
    return [
      Finding(
        address: address("192.0.2.1"), pong: PresencePong(tag: 1, interactions: .dash),
        service: service(
          "192.0.2.1", 664, tls: true, full, Certificate(fingerprint: "ab12", expires: "2030-01-02T03:04:05Z"))),
      Finding(
        address: address("192.0.2.20"), pong: PresencePong(tag: 1, entities: [.ipmi, .asf1], interactions: []),
        service: nil),
      Finding(address: address("2001:db8::7"), pong: nil, service: service("2001:db8::7", 5985, tls: false, nil)),
    ]
  }()

  @Test func theTableHasALineForEachMachine() {
    #expect(
      Report.table(findings) == """
        ADDRESS      PONG  DASH   PRODUCT          SECURITY                  URL
        192.0.2.1    DASH  1.2.0  Maker "M", 2.1   https/digest,https/basic  https://192.0.2.1:664/wsman
        192.0.2.20   IPMI  -      -                -                         -
        2001:db8::7  -     -      (wants a login)  -                         http://[2001:db8::7]:5985/wsman
        """)
  }

  @Test func jsonHasEveryMemberForEachMachine() {
    #expect(
      Report.json([findings[0], findings[2]]) == #"""
        [
          {
            "address": "192.0.2.1",
            "pong": [
              "DASH"
            ],
            "url": "https://192.0.2.1:664/wsman",
            "wants_login": false,
            "product_vendor": "Maker \"M\"",
            "product_version": "2.1",
            "dash_version": "1.2.0",
            "protocol_version": null,
            "security_profiles": [
              "https/digest",
              "https/basic"
            ],
            "certificate": {
              "sha256": "ab12",
              "expires": "2030-01-02T03:04:05Z"
            }
          },
          {
            "address": "2001:db8::7",
            "pong": null,
            "url": "http://[2001:db8::7]:5985/wsman",
            "wants_login": true,
            "product_vendor": null,
            "product_version": null,
            "dash_version": null,
            "protocol_version": null,
            "security_profiles": [],
            "certificate": null
          }
        ]
        """#)
  }

  @Test func prometheusGetsTheServicesThatSaidWhoTheyAre() {
    #expect(
      Report.prometheus(findings) == #"""
        [
          {
            "targets": [
              "192.0.2.1:664"
            ],
            "labels": {
              "__meta_lantern_url": "https://192.0.2.1:664/wsman",
              "__meta_lantern_product_vendor": "Maker \"M\"",
              "__meta_lantern_product_version": "2.1",
              "__meta_lantern_dash_version": "1.2.0"
            }
          }
        ]
        """#)
  }

  @Test func nothingFoundIsAnEmptyList() {
    #expect(Report.json([]) == "[]")
    #expect(Report.prometheus([]) == "[]")
  }
}
