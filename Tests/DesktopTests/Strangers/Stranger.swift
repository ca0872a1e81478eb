import DBus
import Foundation
import RealParts
import Testing

/// A peer of the daemon that sends it strange messages, a few at a time.
struct Stranger {
  /// How many calls wait for answers at a time.
  private static let atATime = 8

  private let connection: Connection
  private var messages: StrangeMessages

  init(on address: String, seed: UInt64) async throws {
    connection = try await Connection.open(.address(address))
    let daemon = try #require(try await connection.nameOwner(of: "io.github.killallgit.KillallTofu1"))
    let projects = try (1...4).map { try ObjectPath("/io/github/killallgit/KillallTofu1/projects/\($0)") }
    messages = StrangeMessages(
      seed: seed, to: daemon, about: projects, file: Descriptor(adopting: open("/dev/null", O_RDONLY)))
  }

  /// Sends so many, and tells how many were answered how; `lost` are those whose answer never came.
  consuming func send(_ count: Int) async throws -> [String: Int] {
    defer { connection.close() }
    var outcomes: [String: Int] = [:]
    for _ in 0..<(count / Self.atATime) {
      await withTaskGroup(of: String.self) { group in
        for _ in 0..<Self.atATime {
          let strange = messages.next()
          group.addTask { [connection] in await outcome(of: strange, on: connection) }
        }
        for await outcome in group { outcomes[outcome, default: 0] += 1 }
      }
    }
    return outcomes
  }
}

private func outcome(of strange: StrangeMessages.Strange, on connection: Connection) async -> String {
  do {
    guard strange.wantsAnswer else {
      try connection.send(strange.message)
      return "sent without waiting for an answer"
    }
    _ = try await connection.call(strange.message, within: .seconds(120))
    return "answered: \(strange.message.member?.text ?? "")"
  } catch .refused(let error) {
    return error.name.text
  } catch .disconnected, .timedOut {
    return "lost"
  } catch {
    return "never sent: \(String(String(describing: error).prefix(20)))"
  }
}
