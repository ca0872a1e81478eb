import Executor
import Foundation

/// A file of keys and values: a desktop entry, or a service file of D-Bus (Desktop Entry Specification, "File format").
struct KeyFile: Sendable {
  private var values: [String: String] = [:]

  /// Reads the file at `path`; nil if it is not there, or is larger than any such file.
  init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20,
      let text = try? String(contentsOfFile: path, encoding: .utf8)
    else { return nil }
    self.init(text)
  }

  /// Reads the first group of `text`.
  init(_ text: String) {
    var groups = 0
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("[") { groups += 1 }
      guard groups < 2, !line.hasPrefix("#"), let mark = line.firstIndex(of: "=") else { continue }
      let key = line[..<mark].trimmingCharacters(in: .whitespaces)
      values[key] = values[key] ?? line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
    }
  }

  subscript(key: String) -> String? { values[key] }

  /// Whether the key stands there as `true`.
  func isTrue(_ key: String) -> Bool { values[key]?.lowercased() == "true" }

  /// The program that it starts, if that is not there, neither at its path nor in the folders of `searchPath`.
  func missingProgram(searchPath: String?) -> String? {
    let environment = CommandEnvironment(session: ["PATH": searchPath ?? ""])
    let named = [values["TryExec"], values["Exec"].flatMap(Self.program)].compactMap(\.self)
    guard values["Exec"] != nil else { return "Exec" }
    return named.first { name in
      name.contains("/") ? access(name, X_OK) != 0 : environment.place(of: name) == nil
    }
  }

  /// The program that an Exec line starts, also behind `env`, and behind a shell that becomes it.
  static func program(_ line: String) -> String? {
    var words = words(line)[...]
    if words.first?.split(separator: "/").last == "env" {
      words = words.dropFirst().drop { $0.contains("=") || $0.hasPrefix("-") }
    }
    let isBehindShell =
      words.first?.split(separator: "/").last == "sh" && words.dropFirst().first == "-c"
      && words.dropFirst(2).first == LoginStart.shellLine
    return isBehindShell ? words.dropFirst(3).first : words.first
  }

  /// The words of an Exec line, whose escapes are those of a string and then those of a quoted word ("The Exec key").
  private static func words(_ line: String) -> [String] {
    let escapes: [Character: Character] = ["s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"]
    var text: [Character] = []
    var rest = line[...]
    while let character = rest.popFirst() {
      if character == "\\", let next = rest.first, let meant = escapes[next] {
        rest.removeFirst()
        text.append(meant)
      } else {
        text.append(character)
      }
    }
    var words: [String] = []
    var word: String?
    var isQuoted = false
    var characters = text[...]
    while let character = characters.popFirst() {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case "\\" where isQuoted: if let next = characters.popFirst() { word = (word ?? "") + String(next) }
      case "%" where characters.first == "%":
        characters.removeFirst()
        word = (word ?? "") + "%"
      case " " where !isQuoted:
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    return words + [word].compactMap(\.self)
  }
}
