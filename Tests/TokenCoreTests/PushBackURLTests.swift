// PushBackURLTests.swift: which URLs are stored. What one parser reads as the host and another as user info must not
// be.

import Testing

@testable import TokenCore

@Suite("PushBackURL")
struct PushBackURLTests {
  @Test(
    "absolute http and https URLs with a host are taken",
    arguments: [
      "https://example.org", "http://example.org/", "HTTPS://EXAMPLE.ORG/a", "https://example.org:8443/done?id=1#f",
      "http://127.0.0.1:80/x", "http://[::1]/x", "http://[::1]:8080", "http://[fe80::1:2]", "http://localhost",
      "https://xn--bcher-kva.example/", "https://example.org/%7Euser/@home", "https://example.org?q=a@b",
      "https://a_b.example/", "http://example.org:/", "http://example.org/a(b)!$&'*+,;=:~-._",
      "https://example.org/" + String(repeating: "a", count: 2028),
    ])
  func taken(_ url: String) {
    #expect(PushBackURL.fault(in: url) == nil)
  }

  @Test(
    "anything else is not",
    arguments: [
      "", "example.org", "/done", "//example.org/", "ftp://example.org/", "javascript:alert(1)", "https:example.org",
      "https:/example.org", "https://", "https:///path", "http://:80/", "https://?q", "https://#f",
      "https://user@example.org/", "https://user:secret@example.org/", "https://@example.org/",
      "https://example.org:80:80/", "https://example.org:65536/", "https://example.org:-1/", "https://example.org:+1/",
      "https://example.org:http/", "http://[::1", "http://[::1]x/", "http://[::1]:x/", "http://[]/", "http://[zz]/",
      "https://exa mple.org/", "https://example.org/a b", "https://example.org/\n", "https://example.org/\u{0}",
      "https://bücher.example/", "https://example.org/\u{7F}", "https://good.example\\@evil.example/",
      "https://good.example\\.evil.example/", "https://<example.org>/", "https://example.org/\"", "https://exa|mple/",
      "https://example.org/^", "https://example.org/`", "https://example.org/{id}", "https://example.org/%zz",
      "https://example.org/%4", "https://ex%ample/",
      "https://example.org/" + String(repeating: "a", count: 2029),
    ])
  func refused(_ url: String) {
    #expect(PushBackURL.fault(in: url) != nil)
  }
}
