internal import CNotify

/// A Swift closure as the `user_data` of a GLib callback, freed by GLib through ``release``.
final class Callback {
  private let body: () -> Void

  init(_ body: @escaping () -> Void) {
    self.body = body
  }

  /// Owned by whoever gets it, until it is given to ``release``.
  func retained() -> UnsafeMutableRawPointer {
    Unmanaged.passRetained(self).toOpaque()
  }

  /// Runs the closure behind a pointer of ``retained()``.
  static func run(_ pointer: UnsafeMutableRawPointer?) {
    guard let pointer else { return }
    Unmanaged<Callback>.fromOpaque(pointer).takeUnretainedValue().body()
  }

  static let release: @convention(c) (gpointer?) -> Void = { pointer in
    guard let pointer else { return }
    Unmanaged<Callback>.fromOpaque(pointer).release()
  }
}
