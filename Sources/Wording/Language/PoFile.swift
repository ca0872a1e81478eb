/// A catalogue as gettext's tools keep it (GNU gettext manual, "The Format of PO Files"), in UTF-8.
struct PoFile: Sendable {
  /// What stands for one phrase.
  struct Entry: Hashable, Sendable {
    /// The line on which it begins, from 1.
    var line = 0
    var context: String?
    var phrase: String?
    var plural: String?
    /// The forms, one where there is no plural; an empty one is not translated yet.
    var translations: [String] = []
    /// Whether a tool guessed it, and nobody has looked at it since.
    var isFuzzy = false

    /// What no two entries share.
    var key: String { PoFile.key(phrase ?? "", in: context) }
  }

  /// The fields of the entry for the empty phrase.
  let header: [String: String]
  /// The entries, in the order of the file, without the header and what is obsolete.
  let entries: [Entry]

  /// Reads a file.
  ///
  /// - Throws: `PoError` with the first line that makes no sense.
  init(_ bytes: [UInt8]) throws(PoError) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw PoError(line: 1, .encoding) }
    var reader = PoReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { try reader.read(line) }
    var entries = try reader.finish()
    guard let first = entries.first, first.phrase == "", first.context == nil,
      let fields = first.translations.first
    else {
      throw PoError(line: 1, .noHeader)
    }
    entries.removeFirst()
    header = Dictionary(
      fields.split(separator: "\n").compactMap { field in
        field.firstIndex(of: ":").map { colon in
          (String(field[..<colon]), String(field[field.index(after: colon)...].drop { $0 == " " }))
        }
      }, uniquingKeysWith: { first, _ in first })
    self.entries = entries
  }

  /// What tells phrases apart in a catalogue, as gettext builds it.
  static func key(_ phrase: String, in context: String?) -> String {
    context.map { "\($0)\u{4}\(phrase)" } ?? phrase
  }
}

/// Why a catalogue cannot be read.
struct PoError: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  enum Problem: String, Sendable {
    case encoding = "it is not UTF-8"
    case noHeader = "the first entry is not the header, with an empty msgid"
    case unknownLine = "this is no comment, no keyword that is known and no string"
    case order = "this keyword does not belong here"
    case string = "this is no string in quotes with the escapes of C"
    case noTranslation = "the entry before it has no msgstr for each of its forms"
    case twice = "the phrase has an entry already"
  }

  /// The line, from 1.
  let line: Int
  let problem: Problem

  init(line: Int, _ problem: Problem) {
    self.line = line
    self.problem = problem
  }

  var description: String { "line \(line): \(problem.rawValue)" }
}
