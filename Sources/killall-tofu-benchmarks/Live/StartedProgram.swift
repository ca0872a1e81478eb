import Foundation

/// A program that is started, says a line, and ends.
struct StartedProgram: Hashable, Sendable {
  /// What people call it.
  var title: String
  /// Where its file lies.
  var path: String
  var arguments: [String]

  /// Bytes of its file; 0 where there is none.
  var bytes: Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Milliseconds from the spawn until it has ended.
  ///
  /// - Throws: `LiveError.notStarted`.
  func start(output: Int32) throws(LiveError) -> Double {
    let start = ContinuousClock.now
    try ChildProgram([path] + arguments, environment: ["LC_ALL": "C.UTF-8"], output: output).end(0)
    return start.duration(to: .now) / .milliseconds(1)
  }

  /// Takes a copy of this program without what only debuggers read, as it is installed.
  func stripped(in folder: String) throws -> StartedProgram {
    let copy = "\(folder)/\(URL(filePath: path).lastPathComponent)"
    let strip = try ChildProgram(["strip", "-o", copy, path], environment: searchPath, output: STDERR_FILENO)
    strip.end(0)
    guard access(copy, X_OK) == 0 else { throw LiveError.notBuilt(path: path) }
    return StartedProgram(title: title, path: copy, arguments: arguments)
  }

  private var searchPath: [String: String] {
    ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
  }

  /// Asks the kernel to drop the pages of the program's file that nobody has mapped, so that the next start reads the
  /// disk; the libraries that other programs use at the moment stay in memory, as on any desktop.
  ///
  /// - Throws: `LiveError.system`.
  func forget() throws(LiveError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last("open") }
    defer { close(descriptor) }
    // Pages that were never written to the disk cannot be dropped.
    guard fsync(descriptor) == 0 else { throw .last("fsync") }
    let failure = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    guard failure == 0 else { throw .system(call: "posix_fadvise", errno: failure) }
  }
}
