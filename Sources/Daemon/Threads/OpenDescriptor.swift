import Glibc

/// A file descriptor of ours, closed with the last reference to it.
///
/// Whoever may still use the number holds a reference, so it is never one that was closed and given to another file.
final class OpenDescriptor: Sendable {
  let number: Int32

  /// Takes over what `call` returned.
  ///
  /// - Throws: `SystemCallError` if that is no descriptor.
  init(_ number: Int32, from call: String) throws(SystemCallError) {
    guard number >= 0 else { throw SystemCallError(call: call, errno: errno) }
    self.number = number
  }

  deinit {
    close(number)
  }
}

/// What the system refused: the call, and the system's text.
public struct SystemCallError: Error, Hashable, Sendable {
  /// The system call.
  public var call: String
  /// What the system said.
  public var text: String
}

extension SystemCallError {
  init(call: String, errno: Int32) {
    self.init(call: call, text: String(cString: strerror(errno)))
  }
}
