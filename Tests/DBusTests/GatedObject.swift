import Synchronization

@testable import DBus

/// An object whose `Wait` answers once the test opens the gate.
final class Gate: Sendable {
  let entered = Latch()
  let opened = Latch()
  let cancelled = Latch()
  private let callers = Mutex<Set<BusName>>([])
  private let noted = Mutex<[Int64]>([])

  var notes: [Int64] { noted.withLock { $0 } }

  /// Waits until a peer waits at the gate.
  func entered(by peer: BusName) async throws {
    while !callers.withLock({ $0.contains(peer) }) { try await Task.sleep(for: .milliseconds(5)) }
  }

  var object: ExportedObject {
    ExportedObject([
      Interface(
        "org.example.Gate",
        methods: [
          .init("Wait") { _, context in
            if let caller = context.sender { _ = self.callers.withLock { $0.insert(caller) } }
            self.entered.open()
            await self.opened.wait()
            if Task.isCancelled { self.cancelled.open() }
            return []
          },
          .init("Keep", takes: [.init("text", .string)]) { values, _ in
            self.noted.withLock { $0.append(Int64(values[0].string?.utf8.count ?? -1)) }
            return []
          },
          .init("Large", returns: [.init("text", .string)]) { _, _ in
            self.noted.withLock { $0.append(0) }
            return [.string(String(repeating: "x", count: 512 << 10))]
          },
          .init("Note", takes: [.init("number", .int32)]) { values, _ in
            self.noted.withLock { $0.append(values[0].integer ?? -1) }
            return []
          },
        ])
    ])
  }
}
