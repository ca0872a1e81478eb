import Foundation
import RealParts
import Testing

/// An error that the kernel seems to return for some calls of a running program, until it is lifted.
struct Fault {
  private let tracer: ChildProcess

  /// Lets calls of `program` fail from now on.
  ///
  /// - Parameters:
  ///   - calls: As strace(1) has them under "Tampering", such as `fsync:error=EIO`.
  ///   - paths: Only calls about these files; all of them if there are none.
  static func inject(
    _ calls: String, on paths: [String] = [], into program: ChildProcess, at desk: Desk
  ) async throws -> Fault {
    let names = calls.prefix { $0 != ":" }
    let arguments =
      ["strace", "-f", "-o", "/dev/null", "-p", "\(program.pid)", "-e", "trace=\(names)"]
      + ["-e", "inject=\(calls)"] + paths.flatMap { ["-P", $0] }
    let tracer: ChildProcess
    do {
      tracer = try desk.start(arguments)
    } catch let error as ChildProcess.NotStarted {
      throw Missing(what: "strace (Debian's package strace; desktop/test installs it): errno \(error.errno)")
    }
    try await desk.wait("strace on the program", within: 10) {
      if tracer.errors.contains("Operation not permitted") {
        throw Missing(what: "the right to trace other programs (kernel.yama.ptrace_scope=0, or root)")
      }
      return tracer.errors.contains("attached")
    }
    return Fault(tracer: tracer)
  }

  /// Lets every call be as it was.
  func lift() async {
    // It lets go of what it traces, which goes on.
    await tracer.end(SIGTERM)
  }

  /// What a test needs and this machine lacks.
  struct Missing: Error {
    var what: String
  }
}
