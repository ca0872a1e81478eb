import Foundation
import RealParts
import Settings
import Testing

/// Files that would overflow a stack or never be done with; each is an error, and soon.
@Suite struct YAMLHazardTests {
  private static let start = "version: 1\ntimeout: 2h\n"
  private static let limit = 65_536

  /// As much of this as a file may hold.
  private static func many(_ text: String, before: String = "", after: String = "") -> String {
    let room = limit - start.utf8.count - before.utf8.count - after.utf8.count
    return start + before + String(repeating: text, count: room / text.utf8.count) + after
  }

  private static func lines(_ step: Int, _ line: (String) -> String) -> String {
    var text = start
    var depth = 0
    while true {
      let next = line(String(repeating: " ", count: depth * step))
      guard text.utf8.count + next.utf8.count < limit else { return text }
      text += next
      depth += 1
    }
  }

  static let bombs: [(String, String)] = [
    ("[", many("[", before: "tags: ")), ("{", many("{", before: "tags: ")),
    ("[ ", many("[ ", before: "tags: ")),
    ("[[]", many("[[],", before: "tags: ")), ("{a:", many("{a: ", before: "tags: ")),
    ("[a: ", many("[a: ", before: "tags: ")),
    ("{? ", many("{? ", before: "tags: ")), ("[\"]\",", many("[\"]\",", before: "tags: ")),
    ("['}', {", many("['}', {a: ", before: "tags: ")),
    ("[\n", many("[\n", before: "tags: ")), ("[\r", many("[\r", before: "tags: ")),
    ("[-[", many("[-[", before: "tags: ")),
    ("{\"a\":[", many("{\"a\":[", before: "tags: ")), ("[!t [", many("[!t [", before: "tags: ")),
    ("[&a [", many("[&a [", before: "tags: ")),
    ("- ", many("- ")), ("-\t", many("-\t")), ("? ", many("? ")), (": ", many(": ")), ("? - ", many("? - ")),
    (": - ", many(": - ")),
    ("a: ", many("a: ")), ("? in lines", lines(1) { $0 + "?\n" }), ("- in lines", lines(1) { $0 + "-\n" }),
    ("keys in lines", lines(1) { $0 + "a:\n" }), ("keys in lines of old", lines(1) { $0 + "a:\r" }),
    ("keys in lines of Unicode", lines(1) { $0 + "a:\u{2028}" }),
    ("keys in next lines", lines(1) { $0 + "a:\u{85}" }),
    ("sequences in mappings", lines(1) { $0 + "a:\n" + $0 + "- b:\n" }),
    ("quoted text at the margin", lines(2) { $0 + "\"a\n\":\n" }), ("aliases", aliases("b", "")),
    ("aliases as keys", aliases("? ", "")), ("aliases as simple keys", aliases("", " : x")),
    ("anchors", many("&a ")), ("tags", many("!a ")), ("quotes", many("'")),
    ("double quotes", many("\"", before: "name: ")),
    ("escapes", many("\\", before: "name: \"")), ("block marks", many("|\n")), ("commas", many(",")),
    ("percents", many("%\n")),
    ("documents", many("---\n")), ("colons", many(":")),
    ("keys", many("a: b, ", before: "hooks: {", after: "}")),
    ("empty entries", many("-\n", before: "tags:\n")),
    ("blank lines in a block", many(" \n", before: "command: |\n")),
    ("a long key", many("k")), ("a long key that ends", many("k", after: ": x")),
    ("byte order marks", many("\u{FEFF}")),
    ("tabs", many("\t")), ("folds", many("a\n", before: "command: >\n")),
  ]

  private static func aliases(_ before: String, _ after: String) -> String {
    var text = start + "hooks:\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for n in 1..<40 {
      let last = "*a\(n - 1)"
      text += "  a\(n): &a\(n) [\(Array(repeating: last, count: 9).joined(separator: ", "))]\n"
    }
    return text + (before == "b" ? "  b: *a39\n" : "  \(before)*a39\(after)\n")
  }

  /// Threads of libdispatch have 512 KiB of stack; here it is less, and still enough.
  @Test(.timeLimit(.minutes(1)), arguments: bombs)
  func bombsAreErrors(name: String, text: String) throws {
    #expect(text.utf8.count <= Self.limit)
    let began = ContinuousClock.now
    let words = try #require(onSmallStack(text), "accepted: \(name)")
    #expect(words.hasPrefix("/p/.killall.yaml:"), "\(name): \(words)")
    #expect(ContinuousClock.now - began < .seconds(10), "\(name)")
  }

  /// As deep as anything is parsed at all: two levels for each column, and two for each bracket.
  static let deepest: [String] = {
    let margin = (0..<39).map { String(repeating: " ", count: $0) }
    let block = start + "tags:\n-\n" + margin.dropFirst().map { "\($0)a:\n\($0)-\n" }.joined()
    let flow = String(repeating: "[a: ", count: 64) + "x" + String(repeating: "]", count: 64)
    return [
      start + "tags: " + String(repeating: "[a: ", count: 64), start + "tags: " + flow, block,
      block + String(repeating: " ", count: 39) + "b: " + flow + "\n",
      start + margin.map { "\($0)a:\n" }.joined(), start + margin.map { "\($0)-\n" }.joined(),
    ]
  }()

  @Test(arguments: deepest)
  func whatIsParsedFitsTheStack(text: String) throws {
    #expect(onSmallStack(text) != nil)
  }

  /// What looks alike and is harmless.
  @Test(arguments: [
    "command: |\n  if [ -f x ] && [[ $y ]]; then rm -f *tfplan *.tf & fi\n",
    "command: sleep 5 &\n", "command: a & b *c\n", "command: rm *tfstate &\n", "command: echo what ? no\n",
    "command: \"a &b ; c !d\"\n", "command: a &b ; c !d\n", "command: '*'\n", "# &a and !b\n",
    "command: curl x?y=1&z=2\n",
    "command: |\n  ----------------------------------------------------------------------------------------------------\n",
    "# \(String(repeating: "-", count: 200))\n", "\(String(repeating: " ", count: 200))# far\n",
    "command: |\n  a\n\(String(repeating: " ", count: 200))far\n",
    "\(String(repeating: " ", count: 200))\n",
    "command: tofu destroy\n  -auto-approve\n", "command: >-\n  a\n  b\n", "command: 'it''s'\n",
    "name: Große Straße 🏗️\n",
    "command: terraform destroy -auto-approve -var 'x={a=[1,2],b={c=[]}}'\n", "command: a\r\n", "...\n",
  ])
  func whatIsHarmlessIsTaken(text: String) throws {
    #expect(onSmallStack(Self.start + text) == nil)
  }

  /// What is only long is done with as soon.
  @Test(arguments: [
    many("...\n"), many("a,", before: "tags: [", after: "]"), many("#"), many("\n"), many("\r\n"),
    many("5, ", before: "warnings: [", after: "]"), many("x", before: "command: "),
    many("x y ", before: "command: "),
    many("  x\n", before: "command: |\n"), many("#\n"), many("é", before: "command: \"", after: "\""),
  ])
  func whatIsLongIsTaken(text: String) {
    let began = ContinuousClock.now
    #expect(onSmallStack(text) == nil)
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  /// Any bytes at all, and sound files with a few bytes changed; the same ones at every run.
  @Test(.timeLimit(.minutes(2)), arguments: 0..<8)
  func anyBytesAreSoonDoneWith(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let marks = Array("[]{}:-?,&*!|>'\"%#@` \n\t\r\\a1~<.=".utf8)
    let sound = Array(
      (Self.start + "name: x\nexecution: {environment: {A: 'b'}}\nhooks:\n  pre_destroy: |\n    x\n").utf8)
    for _ in 0..<150 {
      var bytes: [UInt8]
      if random.once(in: 2) {
        bytes = (0..<Int.random(in: 0..<400, using: &random)).map { _ in random.one(of: marks) }
      } else {
        bytes = sound
        for _ in 0..<Int.random(in: 1..<6, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] =
            random.once(in: 4) ? UInt8.random(in: 0...255, using: &random) : random.one(of: marks)
        }
      }
      _ = try? ProjectFile(bytes: bytes, at: "/p/.killall.yaml")
    }
  }

  /// A few characters over and over, as much as a file may hold, each time further to the right or not.
  @Test(.timeLimit(.minutes(2)), arguments: 0..<4)
  func anyMotifFitsTheStack(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let words = [
      "[", "{", "]", "}", ": ", "a", "- ", "? ", "\n", " ", ",", "\"", "'", "!t ", "&a ", "*a", "#", "|\n",
      "\r", "\u{2028}",
    ]
    for _ in 0..<12 {
      let motif = (0..<Int.random(in: 1...6, using: &random)).map { _ in random.one(of: words) }.joined()
      let before = random.one(of: ["", "tags: ", "hooks:\n", "- "])
      let text =
        random.once(in: 2) ? Self.many(motif, before: before) : Self.lines(1) { $0 + motif + "\n" }
      _ = onSmallStack(text)
    }
  }

  /// Reads it on a thread of 256 KiB; the error, or nil if it is sound.
  private func onSmallStack(_ text: String) -> String? {
    let result = Answer()
    let thread = Thread {
      do {
        _ = try ProjectFile(bytes: Array(text.utf8), at: "/p/.killall.yaml")
        result.give(nil)
      } catch {
        result.give("\(error)")
      }
    }
    thread.stackSize = 256 * 1_024
    thread.start()
    return result.wait()
  }
}

/// What a thread found out.
///
/// `@unchecked Sendable`: the text is written before the semaphore is raised and read after it was waited for.
private final class Answer: @unchecked Sendable {
  private let isThere = DispatchSemaphore(value: 0)
  private var text: String?

  func give(_ text: String?) {
    self.text = text
    isThere.signal()
  }

  func wait() -> String? {
    isThere.wait()
    return text
  }
}
