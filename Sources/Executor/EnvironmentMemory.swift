import ExecutionJournal
import Glibc

/// The values of a command's environment in a file that lies in memory alone, for the supervisor to inherit.
struct EnvironmentMemory: ~Copyable, Sendable {
  private let file: Descriptor

  /// Number of its descriptor; valid as long as this value lives.
  var number: Int32 { file.number }

  /// - Throws: `ExecutorError.start` if the system has no such memory.
  init(_ values: EnvironmentValues) throws(ExecutorError) {
    // Glibc hides it from Swift behind `_GNU_SOURCE`.
    typealias MemfdCreate = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
    let closeOnExec: UInt32 = 1
    guard let symbol = dlsym(nil, "memfd_create") else { throw .start(step: "environment", errno: ENOSYS) }
    let number = unsafeBitCast(symbol, to: MemfdCreate.self)("environment", closeOnExec)
    guard number >= 0 else { throw .start(step: "environment", errno: errno) }
    let file = Descriptor(adopting: number)
    do throws(JournalError) {
      try values.write(to: number)
    } catch {
      throw ExecutorError(error)
    }
    self.file = file
  }
}
