// The C library's streams are variables in the eyes of the compiler.
@preconcurrency import Glibc

/// Writes out what is left of standard output.
///
/// - Throws: `Failure` if not all of it could be written, as on a full disk: half an answer must not look like a whole one.
func finishOutput() throws(Failure) {
  let isFlushed = fflush(stdout) == 0
  let reason = String(cString: strerror(errno))
  guard isFlushed, ferror(stdout) == 0 else {
    throw Failure("the output could not be written\(isFlushed ? "" : ": \(reason)")")
  }
}
