/// What one message may cost this process when it is read.
///
/// A byte on the bus can become tens in memory: every element of an array of bytes is a value of its own.
struct ReadingBudget {
  /// How many open files may still be taken.
  private(set) var descriptors: Int
  /// How many bytes of memory may still be used.
  private(set) var bytes: Int
  /// What the budget was made with.
  let limit: Int

  /// The most memory that a call or a signal may take, whose sender was not asked; text of 1 MiB fits.
  static let unasked = 2 << 20
  /// The most memory that the answer to a call of ours may take.
  static let asked = 128 << 20

  /// The budget of a message of a kind.
  init(for kind: Message.Kind) {
    switch kind {
    case .methodReturn: self.init(descriptors: Value.mostDescriptors, bytes: Self.asked)
    case .error, .methodCall, .signal: self.init(descriptors: 0, bytes: Self.unasked)
    }
  }

  private init(descriptors: Int, bytes: Int) {
    self.descriptors = descriptors
    self.bytes = bytes
    limit = bytes
  }

  /// Whether the message was found to be larger than allowed.
  var isExceeded: Bool { bytes < 0 }

  /// What has been used.
  var used: Int { limit - bytes }

  /// Pays for one value; false if it is too much.
  mutating func payValue(isContainer: Bool) -> Bool {
    // A container is a box of its own with a header.
    pay(MemoryLayout<Value>.stride + (isContainer ? 64 : 0))
  }

  /// Pays for text; false if it is too much.
  mutating func pay(_ count: Int) -> Bool {
    bytes -= count
    return bytes >= 0
  }

  /// Pays for an open file; false if it is one too many.
  mutating func payDescriptor() -> Bool {
    guard descriptors > 0 else { return false }
    descriptors -= 1
    return true
  }
}
