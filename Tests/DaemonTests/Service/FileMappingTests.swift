import Foundation
import Logging
import RealParts
import Testing

@testable import Daemon

@Suite("What the start has read", .serialized, .timeLimit(.minutes(1))) struct FileMappingTests {
  private static let size = 64 << 10

  /// Maps a file of these bytes, every page of it in memory; it may be read only.
  private func map(_ byte: UInt8, changed: Bool = false) throws -> UnsafeMutablePointer<UInt8> {
    let folder = try TestFolder("mapping")
    let path = folder.path("file")
    try Data(repeating: byte, count: Self.size).write(to: URL(filePath: path))
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    let memory = try #require(mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0))
    let bytes = memory.bindMemory(to: UInt8.self, capacity: Self.size)
    for page in stride(from: 0, to: Self.size, by: 4096) { #expect(bytes[page] == byte) }
    if changed { bytes[5] = byte + 1 }
    #expect(mprotect(memory, Self.size, PROT_READ) == 0)
    return bytes
  }

  private func mapping(_ bytes: UnsafeMutablePointer<UInt8>) -> FileMapping? {
    FileMapping.ofThisProcess().first { $0.start == UInt(bitPattern: bytes) }
  }

  @Test("is given back, and comes again where it is used") func unchanged() throws {
    let bytes = try map(7)
    defer { munmap(bytes, Self.size) }
    #expect(mapping(bytes)?.resident == Self.size)
    #expect(mapping(bytes)?.giveBack() == Self.size)
    #expect(mapping(bytes)?.resident == 0)
    #expect(bytes[5] == 7 && bytes[Self.size - 1] == 7)
  }

  /// As relocations are, and breakpoints.
  @Test("is kept where this process has changed it") func changed() throws {
    let bytes = try map(7, changed: true)
    defer { munmap(bytes, Self.size) }
    #expect(mapping(bytes)?.changed == 4096)
    #expect(mapping(bytes)?.giveBack() == 0)
    #expect(bytes[5] == 8)
  }

  @Test("is given back by the service, once the start is over") func service() async throws {
    let bytes = try map(7)
    defer { munmap(bytes, Self.size) }
    let isOver = Gate(1)
    await isOver.enter()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let service = Task { try await RestService(logger: logger) { await isOver.enter() }.run() }
    #expect(mapping(bytes)?.resident == Self.size)
    isOver.leave()
    while mapping(bytes)?.resident != 0 { await Task.yield() }
    #expect(bytes[5] == 7)
    service.cancel()
  }

  @Test("is read of the kernel's table, and nothing else of that") func table() {
    let smaps = """
      5581a0000000-5581a0004000 r--p 00000000 fe:00 131 /usr/bin/a b
      Rss:                  12 kB
      Anonymous:             0 kB
      VmFlags: rd mr mw me sd
      5581a0004000-5581a0006000 r-xp 00004000 fe:00 131      /usr/bin/a b
      Rss:                   8 kB
      Anonymous:             4 kB
      5581a0006000-5581a0007000 rw-p 00006000 fe:00 131 /usr/bin/a b
      Rss:                   4 kB
      7f0000000000-7f0000001000 r--s 00000000 fe:00 132 /usr/share/shared
      Rss:                   4 kB
      7f0000001000-7f0000002000 r--p 00000000 00:00 0
      Rss:                   4 kB
      7ffe00000000-7ffe00002000 r-xp 00000000 00:00 0 [vdso]
      Rss:                   4 kB
      nonsense
      Rss:                   4 kB
      7f0000003000-7f0000004000 r-xp 00000000 fe:00 133 /usr/lib/untold
      Rss:             many kB
      """
    let all = FileMapping.all(in: smaps)
    #expect(all.map(\.path) == ["/usr/bin/a b", "/usr/bin/a b", "/usr/lib/untold"])
    #expect(all.map(\.resident) == [12 << 10, 8 << 10, 0])
    #expect(all.map(\.changed) == [0, 4 << 10, nil] && all.map(\.isUnchanged) == [true, false, false])
    #expect(all.map(\.length) == [0x4000, 0x2000, 0x1000] && all.first?.start == 0x5581_a000_0000)
    #expect(FileMapping.all(in: "Rss: 4 kB").isEmpty && FileMapping.all(in: "").isEmpty)
  }
}
