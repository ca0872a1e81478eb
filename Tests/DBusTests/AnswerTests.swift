import DBus
import RealParts
import Synchronization
import Testing

/// Whoever hears of changes and reads what is there ends with the right picture, however the two meet.
@Suite(.timeLimit(.minutes(1))) struct AnswerTests {
  /// A number that is told of at every change, and changes while it is read, as often as it is said.
  final class Restless: Sendable {
    private let number = Mutex<UInt32>(0)
    private let changes: Mutex<Int>
    private let connection: Connection

    init(_ connection: Connection, changes: Int) {
      self.connection = connection
      self.changes = Mutex(changes)
    }

    var object: ExportedObject {
      ExportedObject([
        Interface(AnswerTests.name, properties: [.init("Number", .uint32) { .uint32(self.read()) }])
      ])
    }

    private func read() -> UInt32 {
      let seen = number.withLock(\.self)
      let isToChange = changes.withLock { changes in
        changes -= 1
        return changes >= 0
      }
      if isToChange {
        let new = number.withLock { number in
          number += 1
          return number
        }
        connection.propertiesChanged(["Number": .uint32(new)], of: AnswerTests.name, at: "/restless")
      }
      return seen
    }
  }

  static let name: InterfaceName = "org.example.Restless"
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  @Test(
    arguments: [
      (
        "Get", "org.freedesktop.DBus.Properties", "/restless",
        [.string("org.example.Restless"), .string("Number")]
      ),
      ("GetAll", "org.freedesktop.DBus.Properties", "/restless", [.string("org.example.Restless")]),
      ("GetManagedObjects", "org.freedesktop.DBus.ObjectManager", "/", []),
    ] as [(MemberName, InterfaceName, ObjectPath, [Value])], [1, 2, 3, 4, 50])
  func anAnswerIsNeverOlderThanWhatWasTold(
    _ call: (MemberName, InterfaceName, ObjectPath, [Value]), _ changes: Int
  ) async throws {
    let server = try await bus.connect()
    server.export(ExportedObject([], listsObjects: true), at: "/")
    server.export(Restless(server, changes: changes).object, at: "/restless")
    let client = try await bus.connect()
    let answer = try await client.call(call.0, of: call.1, at: call.2, on: server.uniqueName, call.3)
    // Exporting reads it once. Then it is read once more after each change, and at last where nothing more can be told
    // before the answer.
    #expect(Self.number(in: answer) == Int64(min(changes, 4)))
  }

  private static func number(in answer: [Value]) -> Int64? {
    guard let value = answer.first else { return nil }
    let object = value.entries?[.objectPath("/restless")]?[AnswerTests.name.text] ?? value
    return (object["Number"] ?? object).unboxed.integer
  }
}
