import ExecutionJournal
import Glibc

extension Course {
  /// Records what a part writes until the last process of its group has gone; tells how its leader ended.
  ///
  /// Processes that it leaves behind become our children, so that the kernel tells of each end. Those which left the
  /// group (daemons with a session of their own) are not waited for, whether or not they keep the pipes.
  mutating func follow(
    _ part: Part, _ leader: pid_t, _ pipes: borrowing OutputPipes, _ news: borrowing News
  ) -> Outcome {
    var patience = Patience(with: part, intent, now: monotonicMilliseconds())
    var outcome: Outcome?
    var lastLook: Int64?
    while true {
      reap(leader, &outcome)
      if let outcome, isGone(leader, &lastLook) {
        _ = listen(to: pipes, most: 32)
        if patience.isSilent { folder.unmarkSilent() }
        return outcome
      }
      // Without its leader the group may lose its others without a word: they leave it, or are no children of ours. So it
      // is looked for. So are marks without a watch.
      let waitsForStop = intent.killAfter != nil
      let isBlind = outcome != nil || waitsForStop && news.marks.number < 0
      wait(for: pipes, news, until: [patience.next, recorder.flushTime], atMost: isBlind ? 1000 : nil)
      news.take()
      keptPipes.empty()
      let now = monotonicMilliseconds()
      if listen(to: pipes, most: 1), let step = patience.hear(at: now) { carryOut(step, leader, patience) }
      recorder.flush(now: now)
      if waitsForStop, folder.has(.stop) { patience.noteStop(at: now) }
      while let step = patience.step(at: now) { carryOut(step, leader, patience) }
    }
  }

  /// Takes the status of every child that ended.
  private func reap(_ leader: pid_t, _ outcome: inout Outcome?) {
    while true {
      var status: Int32 = 0
      let pid = waitpid(-1, &status, WNOHANG)
      if pid == leader { outcome = Outcome(status: status) }
      if pid == 0 || pid < 0 && errno != EINTR { return }
    }
  }

  /// Whether nothing of the group lives any more; where none of it is our child, there may be zombies that nobody takes
  /// away, which are looked for once a second at most.
  private func isGone(_ leader: pid_t, _ lastLook: inout Int64?) -> Bool {
    if kill(-leader, 0) != 0, errno == ESRCH { return true }
    guard waitpid(-leader, nil, WNOHANG) < 0 else { return false }
    let now = monotonicMilliseconds()
    if let lastLook, now - lastLook < 1000 { return false }
    lastLook = now
    return !ProcessGroup.lives(leader)
  }

  private func wait(
    for pipes: borrowing OutputPipes, _ news: borrowing News, until times: [Int64?], atMost limit: Int64?
  ) {
    let now = monotonicMilliseconds()
    let waits = times.compactMap { $0.map { max(0, $0 - now) } } + [limit].compactMap { $0 }
    // Longer ones are begun again.
    let timeout = waits.min().map { Int32(min($0, 3_600_000)) } ?? -1
    let numbers =
      [
        pipes.reader(.output), pipes.reader(.error), news.children.number, news.marks.number,
      ] + keptPipes.readers
    var ready = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&ready, nfds_t(ready.count), timeout)
  }

  /// Reads from both pipes, at most so often; whether anything was there.
  private mutating func listen(to pipes: borrowing OutputPipes, most rounds: Int) -> Bool {
    var heard = false
    for stream in OutputStream.allCases {
      for _ in 0..<rounds {
        guard recorder.take(stream, from: pipes.reader(stream), now: monotonicMilliseconds()) > 0 else {
          break
        }
        heard = true
      }
    }
    return heard
  }

  private func carryOut(_ step: Patience.Step, _ leader: pid_t, _ patience: Patience) {
    switch step {
    case .markSilent:
      folder.markSilent(since: Int64(time(nil)) - (monotonicMilliseconds() - patience.lastHeard) / 1000)
    case .unmarkSilent: folder.unmarkSilent()
    case .requestStop: _ = try? folder.requestStop()
    case .requestKill: _ = try? folder.requestKill()
    case .interrupt: kill(-leader, SIGINT)
    case .kill: kill(-leader, SIGKILL)
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
