import Foundation

/// How often the threads of a process were given a processor, as the kernel counts it for each.
struct ContextSwitches: Hashable, Sendable {
  /// The counts by thread.
  var counts: [pid_t: Int]

  /// Reads the counts of a process, which itself notices nothing: proc(5), `/proc/PID/task/TID/status`.
  ///
  /// - Throws: `LiveError.gone` if there is no such process.
  init(of pid: pid_t) throws(LiveError) {
    let folder = "/proc/\(pid)/task"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    counts = [:]
    for thread in threads.compactMap({ pid_t($0) }) {
      // A thread may have ended since it was listed.
      guard let status = try? String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8) else {
        continue
      }
      counts[thread] = Self.count(inStatus: status)
    }
    guard !counts.isEmpty else { throw .gone(pid: pid) }
  }

  init(counts: [pid_t: Int]) {
    self.counts = counts
  }

  /// The switches of all threads since `earlier`; those of a thread that has ended meanwhile are not known.
  func total(since earlier: ContextSwitches) -> Int {
    counts.reduce(0) { sum, thread in sum + thread.value - (earlier.counts[thread.key] ?? 0) }
  }

  /// Sums the two counts of one thread's status: a sleeping thread that wakes and sleeps again is one voluntary switch.
  static func count(inStatus status: String) -> Int? {
    let names = ["voluntary_ctxt_switches", "nonvoluntary_ctxt_switches"]
    let counts = status.split(separator: "\n").compactMap { line -> Int? in
      let parts = line.split(separator: ":")
      guard parts.count == 2, names.contains(String(parts[0])) else { return nil }
      return Int(parts[1].trimmingCharacters(in: .whitespaces))
    }
    return counts.count == names.count ? counts[0] + counts[1] : nil
  }
}
