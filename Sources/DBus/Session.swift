/// Everything that belongs to one open connection, touched by the bus thread alone.
struct Session: ~Copyable {
  /// A call that waits for its answer.
  private struct Waiting {
    /// Who was asked.
    var destination: BusName?
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
  var waitingForRoom: [@Sendable () -> Void] = []
  var backlog: Backlog?
  private let standstill: Duration
  private var parting: Parting?

  /// How many messages are taken in before jobs get their turn.
  private static let batch = 64

  init(connection: consuming ConnectionHandle, calls: CallQueue, standstill: Duration) {
    self.connection = connection
    self.calls = calls
    self.standstill = standstill
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
      waiting[serial] = Waiting(
        destination: message.destination, until: .now.advanced(by: limit), limit: limit, finish: finish)
    } catch {
      finish(&self, .failure(error))
    }
  }

  /// Takes in what has come, unless the bus takes nothing of ours; true if more is left.
  mutating func receive() -> Bool {
    for _ in 0..<Self.batch {
      guard !isBackedUp, let handle = connection.receive() else { return false }
      if let message = handle.header() { take(message, handle) }
    }
    return true
  }

  /// Takes a message in; its body is copied only where somebody wants it.
  private mutating func take(_ message: Message, _ handle: borrowing MessageHandle) {
    switch message.kind {
    case .methodReturn, .error:
      guard let call = answered(by: message) else { return }
      call.finish(&self, handle.body(of: message.kind).result(of: message))
    case .signal:
      guard isWanted(message), case .read(let values, _) = handle.body(of: .signal) else { return }
      var signal = message
      signal.body = values
      deliver(signal)
    case .methodCall:
      if let refusal = calls.take(message, reading: { handle.body(of: .methodCall) }) { send(refusal) }
    }
  }

  /// The call that waits for this answer; one from somebody else counts for nothing, as numbers can be guessed.
  private mutating func answered(by message: Message) -> Waiting? {
    guard let serial = message.replySerial, let call = waiting[serial],
      message.isAnswer(from: call.destination)
    else { return nil }
    return waiting.removeValue(forKey: serial)
  }

  /// Ends every call whose time is up.
  mutating func expire() {
    let now = SuspendingClock.now
    for (serial, call) in waiting where call.until <= now {
      waiting[serial] = nil
      call.finish(&self, .failure(.timedOut(call.limit)))
    }
  }

  /// Ends the session once everything sent has left, or the bus takes no more of it; see ``Parting``.
  mutating func close() {
    if parting == nil { parting = Parting(unsent: connection.unsentBytes, at: .now) }
  }

  /// Looks whether the bus has taken something since the last time, while the session is closing.
  mutating func noteParting() {
    parting?.note(unsent: connection.unsentBytes, at: .now)
  }

  /// Whether the thread may go.
  var isOver: Bool {
    guard connection.isConnected else { return true }
    if let backlog, backlog.since.advanced(by: standstill) <= .now { return true }
    guard let parting else { return false }
    return !connection.hasUnsent || parting.until <= .now
  }

  /// Milliseconds to the next thing that happens by time, -1 if there is none.
  var patience: Int32 {
    let next = [
      waiting.values.map(\.until).min(), parting?.until, backlog?.since.advanced(by: standstill),
    ].compactMap { $0 }.min()
    guard let next else { return -1 }
    let left = min(SuspendingClock.now.duration(to: next), .seconds(3_600))
    // Rounded up, so that the thread does not wake just before the time.
    return Int32((max(left, .zero) / .milliseconds(1)).rounded(.up))
  }

  /// Fails what waits and ends every stream.
  mutating func end() {
    makeRoom()
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

extension Message {
  /// Whether this can be the answer of whoever was asked; the bus itself may answer for everybody.
  fileprivate func isAnswer(from asked: BusName?) -> Bool {
    guard let asked, asked.isUnique || asked == .bus else { return true }
    return sender == asked || sender == .bus
  }
}

extension MessageHandle.Body {
  /// What an answer with this body means to whoever waits for it.
  fileprivate func result(of answer: Message) -> Result<Message, BusError> {
    var answer = answer
    if case .read(let values, _) = self { answer.body = values }
    // An error is one whatever it carries.
    if let error = answer.carriedError { return .failure(.refused(error)) }
    switch self {
    case .read: return .success(answer)
    case .tooLarge(let limit): return .failure(.tooLarge(limit: limit))
    case .strange: return .failure(.unexpectedReply("a type that is not read"))
    }
  }
}
