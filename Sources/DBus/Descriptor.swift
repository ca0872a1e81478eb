import Glibc

/// An open file that came over the bus, or is to go over it; closed when the last reference goes.
///
/// Two are equal when they are the same object: the bus makes a copy of every descriptor, and what a copy refers to
/// cannot be compared. It is always close-on-exec: a child that had a copy by chance would keep the file open.
public final class Descriptor: Sendable {
  private let number: Int32

  /// Takes over an open descriptor, which nobody else may close from now on; nil if it is not open.
  public init?(adopting number: Int32) {
    let flags = fcntl(number, F_GETFD)
    guard flags >= 0, fcntl(number, F_SETFD, flags | FD_CLOEXEC) >= 0 else { return nil }
    self.number = number
  }

  deinit {
    close(number)
  }

  /// Lends the number to `body`, in which the file stays open.
  public func withNumber<Result, Failure: Error>(
    _ body: (Int32) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // Without this the last reference may go before `body` is done.
    defer { withExtendedLifetime(self) {} }
    return try body(number)
  }
}

extension Descriptor: Hashable {
  /// Whether both are the same object.
  public static func == (left: Descriptor, right: Descriptor) -> Bool { left === right }

  /// Adds which object this is.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
