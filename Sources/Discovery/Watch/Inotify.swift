import CDirectory
import Glibc

/// An instance of inotify(7).
final class Inotify {
  /// Readable when something happened.
  let descriptor: Int32
  private let limits: WatchLimits
  private let thread: WatchThread
  /// The number of the latest watch; they only grow.
  private var latest: Int32 = 0

  /// - Throws: `SystemFailure`: `EMFILE` where the user has no instance left.
  init(_ limits: WatchLimits, on thread: WatchThread) throws(SystemFailure) {
    guard limits.hasInstances() else { throw SystemFailure(errno: EMFILE) }
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw .last }
    self.limits = limits
    self.thread = thread
  }

  deinit {
    close(descriptor)
  }

  /// Watches what lies at `path`, itself where that is a link, for `events` besides those it is watched for already.
  ///
  /// - Parameter count: how many watches there are already.
  /// - Returns: the number of the watch, the same for the same file.
  /// - Throws: `SystemFailure`: `ENOSPC` where the user has no watch left.
  func watch(_ path: String, for events: Int32, count: Int) throws(SystemFailure) -> Int32 {
    try add(path, UInt32(bitPattern: events) | UInt32(IN_DONT_FOLLOW), count)
  }

  /// The same for an open directory, which stays the one that was opened whatever happens to its path.
  func watch(_ directory: borrowing OpenDirectory, for events: Int32, count: Int) throws(SystemFailure)
    -> Int32
  {
    let mask = UInt32(bitPattern: events) | UInt32(IN_ONLYDIR)
    if thread.enter(directory) { return try add(".", mask, count) }
    return try add("/proc/self/fd/\(directory.descriptor)", mask, count)
  }

  private func add(_ path: String, _ mask: UInt32, _ count: Int) throws(SystemFailure) -> Int32 {
    let limit = limits.watches()
    let watch = inotify_add_watch(descriptor, path, mask | UInt32(IN_MASK_ADD))
    guard watch >= 0 else { throw .last }
    // As the system does it: what is watched already counts only once.
    if let limit, count >= limit, watch > latest {
      end(watch)
      throw SystemFailure(errno: ENOSPC)
    }
    latest = max(latest, watch)
    return watch
  }

  /// Ends a watch.
  func end(_ watch: Int32) {
    inotify_rm_watch(descriptor, watch)
  }

  /// Takes the events that wait, though not without end; false if there was none.
  @discardableResult
  func drain(_ body: (InotifyEvent) -> Void) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
      for turn in 0..<64 {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return turn > 0 }
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        while let event = InotifyEvent(takingFrom: &rest) { body(event) }
      }
      return true
    }
  }
}

/// An event; the name is valid while it is dealt with.
struct InotifyEvent {
  let watch: Int32
  let cookie: UInt32
  /// Empty where the event is about what is watched itself.
  let name: UnsafeBufferPointer<UInt8>
  private let mask: UInt32

  init?(takingFrom bytes: inout UnsafeRawBufferPointer) {
    let size = MemoryLayout<inotify_event>.size
    guard bytes.count >= size else { return nil }
    watch = bytes.loadUnaligned(fromByteOffset: 0, as: Int32.self)
    mask = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    cookie = bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    let length = Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
    guard bytes.count >= size + length else { return nil }
    let padded = UnsafeRawBufferPointer(rebasing: bytes[size..<(size + length)])
    let used = padded.firstIndex(of: 0) ?? length
    name = UnsafeRawBufferPointer(rebasing: padded[..<used]).assumingMemoryBound(to: UInt8.self)
    bytes = UnsafeRawBufferPointer(rebasing: bytes[(size + length)...])
  }

  /// Whether it is one of `events`.
  func isOne(of events: Int32) -> Bool { mask & UInt32(bitPattern: events) != 0 }

  /// Whether it is about a directory.
  var isOfDirectory: Bool { mask & UInt32(IN_ISDIR) != 0 }

  /// Whether events were lost.
  var isOverflow: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
}

/// What the system gives; tests give less.
struct WatchLimits: Sendable {
  /// How many watches there may be; nil: as many as the system gives.
  var watches: @Sendable () -> Int? = { nil }
  /// Whether there may be instances of inotify.
  var hasInstances: @Sendable () -> Bool = { true }
  /// How long to wait from one slow scan to the next.
  var slowScan = Duration.seconds(300)

  /// A limit that the kernel tells, by its name below `fs.inotify`; 0 if it does not.
  static func ofKernel(_ name: String) -> Int {
    let descriptor = open("/proc/sys/fs/inotify/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 32)
    let count = read(descriptor, &bytes, bytes.count)
    return Int(String(decoding: bytes.prefix(max(count, 0)).prefix { $0 > 32 }, as: UTF8.self)) ?? 0
  }
}
