import Foundation

/// Why a line that runs the daemon has no figures.
enum LiveError: Error, Hashable, CustomStringConvertible {
  /// A program could not be started.
  case notStarted(program: String, errno: Int32)
  /// The daemon does not lie beside this program.
  case notBuilt(path: String)
  /// A compiler said this instead of building a file.
  case notCompiled(String, said: String)
  /// The bus said this instead of an address.
  case noBus(String)
  /// A system call failed.
  case system(call: String, errno: Int32)
  /// So many commands of so many were never run, or their ends not recorded.
  case missing(Int, of: Int, log: String)
  /// A program wrote fewer lines than there are projects.
  case fewLines(Int, of: Int, program: String)
  /// A process has gone that was to be watched.
  case gone(pid: pid_t)

  var description: String {
    switch self {
    case .notStarted(let program, let errno): "\(program) could not be started: \(text(of: errno))"
    case .notBuilt(let path): "there is no program at \(path); build everything first: swift build -c release"
    case .notCompiled(let file, let words): "\(file) could not be built: \(words)"
    case .noBus(let words): "dbus-daemon did not start: \(words)"
    case .system(let call, let errno): "\(call): \(text(of: errno))"
    case .missing(let count, let all, let log):
      "\(count) of \(all) commands were not run to their recorded end; the daemon's last words:\n\(log)"
    case .fewLines(let count, let all, let program): "\(program) wrote \(count) lines for \(all) projects"
    case .gone(let pid): "process \(pid) has gone"
    }
  }

  private func text(of errno: Int32) -> String { String(cString: strerror(errno)) }

  /// The failure of the system call just made.
  static func last(_ call: String) -> LiveError { .system(call: call, errno: errno) }
}
