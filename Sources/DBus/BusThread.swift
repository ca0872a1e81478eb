import Glibc

/// The thread that makes every libdbus call of one connection.
///
/// It sleeps until the bus, a job or a time limit wakes it, and ends with the connection.
struct BusThread: Sendable {
  let address: String
  let mailbox: Mailbox
  let calls: CallQueue
  /// How long the bus may take nothing before the connection counts as lost.
  let standstill: Duration
  /// Fulfilled with nil once the socket is connected, else with the reason why it is not.
  let opened: Promise<BusError?>
  /// Opened when the connection is gone.
  let closed: Latch

  /// Starts the thread; false when the system gives none.
  func start() -> Bool {
    let body = Unmanaged.passRetained(Body(run))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        // Signals are for the threads that expect them.
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard failure == 0 else {
      body.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private func run() {
    do {
      var session = Session(connection: try .open(address), calls: calls, standstill: standstill)
      opened.fulfil(nil)
      serve(&session)
    } catch {
      _ = mailbox.close()
      opened.fulfil(error)
    }
    calls.close()
    closed.open()
  }

  private func serve(_ session: inout Session) {
    repeat {
      for job in mailbox.take() { job(&session) }
      session.expire()
      session.noteBacklog()
      session.noteParting()
      let hasMore = session.receive()
      if session.isOver { break }
      session.connection.watches.wait(
        orFor: mailbox.wakeup.descriptor, milliseconds: hasMore ? 0 : session.patience)
    } while true
    for job in mailbox.close() { job(&session) }
    session.end()
  }
}

private final class Body {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
