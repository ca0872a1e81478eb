import Foundation
import RealParts
import Synchronization
import Testing

@testable import ProjectStore

/// A line of the list is some 50 bytes, so 200 locks are more than the kernel gives at a time.
@Suite("A lock among more than a page lists")
struct KernelLockTests {
  private let folder: TestFolder
  private let file: Int32

  init() throws {
    folder = try TestFolder("locks")
    file = open(folder.path("many"), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  }

  /// Takes or gives up the locks on every second byte; neighbours would become one.
  private func set(_ kind: Int32, _ numbers: Range<Int>) {
    for number in numbers {
      var lock = flock()
      lock.l_type = Int16(kind)
      lock.l_whence = Int16(SEEK_SET)
      lock.l_start = off_t(2 * number)
      lock.l_len = 1
      #expect(fcntl(file, F_SETLK, &lock) == 0)
    }
  }

  @Test("is found, wherever in the list it stands")
  func everyOne() {
    defer { close(file) }
    set(F_WRLCK, 0..<200)
    let found = (0..<200).filter { number in
      KernelLock.first(onFileAt: folder.path("many")) { $0.start == 2 * number } != nil
    }
    #expect(found == Array(0..<200))
    #expect(KernelLock.first(onFileAt: folder.path("many")) { $0.start == 1 } == nil)
  }

  @Test("is found while others come and go")
  func whileOthersGo() async throws {
    defer { close(file) }
    guard case .acquired(let lock) = try DaemonLock.acquire(beside: folder.file) else {
      return #expect(Bool(false), "not free")
    }
    // On threads of their own: other tests have the pool's few.
    let course = Course()
    async let misses = onOwnThread { [folder] in
      defer { course.isOver.store(true, ordering: .relaxed) }
      return (0..<1200).count { _ in DaemonLock.holder(beside: folder.file) == nil }
    }
    await onOwnThread { [self] in
      while !course.isOver.load(ordering: .relaxed) {
        set(F_WRLCK, 0..<120)
        set(F_UNLCK, 0..<120)
      }
    }
    #expect(await misses == 0)
    withExtendedLifetime(lock) {}
  }
}

private final class Course: Sendable {
  let isOver = Atomic(false)
}
