/// The answer to a call.
enum Answer: Sendable {
  /// What was done; it is sent as it is.
  case done(Message)
  /// State of which signals tell changes, as it was read when so many changes had been told of; and how to read it again.
  ///
  /// It must leave in step with them: whoever hears of a change and then gets an answer from before it keeps a wrong
  /// picture for good.
  case read(Message, told: UInt64, again: @Sendable () -> Message)
}

extension Mailbox {
  /// How often something is read in a task before the bus thread itself does it, which keeps others waiting.
  private static let readings = 3

  /// Has the bus thread send an answer; returns once the bus has taken so much that there is room for another, or when
  /// the connection or the waiting task ends.
  func deliver(_ answer: Answer, of tree: ObjectTree) async {
    switch answer {
    case .done(let message): _ = await deliver { message }
    case .read(var message, var told, let again):
      var left = Self.readings
      while await !deliver({ [message, told] in tree.told == told ? message : nil }) {
        left -= 1
        guard left > 0 else {
          // What is told from here on is sent after it.
          _ = await deliver(again)
          return
        }
        told = tree.told
        message = again()
      }
    }
  }

  /// - Returns: false if there was nothing to send.
  private func deliver(_ message: @escaping @Sendable () -> Message?) async -> Bool {
    let isSent = Promise<Bool>()
    let posted = post { session in
      guard let message = message() else { return isSent.fulfil(false) }
      session.send(message)
      session.whenThereIsRoom { isSent.fulfil(true) }
    }
    return posted ? await isSent.value(whenCancelled: true) : true
  }
}
