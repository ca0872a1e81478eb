import DBus
import RealParts

/// A user's systemd on a test's bus, which takes supervisors in, or does not.
final class FakeSystemd: Sendable {
  /// What it does when it is asked for a unit.
  enum Habit: Sendable {
    /// It begins the job; ``endJob(_:)`` tells of its end.
    case answers
    /// The job is over before the answer, with this result.
    case isHasty(String)
    case refuses(MethodError)
    case isSilent
  }

  /// What it was asked for: every argument.
  let asked = Heard<[Value]>()
  private let connection: Connection

  private static let path: ObjectPath = "/org/freedesktop/systemd1"
  private static let manager: InterfaceName = "org.freedesktop.systemd1.Manager"

  /// Takes systemd's name, unless it is only a stranger who has the same object.
  init(on bus: PrivateBus, _ habit: Habit, isStranger: Bool = false) async throws {
    connection = try await Connection.open(.address(bus.address))
    let property = ValueType.structure([.string, .variant])
    let start = Interface.Method(
      "StartTransientUnit",
      takes: [
        .init("name", .string), .init("mode", .string), .init("properties", .array(property)),
        .init("aux", .array(.structure([.string, .array(property)]))),
      ], returns: [.init("job", .objectPath)]
    ) { [weak self] values, _ throws(MethodError) in
      guard let self else { throw .failed("gone") }
      asked.say(values)
      switch habit {
      case .answers: break
      case .isHasty(let result): endJob(result)
      case .refuses(let error): throw error
      case .isSilent: for await _ in AsyncStream<Void>.makeStream().stream {}
      }
      return [.objectPath("/org/freedesktop/systemd1/job/7")]
    }
    connection.export(ExportedObject([Interface(Self.manager, methods: [start])]), at: Self.path)
    guard !isStranger else { return }
    _ = try await connection.requestName("org.freedesktop.systemd1")
  }

  /// Tells of the end of the job, and before that of another's.
  func endJob(_ result: String) {
    for (job, result) in [(6, "canceled"), (7, result)] {
      guard let path = try? ObjectPath("/org/freedesktop/systemd1/job/\(job)") else { continue }
      try? connection.send(
        .signal(
          "JobRemoved", of: Self.manager, at: Self.path,
          [.uint32(UInt32(job)), .objectPath(path), .string("x.scope"), .string(result)]))
    }
  }
}
