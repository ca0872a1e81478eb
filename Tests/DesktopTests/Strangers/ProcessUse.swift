import Foundation

/// What a process holds.
struct ProcessUse: CustomStringConvertible {
  /// Memory of its own and its share of what it has with others, in KiB.
  let memory: Int
  /// How many files it has open.
  let files: Int

  init(_ process: Int32) throws {
    let rollup = try String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)
    let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") } ?? ""
    memory = line.split(separator: " ").compactMap { Int($0) }.first ?? 0
    files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
  }

  var description: String { "\(memory) KiB (PSS), \(files) open files" }
}
