import Glibc
public import SystemPackage

/// The program `killall-tofu-supervisor`, which runs one command and records its end.
public struct SupervisorProgram: Hashable, Sendable {
  /// Its absolute path.
  public let path: FilePath

  /// Names the program at an absolute path.
  public init(path: FilePath) {
    self.path = path
  }

  /// Where it is looked for: `$KILLALL_TOFU_SUPERVISOR` alone if that is an absolute path, else beside the running
  /// program and then in `../libexec/killall-tofu` from there.
  public static func candidates(environment: [String: String], runningProgram: FilePath) -> [FilePath] {
    let chosen = FilePath(environment["KILLALL_TOFU_SUPERVISOR"] ?? "")
    if chosen.isAbsolute { return [chosen] }
    let folder = runningProgram.removingLastComponent()
    let name = FilePath.Component("killall-tofu-supervisor")
    return [
      folder.appending(name),
      folder.removingLastComponent().appending("libexec").appending("killall-tofu").appending(name),
    ]
  }

  /// Finds it for the running program.
  ///
  /// Finding none is no error yet: preparing a teardown then says which file is missing, before anything is claimed.
  public static func located(environment: [String: String]) -> SupervisorProgram {
    let candidates = candidates(environment: environment, runningProgram: runningProgram())
    let present = candidates.first { (try? SupervisorProgram(path: $0).check()) != nil }
    return SupervisorProgram(path: present ?? candidates[0])
  }

  /// - Throws: `ExecutorError.supervisorMissing` if it is not there, no file, or may not be run.
  func check() throws(ExecutorError) {
    var status = stat()
    guard path.withPlatformString({ stat($0, &status) }) == 0,
      path.withPlatformString({ access($0, X_OK) }) == 0
    else { throw .supervisorMissing(path: path.string, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .supervisorMissing(path: path.string, errno: EACCES)
    }
  }

  private static func runningProgram() -> FilePath {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    // One byte less, so that a NUL always ends it.
    guard readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return "/" }
    return FilePath(platformString: buffer)
  }
}
