import Glibc

extension ExecutionFolder {
  /// Empties the pipes of an execution whose supervisor was killed into its log until its processes have gone, so that
  /// none of them waits for a reader; blocks, for a thread of its own.
  ///
  /// Returns at once where the supervisor lives, no process does, or somebody else does the same.
  ///
  /// The values that the supervisor knew are gone with it, so they are read from the processes. Where their environment
  /// does not have all of them any more, what they write is dropped: it might hold secrets.
  ///
  /// - Throws: `JournalError` if the folder or the pipes cannot be opened.
  public func drainOrphans() throws(JournalError) {
    guard try !isLocked(), try hasLivingProcesses(), let group = try readStarted() else { return }
    let lock = try Descriptor.open(
      entryPath("drain"), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { return }
    let pipes = try OutputPipes(openingIn: self)
    let intent = try readIntent()
    let values = ProcessEnvironment.values(ofGroup: group.leader.pid, named: intent.variables)
    var recorder = OutputRecorder(in: self, hiding: values ?? EnvironmentValues([]), masked: intent.masked)
    recorder.note("the supervisor has gone; \(group.part.rawValue) goes on without it")
    if values == nil { recorder.note("what it writes is dropped: its secrets are not known any more") }
    recorder.resume()
    var dropped = 0
    var noted = 0
    repeat {
      // Nobody tells of the end of another's children, so it is looked for; the end of all writers is told.
      awaitOutput(of: pipes, milliseconds: 1000)
      let now = monotonicMilliseconds()
      for stream in OutputStream.allCases {
        dropped += drain(pipes.reader(stream), stream, into: &recorder, isKnown: values != nil, now: now)
      }
      recorder.flush(now: now)
      if recorder.dropped > noted {
        recorder.note("cut: \(recorder.dropped - noted) bytes were dropped: a secret may end in them")
        noted = recorder.dropped
      }
    } while try hasLivingProcesses()
    if dropped > 0 { recorder.note("cut: \(dropped) bytes were dropped") }
    recorder.end(after: group.part)
    withExtendedLifetime(lock) {}
  }

  /// Reads what is there, but not for ever; how many bytes of it were dropped.
  private func drain(
    _ descriptor: Int32, _ stream: OutputStream, into recorder: inout OutputRecorder, isKnown: Bool,
    now: Int64
  ) -> Int {
    var dropped = 0
    var buffer = [UInt8](repeating: 0, count: isKnown ? 0 : 64 * 1024)
    for _ in 0..<64 {
      if isKnown {
        guard recorder.take(stream, from: descriptor, now: now) > 0 else { break }
      } else {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { break }
        dropped += count
      }
    }
    return dropped
  }

  private func awaitOutput(of pipes: borrowing OutputPipes, milliseconds: Int32) {
    var ready = OutputStream.allCases.map { pollfd(fd: pipes.reader($0), events: Int16(POLLIN), revents: 0) }
    // A pipe without writers would be ready for ever: then only time tells.
    for index in ready.indices where isHungUp(ready[index].fd) { ready[index].fd = -1 }
    poll(&ready, nfds_t(ready.count), milliseconds)
  }

  private func isHungUp(_ descriptor: Int32) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 1 && state.revents & Int16(POLLIN) == 0
  }
}

/// The environment of processes as the kernel keeps it, proc(5).
private enum ProcessEnvironment {
  /// The variables of these names, from those processes of a group that have all of them; nil if none does.
  static func values(ofGroup group: Int32, named names: [[UInt8]]) -> EnvironmentValues? {
    var found: Set<[UInt8]> = []
    var isComplete = false
    for pid in ProcessGroup.members(of: group) {
      guard let bytes = try? readWhole("/proc/\(pid)/environ") else { continue }
      let entries = bytes.split(separator: 0).map { Array($0) }
      let present = Set(EnvironmentValues(entries).names)
      guard names.allSatisfy(present.contains) else { continue }
      isComplete = true
      found.formUnion(entries)
    }
    return isComplete ? EnvironmentValues(Array(found)) : nil
  }
}

/// Milliseconds of a clock that nobody sets, and that stands still while the machine sleeps.
public func monotonicMilliseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
