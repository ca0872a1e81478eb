import Foundation
public import Wording

extension SeenProcess {
  /// Looks at the process with this id, as proc(5) has it.
  public init(_ id: Int32?) {
    self.init(id: id)
    guard let id, let line = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return }
    // The name stands in brackets, and may hold any.
    guard let start = line.firstIndex(of: "("), let end = line.lastIndex(of: ")"), start < end else { return }
    program = String(line[line.index(after: start)..<end])
    let state = line[line.index(after: end)...].first { $0 != " " }
    isStopped = state == "T" || state == "t"
  }

  /// The variables it was given when it started; nil if they cannot be read.
  public var environment: [String: String]? {
    guard let id, let data = FileManager.default.contents(atPath: "/proc/\(id)/environ"), !data.isEmpty else {
      return nil
    }
    let entries = data.split(separator: 0).compactMap { entry -> (String, String)? in
      guard let end = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let value = entry[(end + 1)...]
      return (String(decoding: entry[..<end], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
    return Dictionary(entries) { first, _ in first }
  }
}
