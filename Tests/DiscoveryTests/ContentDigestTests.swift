import Discovery
import Testing

@Suite struct ContentDigestTests {
  /// By sha256sum of the path, a NUL and the bytes.
  @Test func isTheSHA256OfPathAndBytes() {
    let digest = ContentDigest(path: "/a", bytes: Array("version: 1\n".utf8))
    #expect(digest.text == "d3c426e18cd099a4d5fddf6aad74e970c9e21e04c94a015e956fce7e240b88ff")
    #expect(ContentDigest(path: "/a", bytes: []) != ContentDigest(path: "/", bytes: Array("a".utf8)))
  }
}
