import Foundation

/// What a process holds.
struct ProcessUse: CustomStringConvertible {
  /// Memory that is its own alone, in KiB: its share of the rest grows whenever another process of its kind ends.
  let memory: Int
  /// How many files it has open.
  let files: Int

  init(_ process: Int32) throws {
    let rollup = try String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)
    let line = rollup.split(separator: "\n").first { $0.hasPrefix("Anonymous:") } ?? ""
    memory = line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }

  var description: String { "\(memory) KiB of its own, \(files) open files" }
}
