/// Everything that belongs to one open connection, touched by the bus thread alone.
struct Session: ~Copyable {
  /// A call that waits for its answer.
  private struct Waiting {
    var until: SuspendingClock.Instant
    var limit: Duration
    var finish: Completion
  }

  /// What to do with the answer to a call.
  typealias Completion = @Sendable (inout Session, Result<Message, BusError>) -> Void

  let connection: ConnectionHandle
  private let calls: CallQueue
  private var waiting: [UInt32: Waiting] = [:]
  var subscriptions: [Subscription.ID: Subscription] = [:]
  var ownerWatches: [Subscription.ID: OwnerWatch] = [:]
  private var closing: SuspendingClock.Instant?

  /// How long an orderly close waits for the bus to take what was sent.
  static let partingTime: Duration = .milliseconds(200)
  /// How many messages are taken in before jobs get their turn.
  private static let batch = 64

  init(connection: consuming ConnectionHandle, calls: CallQueue) {
    self.connection = connection
    self.calls = calls
  }

  /// Sends a checked message that wants no answer.
  mutating func send(_ message: Message) {
    do {
      _ = try connection.send(message)
    } catch .descriptorsNotCarried where message.kind == .methodReturn {
      // Whoever waits for this answer shall not wait in vain.
      send(message.unsendable)
    } catch {}
  }

  /// Sends a checked call; `finish` is called once, here or later on this thread.
  mutating func call(_ message: Message, within limit: Duration, _ finish: @escaping Completion) {
    do {
      let serial = try connection.send(message)
      waiting[serial] = Waiting(until: .now.advanced(by: limit), limit: limit, finish: finish)
    } catch {
      finish(&self, .failure(error))
    }
  }

  /// Takes in what has come; true if more is left.
  mutating func receive() -> Bool {
    for _ in 0..<Self.batch {
      guard let handle = connection.receive() else { return false }
      if let (message, isReadable) = handle.copyOut() { take(message, isReadable) }
    }
    return true
  }

  private mutating func take(_ message: Message, _ isReadable: Bool) {
    switch message.kind {
    case .methodReturn, .error:
      guard let serial = message.replySerial, let call = waiting.removeValue(forKey: serial) else { return }
      call.finish(&self, result(of: message, isReadable))
    case .signal:
      if isReadable { deliver(message) }
    case .methodCall:
      if let refusal = calls.take(message, isReadable) { send(refusal) }
    }
  }

  /// Ends every call whose time is up.
  mutating func expire() {
    let now = SuspendingClock.now
    for (serial, call) in waiting where call.until <= now {
      waiting[serial] = nil
      call.finish(&self, .failure(.timedOut(call.limit)))
    }
  }

  /// Ends the session once everything sent has left, or after ``partingTime``.
  mutating func close() {
    if closing == nil { closing = .now.advanced(by: Self.partingTime) }
  }

  /// Whether the thread may go.
  var isOver: Bool {
    guard connection.isConnected else { return true }
    guard let closing else { return false }
    return !connection.hasUnsent || closing <= .now
  }

  /// Milliseconds to the next thing that happens by time, -1 if there is none.
  var patience: Int32 {
    let next = [waiting.values.map(\.until).min(), closing].compactMap { $0 }.min()
    guard let next else { return -1 }
    let left = min(SuspendingClock.now.duration(to: next), .seconds(3_600))
    // Rounded up, so that the thread does not wake just before the time.
    return Int32((max(left, .zero) / .milliseconds(1)).rounded(.up))
  }

  /// Fails what waits and ends every stream.
  mutating func end() {
    while let (serial, call) = waiting.first {
      waiting[serial] = nil
      call.finish(&self, .failure(.disconnected))
    }
    for subscription in subscriptions.values { subscription.signals.finish() }
    subscriptions = [:]
    for watch in ownerWatches.values { watch.owners.finish() }
    ownerWatches = [:]
  }
}

extension Message {
  /// What takes the place of an answer whose open files cannot get there.
  fileprivate var unsendable: Message {
    let error = MethodError.notSupported("The answer carries open files, which cannot be sent over this bus")
    return Message(
      kind: .error, errorName: error.name, destination: destination, replySerial: replySerial,
      body: [.string(error.message)])
  }
}

private func result(of reply: Message, _ isReadable: Bool) -> Result<Message, BusError> {
  if let error = reply.carriedError { return .failure(.refused(error)) }
  return isReadable ? .success(reply) : .failure(.unexpectedReply("a type that is not read"))
}
