import ExecutionJournal
import Glibc

/// Becomes the command of the execution in the folder `name` in `root`, once its start is recorded.
///
/// Returns an exit code only if it cannot, or may not because the supervisor has gone; see ``Handed``.
func launch(root: String, name: String) -> Int32 {
  for number in [Handed.gate, Handed.report, Handed.directory] {
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }
  do throws(StartFailure) {
    let intent = try intent(of: ExecutionFolder(name: name, in: root))
    guard fchdir(Handed.directory) == 0 else { throw StartFailure(.directory) }
    let argv = CStrings(["/bin/sh", "-c"].map { Array($0.utf8) } + [intent.command])
    let envp = CStrings(intent.environment)
    var go: UInt8 = 0
    guard retryingInterrupted({ read(Handed.gate, &go, 1) }) == 1 else { return EX_TEMPFAIL }
    execve("/bin/sh", argv.pointers, envp.pointers)
    throw StartFailure(.shell)
  } catch {
    error.send(to: Handed.report)
    return EX_OSERR
  }
}
