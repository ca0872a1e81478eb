import Executor
import Foundation

/// A file of keys and values: a desktop entry, or a service file of D-Bus (Desktop Entry Specification, "File format").
struct KeyFile: Sendable {
  private var values: [String: String] = [:]
  private var rules = ExecWords.Rules.desktopEntry

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
      if groups == 1, line == "[D-BUS Service]" { rules = .busService }
      guard groups < 2, !line.hasPrefix("#"), let mark = line.firstIndex(of: "=") else { continue }
      let key = line[..<mark].trimmingCharacters(in: .whitespaces)
      values[key] = values[key] ?? line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
    }
  }

  subscript(key: String) -> String? { values[key] }

  /// Whether the key stands there as `true`.
  func isTrue(_ key: String) -> Bool { values[key]?.lowercased() == "true" }

  /// The program that it starts, also behind `env` or a shell; nil if it names none.
  var program: String? { command?.program }

  /// The program that it starts, if that is not there, neither at its path nor in the folders of `searchPath`.
  func missingProgram(searchPath: String?) -> String? {
    let environment = CommandEnvironment(session: ["PATH": searchPath ?? ""])
    guard let line = values["Exec"], let command else { return "Exec" }
    // Nobody can start what cannot be taken apart.
    guard command.words != nil else { return line }
    return [values["TryExec"].map(Self.text), command.program].compactMap(\.self).first { name in
      name.contains("/") ? access(name, X_OK) != 0 : environment.place(of: name) == nil
    }
  }

  private var command: ExecWords? { values["Exec"].map { ExecWords(Self.text($0), rules) } }

  /// A value with its escapes resolved, which both kinds of files have alike ("Possible value types").
  private static func text(_ value: String) -> String {
    let escapes: [Character: Character] = ["s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"]
    var text = ""
    var rest = value[...]
    while let character = rest.popFirst() {
      if character == "\\", let next = rest.first, let meant = escapes[next] {
        rest.removeFirst()
        text.append(meant)
      } else {
        text.append(character)
      }
    }
    return text
  }
}
