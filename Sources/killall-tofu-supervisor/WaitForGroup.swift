import ExecutionJournal
import Glibc

/// Waits until the last process of the group that `leader` began has gone; tells how the leader itself ended.
///
/// Processes that the command leaves behind become our children, so that the kernel tells of each end. Those which left
/// the group (daemons with a session of their own) are not waited for.
func waitForGroup(of leader: pid_t) -> Outcome {
  var outcome: Outcome?
  while true {
    if let outcome, kill(-leader, 0) != 0, errno == ESRCH { return outcome }
    var status: Int32 = 0
    let pid = waitpid(-1, &status, 0)
    if pid == leader {
      outcome = Outcome(status: status)
    } else if pid < 0, errno == ECHILD {
      // The group lives on in processes that are no descendants of ours, which only a debugger or an intermediate
      // reaper of orphans can bring about: nobody tells of their end, so it is looked for.
      sleep(1)
    }
  }
}

extension Outcome {
  /// Reads a status as `waitpid` gives it, wait(2): the macros for it are not imported.
  init(status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
  }
}
