import Glibc

/// A NULL-terminated array of C strings, as `exec` takes them; the strings last as long as this value.
public struct CStrings: ~Copyable {
  /// The strings in their order, then NULL.
  public let pointers: [UnsafeMutablePointer<CChar>?]

  /// Copies `strings`, none of which holds a NUL.
  public init(_ strings: [[UInt8]]) {
    pointers =
      strings.map { bytes in
        (bytes + [0]).withUnsafeBytes {
          $0.assumingMemoryBound(to: CChar.self).baseAddress.flatMap { strdup($0) }
        }
      } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}
