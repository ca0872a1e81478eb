import Glibc

/// Bytes that come in at the end and are taken from the beginning; the pointers to them stay in this file and in the
/// closures they are lent to.
struct ByteBuffer: ~Copyable {
  private var storage: UnsafeMutableRawPointer
  private var capacity: Int
  private var start = 0
  private var end = 0

  /// How many there are.
  var count: Int { end - start }

  init(capacity: Int = 4096) {
    self.capacity = capacity
    storage = .allocate(byteCount: capacity, alignment: 16)
  }

  deinit {
    storage.deallocate()
  }

  /// Lends all of them.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: storage + start, count: count))
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    makeRoom(for: bytes.count)
    memcpy(storage + end, source, bytes.count)
    end += bytes.count
  }

  mutating func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  mutating func append(_ byte: UInt8) {
    makeRoom(for: 1)
    storage.storeBytes(of: byte, toByteOffset: end, as: UInt8.self)
    end += 1
  }

  /// Appends what one `read` gives, at most `limit` bytes; its result and error number are the system's.
  mutating func append(from descriptor: Int32, limit: Int) -> Int {
    makeRoom(for: limit)
    let count = read(descriptor, storage + end, limit)
    if count > 0 { end += count }
    return count
  }

  mutating func removeFirst(_ count: Int) {
    start += count
    if start == end { (start, end) = (0, 0) }
  }

  mutating func removeAll() {
    (start, end) = (0, 0)
  }

  private mutating func makeRoom(for more: Int) {
    guard end + more > capacity else { return }
    let count = count
    if count + more <= capacity {
      memmove(storage, storage + start, count)
    } else {
      while count + more > capacity { capacity *= 2 }
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
      memcpy(larger, storage + start, count)
      storage.deallocate()
      storage = larger
    }
    (start, end) = (0, count)
  }
}
