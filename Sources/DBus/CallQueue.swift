import Synchronization

/// Calls from peers, answered one after the other for each peer and side by side for different ones.
///
/// What waits is bounded for each peer and in all, in number and in memory, so that no peer can fill this process; and
/// whoever has nothing waiting gets a place when others have taken all there is.
final class CallQueue: Sendable {
  /// How many calls of one peer may wait; more are refused with LimitsExceeded, unread.
  static let longest = 256
  /// How many bytes of memory the calls of one peer may take, the one being answered included.
  static let mostBytes = 4 << 20
  /// How many bytes the calls of all peers may take.
  static let mostBytesInAll = 16 << 20
  /// How large the first call of a peer may be that gets a place although all bytes are taken.
  static let smallCall = 16 << 10
  /// How many peers may have calls waiting.
  static let mostPeers = 1_024

  fileprivate struct Lane {
    var waiting: [(call: Message, size: Int)] = []
    /// What waits and what is being answered.
    var bytes = 0
    var task: Task<Void, Never>?
  }

  fileprivate struct State {
    var lanes: [BusName?: Lane] = [:]
    var bytes = 0
    var allowance = AnswerAllowance()
    var isClosed = false
  }

  private let state = Mutex(State())
  private let responder: Responder
  private let admission: Admission
  private let mailbox: Mailbox

  init(responder: Responder, admission: Admission, mailbox: Mailbox) {
    self.responder = responder
    self.admission = admission
    self.mailbox = mailbox
  }

  /// Takes a call in from the bus thread; gives back the answer at once if it cannot be served.
  ///
  /// - Parameter read: copies the body out; not called where the call is refused anyway.
  func take(_ call: Message, reading read: () -> MessageHandle.Body) -> Message? {
    let refusal = refusal(of: call, reading: read)
    return call.noReply ? nil : refusal.map { .error($0, to: call) }
  }

  private func refusal(of call: Message, reading read: () -> MessageHandle.Body) -> MethodError? {
    if let refusal = state.withLock({ $0.refusal(of: 0, from: call.sender) }) { return refusal }
    switch read() {
    case .strange: return .invalidArguments("File descriptors are not taken here")
    case .tooLarge(let limit):
      return .limitsExceeded("A call may take \(limit) bytes of memory; this one takes more")
    case .read(let values, let size):
      var call = call
      call.body = values
      return enqueue(call, size)
    }
  }

  private func enqueue(_ call: Message, _ size: Int) -> MethodError? {
    let peer = call.sender
    return state.withLock { state in
      if let refusal = state.refusal(of: size, from: peer) { return refusal }
      state.bytes += size
      state.lanes[peer, default: Lane()].bytes += size
      state.lanes[peer]?.waiting.append((call, size))
      if state.lanes[peer]?.task == nil {
        // The lane owns the task: it ends when the lane is empty and is cancelled by `close()`.
        state.lanes[peer]?.task = Task { await self.drain(peer) }
      }
      return nil
    }
  }

  private func drain(_ peer: BusName?) async {
    while let (call, size) = next(for: peer) {
      let answer: Answer
      if let refusal = await refusal(of: peer) {
        answer = .done(.error(refusal, to: call))
      } else {
        let (served, bytes) = await responder.answer(call)
        state.withLock { $0.allowance.note(bytes, for: peer, at: .now) }
        answer = served
      }
      // Whoever asks faster than the bus takes answers waits here; otherwise they would pile up in this process.
      if !call.noReply { await mailbox.deliver(answer, of: responder.tree) }
      release(size, of: peer)
    }
  }

  /// Why a call of `peer` is not served when its turn has come, nil if it is.
  private func refusal(of peer: BusName?) async -> MethodError? {
    if let refusal = await admission.refusal(of: peer) { return refusal }
    return state.withLock { $0.allowance.refusal(of: peer, at: .now) }
  }

  private func next(for peer: BusName?) -> (call: Message, size: Int)? {
    state.withLock { state in
      guard var lane = state.lanes.removeValue(forKey: peer), !lane.waiting.isEmpty else { return nil }
      let next = lane.waiting.removeFirst()
      state.lanes[peer] = lane
      return next
    }
  }

  private func release(_ size: Int, of peer: BusName?) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.bytes -= size
      state.lanes[peer]?.bytes -= size
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

extension CallQueue.State {
  /// Why a call of `size` bytes gets no place, nil if it gets one.
  fileprivate func refusal(of size: Int, from peer: BusName?) -> MethodError? {
    guard !isClosed else { return .failed("Closing") }
    guard let lane = lanes[peer] else {
      guard lanes.count < CallQueue.mostPeers else {
        return .limitsExceeded("\(CallQueue.mostPeers) programs have calls waiting already")
      }
      guard size <= CallQueue.smallCall || bytes + size <= CallQueue.mostBytesInAll else {
        return .limitsExceeded("Too much of others is waiting for so large a call")
      }
      return nil
    }
    guard lane.waiting.count < CallQueue.longest else {
      return .limitsExceeded("\(CallQueue.longest) calls are waiting already")
    }
    guard lane.bytes + size <= CallQueue.mostBytes, bytes + size <= CallQueue.mostBytesInAll else {
      return .limitsExceeded("Calls of too many bytes are waiting already")
    }
    return nil
  }
}
