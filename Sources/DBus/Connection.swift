/// A private connection to a bus, with a thread of its own that makes every libdbus call.
///
/// Several may be open at a time. A connection lives until ``close()``, until its last reference goes, or until
/// the bus goes away; then calls end with `BusError.disconnected`, streams finish and ``closed()`` returns. It
/// does not come back: open a new one. The process is never ended and SIGPIPE is left as it is.
///
/// Peers are not trusted. What they send is checked before it is looked at, what waits of theirs is bounded for each and
/// in all, and a call of theirs can be refused by the user it comes from, see ``Callers``. The usual session bus lets only
/// its own user connect; that is all that is known about peers there.
public final class Connection: Sendable {
  /// The unique name the bus gave this connection.
  public let uniqueName: BusName
  let mailbox: Mailbox
  let tree: ObjectTree
  private let ending: Latch

  /// How long a call waits for its answer unless it says otherwise.
  public static let usualLimit: Duration = .seconds(25)

  private init(uniqueName: BusName, mailbox: Mailbox, tree: ObjectTree, ending: Latch) {
    self.uniqueName = uniqueName
    self.mailbox = mailbox
    self.tree = tree
    self.ending = ending
  }

  deinit {
    mailbox.post { $0.close() }
  }

  /// Opens a private connection and makes it known to the bus.
  ///
  /// - Parameter callers: whose calls are served; those of all others are refused.
  /// - Throws: `BusError.unreachable` if there is no bus; `timedOut` if it does not answer within `limit`;
  ///   `refused` if it does not want us; `malformed` for an address with NUL.
  public static func open(
    _ bus: Bus, serving callers: Callers = .everybody, within limit: Duration = .seconds(10)
  ) async throws(BusError) -> Connection {
    try await open(bus, serving: callers, within: limit, standstill: Session.standstill)
  }

  /// - Parameter standstill: how long the bus may take nothing of what waits for it before the connection ends.
  static func open(
    _ bus: Bus, serving callers: Callers, within limit: Duration, standstill: Duration
  ) async throws(BusError) -> Connection {
    let address = try bus.address()
    guard let wakeup = Wakeup() else {
      throw .unreachable(address: address, detail: "no file descriptors left")
    }
    let mailbox = Mailbox(wakeup: wakeup)
    let tree = ObjectTree()
    let admission = Admission(callers, mailbox: mailbox, isOursAlone: SocketPlace.isOursAlone(address))
    let thread = BusThread(
      address: address, mailbox: mailbox,
      calls: CallQueue(responder: Responder(tree: tree), admission: admission, mailbox: mailbox),
      standstill: standstill, opened: Promise(), closed: Latch())
    guard thread.start() else { throw .unreachable(address: address, detail: "no thread to be had") }
    if let failure = await thread.opened.value(whenCancelled: .cancelled) {
      mailbox.post { $0.close() }
      throw failure
    }
    do throws(BusError) {
      let hello = try await mailbox.call(.toBus("Hello"), within: limit)
      guard let name = hello.body.first?.string else {
        throw BusError.unexpectedReply("Hello without a name")
      }
      return Connection(uniqueName: try BusName(name), mailbox: mailbox, tree: tree, ending: thread.closed)
    } catch {
      mailbox.post { $0.close() }
      throw error == .disconnected ? .unreachable(address: address, detail: "the bus hung up") : error
    }
  }

  /// Sends a call and waits for its answer.
  ///
  /// - Throws: `BusError.refused` with the error the peer answered with, `timedOut` after `limit`,
  ///   `disconnected`, `cancelled`, or what is wrong with the message.
  public func call(
    _ message: Message, within limit: Duration = usualLimit
  ) async throws(BusError) -> [Value] {
    try await mailbox.call(message, within: limit).body
  }

  /// Calls a method and waits for its answer; see ``call(_:within:)``.
  public func call(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, on destination: BusName,
    _ arguments: [Value] = [], within limit: Duration = usualLimit
  ) async throws(BusError) -> [Value] {
    try await call(.call(member, of: interface, at: path, on: destination, arguments), within: limit)
  }

  /// Sends a message without waiting for anything; a call goes as one that wants no answer.
  ///
  /// - Throws: what is wrong with the message, or `BusError.disconnected`.
  public func send(_ message: Message) throws(BusError) {
    try message.check()
    var message = message
    // Otherwise the bus counts it among the answers still owed to us, of which it allows 128.
    message.noReply = true
    guard mailbox.post({ [message] in $0.send(message) }) else { throw .disconnected }
  }

  /// Ends the connection once what was sent has left, or the bus has taken none of it for a fifth of a second; at the
  /// latest after five seconds.
  public func close() {
    mailbox.post { $0.close() }
  }

  /// Returns once the connection is gone, whoever ended it, or when the waiting task is cancelled.
  public func closed() async {
    await ending.wait()
  }

  /// Whether the connection is gone.
  public var isClosed: Bool { ending.isOpen }
}

extension Mailbox {
  /// Has the bus thread send a call and waits for the answer.
  func call(
    _ message: Message, within limit: Duration,
    noting note: @escaping @Sendable (inout Session, Result<Message, BusError>) -> Void = { _, _ in }
  ) async throws(BusError) -> Message {
    try message.check()
    var message = message
    message.noReply = false
    let checked = message
    let promise = Promise<Result<Message, BusError>>()
    let posted = post { session in
      session.call(checked, within: limit) { session, result in
        note(&session, result)
        promise.fulfil(result)
      }
    }
    guard posted else { throw .disconnected }
    return try await promise.value(whenCancelled: .failure(.cancelled)).get()
  }
}
