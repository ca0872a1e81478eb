import Foundation

/// What a process takes of the memory, in MiB; see proc_pid_smaps_rollup(5).
struct ProcessMemory: Hashable, Encodable, Sendable {
  /// Every page that it can see without waiting.
  var resident: Double
  /// The same, each page that others see as well counted by its part.
  var proportional: Double
  /// What it alone sees.
  var alone: Double

  init(resident: Double, proportional: Double, alone: Double) {
    self.resident = resident
    self.proportional = proportional
    self.alone = alone
  }

  /// Asks the kernel.
  ///
  /// - Throws: `LiveError.gone` where there is no such process.
  init(of pid: pid_t) throws {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8) else {
      throw LiveError.gone(pid: pid)
    }
    self.init(rollup: text)
  }

  /// Reads what the kernel wrote.
  init(rollup text: String) {
    var kilobytes: [Substring: Double] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, words[2] == "kB" else { continue }
      kilobytes[words[0].dropLast()] = Double(words[1])
    }
    func mebibytes(_ names: Substring...) -> Double {
      names.reduce(0) { $0 + (kilobytes[$1] ?? 0) } / 1_024
    }
    resident = mebibytes("Rss")
    proportional = mebibytes("Pss")
    alone = mebibytes("Private_Clean", "Private_Dirty")
  }
}
