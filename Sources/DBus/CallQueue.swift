import Synchronization

/// Calls from peers, answered one after the other for each peer and side by side for different ones.
final class CallQueue: Sendable {
  /// How many calls of one peer may wait; more are refused with LimitsExceeded.
  static let longest = 256

  private struct Lane {
    var waiting: [Message] = []
    var task: Task<Void, Never>?
  }

  private struct State {
    var lanes: [BusName?: Lane] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())
  private let responder: Responder
  private let mailbox: Mailbox

  init(responder: Responder, mailbox: Mailbox) {
    self.responder = responder
    self.mailbox = mailbox
  }

  /// Takes a call in from the bus thread; gives back the answer at once if it cannot be served.
  func take(_ call: Message, _ isReadable: Bool) -> Message? {
    if let refusal = isReadable ? enqueue(call) : .invalidArguments("File descriptors are not taken here") {
      return call.noReply ? nil : .error(refusal, to: call)
    }
    return nil
  }

  private func enqueue(_ call: Message) -> MethodError? {
    let peer = call.sender
    return state.withLock { state in
      guard !state.isClosed else { return .failed("Closing") }
      guard state.lanes[peer]?.waiting.count ?? 0 < Self.longest else {
        return .limitsExceeded("\(Self.longest) calls are waiting already")
      }
      state.lanes[peer, default: Lane()].waiting.append(call)
      if state.lanes[peer]?.task == nil {
        // The lane owns the task: it ends when the lane is empty and is cancelled by `close()`.
        state.lanes[peer]?.task = Task { await self.drain(peer) }
      }
      return nil
    }
  }

  private func drain(_ peer: BusName?) async {
    while let call = next(for: peer) {
      let answer = await responder.answer(call)
      if !call.noReply { mailbox.post { $0.send(answer) } }
    }
  }

  private func next(for peer: BusName?) -> Message? {
    state.withLock { state in
      guard var lane = state.lanes.removeValue(forKey: peer), !lane.waiting.isEmpty else { return nil }
      let call = lane.waiting.removeFirst()
      state.lanes[peer] = lane
      return call
    }
  }

  /// Cancels what is being answered, drops what waits, and lets go of the objects and what they hold.
  func close() {
    let lanes = state.withLock { state in
      state.isClosed = true
      defer { state.lanes = [:] }
      return state.lanes
    }
    for lane in lanes.values { lane.task?.cancel() }
    _ = responder.tree.remove(.root)
  }
}
