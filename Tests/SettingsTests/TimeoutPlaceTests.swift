import RealParts
import Settings
import Testing

/// Where only the timeout differs, and where that is not certain.
@Suite struct TimeoutPlaceTests {
  private func rest(_ text: String) throws -> [UInt8]? {
    try ProjectFile(bytes: Array(text.utf8), at: "/p/.killall.yaml").textWithoutTimeout
  }

  @Test(arguments: [
    "version: 1\ntimeout: @\n", "timeout: @\nversion: 1", "version: 1\ntimeout: @   # a while\nname: é\n",
    "version: 1\r\nname: Ünï 🏗️\r\ntimeout: @\r\n",
    "{version: 1, timeout: @}",
    "{version: 1, name: é, timeout: @, tags: [a]}", "{\"version\": 1, \"timeout\": '@'}",
    "version: 1\ntimeout: '@'\n",
    "version: 1\ntimeout: \"@\"\n", "version: 1\ncommand: |\n  timeout: 2h\ntimeout:   @\n",
    "version: 1\ntimeout:\n  @\n",
    "version: 1\ncommand: \"timeout: 2h\"\ntimeout: @\n", "---\nversion: 1\ntimeout: @\n...\n",
    "  version: 1\n  timeout: @",
  ])
  func isCutOut(text: String) throws {
    let rests = try ["2h", "1 hour 30 minutes", "1.5 hours", "90s"].map {
      try rest(text.replacing("@", with: $0))
    }
    let first = try #require(rests[0])
    #expect(rests.allSatisfy { $0 == first })
    #expect(first == text.utf8.map { $0 == UInt8(ascii: "@") ? 0 : $0 })
  }

  @Test(arguments: [
    "\u{FEFF}version: 1\ntimeout: 2h\n", "version: 1\ntimeout: 1h\n  30m\n", "version: 1\ntimeout: |\n  2h\n",
    "version: 1\ntimeout: >-\n  2h\n",
    "version: 1\ntimeout: \"2\\u0068\"\n", "version: 1\ntimeout: \"1h\n  30m\"\n",
    "version: 1\ntimeout: \"2\\x68\"\n",
    "version: 1\ntimeout: ' 2h'\n".replacing(" 2h", with: "\u{A0}2h"),
  ])
  func isNotCertain(text: String) throws {
    #expect(try rest(text) == nil)
  }

  /// One more blank, another quote, another place: the user is asked anew.
  @Test func everyOtherDifferenceCounts() throws {
    let rests = try [
      "version: 1\ntimeout: 2h\n", "version: 1\ntimeout:  2h\n", "version: 1\ntimeout: '2h'\n",
      "version: 1\ntimeout: \"2h\"\n",
      "timeout: 2h\nversion: 1\n", "version: 1\ntimeout: 2h", "version: 1\ntimeout: 2h \n",
      "version: 1\ntimeout: 2h\n#\n",
      "version: 1\ncommand: |\n  timeout: \ntimeout: 2h\n",
      "version: 1\ntimeout: 2h\ncommand: |\n  timeout: \n",
    ].map { try #require(try rest($0)) }
    #expect(Set(rests).count == rests.count)
  }

  /// Whatever is put in its place, as long as it is a duration, nothing else of the file changes.
  @Test(arguments: 0..<4)
  func nothingElseDependsOnIt(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let files = [
      "version: 1\ntimeout: @ # x\ncommand: c\nhooks: {pre_destroy: [a, b]}\n",
      "{version: 1, timeout: @, protected: true}",
      "version: 1\ntimeout: '@'\nexecution:\n  timeout: 1h\n  environment: {timeout: 2h}\n",
    ]
    for _ in 0..<50 {
      let text = random.one(of: files)
      let parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        "\(Int.random(in: 1...40, using: &random))\(random.one(of: ["", " ", "  "]))\(random.one(of: ["s", "min", "H", "days"]))"
      }
      var one = try ProjectFile(bytes: Array(text.replacing("@", with: "2h").utf8), at: "/p/.killall.yaml")
      let value = parts.joined(separator: random.one(of: ["", " "]))
      let other = try ProjectFile(bytes: Array(text.replacing("@", with: value).utf8), at: "/p/.killall.yaml")
      one.timeout = other.timeout
      one.lifetime = other.lifetime
      #expect(one == other, "\(value)")
    }
  }
}
