/// Takes the secrets out of one stream, however it is cut into reads.
struct Masker: ~Copyable {
  private let automaton: SecretAutomaton?
  private var state = 0
  /// What came in and was not passed on; the first ``scanned`` bytes went through the automaton.
  private var pending = ByteBuffer(capacity: 64 * 1024)
  private var scanned = 0
  /// Places of secrets in ``pending``, in order and apart.
  private var secrets: [Range<Int>] = []
  /// Whether the last thing passed on stands for a secret: what touches it needs no other.
  private var endsMasked = false

  /// Whether what comes in is dropped up to the first end of a line.
  private var isDropping = false
  /// How many bytes were dropped.
  private(set) var dropped = 0

  /// What stands in a secret's place.
  static let mask = Array("***".utf8)

  /// Without an automaton everything passes.
  init(_ automaton: SecretAutomaton?) {
    self.automaton = automaton
  }

  /// Takes in what one `read` gives; the result and the error number are the system's.
  mutating func take(from descriptor: Int32, limit: Int) -> Int {
    let count = pending.append(from: descriptor, limit: limit)
    if isDropping, count > 0 { dropBeginning() }
    return count
  }

  /// Begins in the middle of a stream whose beginning another reader had: a secret may end in what comes, and without its
  /// beginning it is not recognised.
  ///
  /// Up to the end of the line all is dropped; lines of a longer secret are secrets by themselves.
  mutating func resume() {
    isDropping = automaton != nil
  }

  private mutating func dropBeginning() {
    let newline = pending.withBytes { bytes in bytes.firstIndex { $0 == 0x0A || $0 == 0x0D } }
    let count = newline.map { $0 + 1 } ?? pending.count
    pending.removeFirst(count)
    dropped += count
    isDropping = newline == nil
  }

  mutating func take(_ bytes: [UInt8]) {
    pending.append(bytes)
  }

  /// Passes on what cannot become a part of a secret any more; at the end of the stream, everything.
  mutating func pass(into clear: inout ByteBuffer, atEnd: Bool = false) {
    guard let automaton else {
      pending.withBytes { clear.append($0) }
      pending.removeAll()
      return
    }
    var found = secrets
    let (from, before) = (scanned, state)
    state = pending.withBytes { bytes in
      automaton.scan(bytes, from: from, state: before) { end, length in add(end - length..<end, to: &found) }
    }
    secrets = found
    emit(upTo: atEnd ? pending.count : pending.count - automaton.depth(of: state), into: &clear)
    if atEnd {
      state = 0
      endsMasked = false
    }
  }

  private mutating func emit(upTo safe: Int, into clear: inout ByteBuffer) {
    var position = 0
    var kept: [Range<Int>] = []
    for secret in secrets {
      guard secret.lowerBound < safe else {
        kept.append(secret.lowerBound - safe..<secret.upperBound - safe)
        continue
      }
      emit(position..<secret.lowerBound, into: &clear)
      if !endsMasked { clear.append(Self.mask) }
      endsMasked = true
      position = min(secret.upperBound, safe)
      // The rest of it has its mask already.
      if secret.upperBound > safe { kept.append(0..<secret.upperBound - safe) }
    }
    emit(position..<safe, into: &clear)
    secrets = kept
    pending.removeFirst(safe)
    scanned = pending.count
  }

  private mutating func emit(_ range: Range<Int>, into clear: inout ByteBuffer) {
    guard !range.isEmpty else { return }
    pending.withBytes { clear.append(UnsafeRawBufferPointer(rebasing: $0[range])) }
    endsMasked = false
  }
}

/// Adds a place that ends behind all others.
private func add(_ place: Range<Int>, to places: inout [Range<Int>]) {
  var start = place.lowerBound
  while let last = places.last, last.upperBound >= start {
    start = min(start, last.lowerBound)
    places.removeLast()
  }
  places.append(start..<place.upperBound)
}
