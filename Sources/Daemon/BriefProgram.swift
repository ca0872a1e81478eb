import Executor
import Glibc

/// What came of running a program for a moment.
public enum ProgramAnswer: Hashable, Sendable {
  /// It ended with this status and printed this, to either output.
  case ended(status: Int32, output: String)
  /// It is not there, or cannot be run; the text is the system's.
  case unusable(String)
  /// It was still at work when its time was over, and was ended.
  case late
}

/// A program that is run to be asked one thing, and never for long.
struct BriefProgram: Sendable {
  /// Its absolute path.
  let path: String
  /// What it is called with, the name that it is called by first.
  let arguments: [String]

  /// Runs it in a process group of its own; after `limit` that is killed.
  func answer(within limit: Duration) async -> ProgramAnswer {
    await withCheckedContinuation { continuation in
      startThread { continuation.resume(returning: run(within: limit)) }
    }
  }

  private func run(within limit: Duration) -> ProgramAnswer {
    let answer = BriefChild.run(
      path, arguments.map { Array($0.utf8) }, environment: environmentForOthers(), takesErrors: true,
      within: limit, outputLimit: 1 << 20)
    switch answer {
    case .ended(let status, let output):
      return .ended(
        status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f,
        output: String(decoding: output, as: UTF8.self))
    case .notStarted(let errno): return .unusable(String(cString: strerror(errno)))
    case .cut: return .late
    }
  }
}
