import Deadlines
import Foundation
import Notifications
import RealParts
import Testing

@testable import Daemon

@Suite struct ScreenMemoryTests {
  private let server = ServerIdentity(bus: "b", owner: ":1.5")

  private func screen(of memory: ScreenMemory, id: UInt32 = 7, on server: ServerIdentity?) -> Screen {
    memory.following(
      Screen(
        show: { _, _ throws(NotificationFailure) in Accepted(id: id, hasActions: true, server: server) },
        withdraw: { _ in }, events: AsyncStream { _ in }))
  }

  @Test func whatStandsThereIsKeptForTheNextOfTheSameBoot() async throws {
    let folder = try TestFolder("screen")
    let memory = ScreenMemory(folder: folder.path, boot: "boot")
    #expect(memory.leftBehind == nil)
    let screen = screen(of: memory, on: server)
    memory.prepare("a", [ScreenMemory.About(.told(3))])
    let request = NotificationRequest(
      tag: "a", summary: "s", actions: [.init(key: "k", label: "l")], urgency: .critical,
      expiry: .after(.seconds(5)))
    _ = try await screen.show(request, .anew)
    _ = try await screen.show(NotificationRequest(tag: "b", summary: "s"), .anew)
    await screen.withdraw("b")
    let next = ScreenMemory(folder: folder.path, boot: "boot")
    #expect(next.leftBehind == LeftBehind(server: server, popups: ["a": 7]))
    let left = try #require(next.untouched().first)
    #expect(left.item.request == request && left.item.about == [ScreenMemory.About(.told(3))])
    #expect(ScreenMemory(folder: folder.path, boot: "another").leftBehind == nil)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("screen.json"))
    #expect(mode[.posixPermissions] as? Int == 0o600)
    next.forget("a")
    #expect(try folder.names.isEmpty)
  }

  /// What one server numbered says nothing of what another shows.
  @Test func anotherServerBeginsAnew() async throws {
    let folder = try TestFolder("screen")
    let memory = ScreenMemory(folder: folder.path, boot: "boot")
    _ = try await screen(of: memory, on: server).show(NotificationRequest(tag: "a", summary: "s"), .anew)
    let other = ServerIdentity(bus: "b", owner: ":1.9")
    _ = try await screen(of: memory, id: 1, on: other).show(
      NotificationRequest(tag: "b", summary: "s"), .anew)
    #expect(
      ScreenMemory(folder: folder.path, boot: "boot").leftBehind
        == LeftBehind(server: other, popups: ["b": 1]))
  }

  /// Daemon and server were gone both: all that was lost is still to be shown, by whatever numbers.
  @Test func anotherServerIsStillShownAllThatWasLost() async throws {
    let folder = try TestFolder("screen")
    let memory = ScreenMemory(folder: folder.path, boot: "boot")
    let screen = screen(of: memory, on: server)
    for tag in ["a", "b", "c"] {
      _ = try await screen.show(NotificationRequest(tag: tag, summary: "s"), .anew)
    }
    let next = ScreenMemory(folder: folder.path, boot: "boot")
    next.takeOver()
    let other = self.screen(of: next, id: 1, on: ServerIdentity(bus: "b", owner: ":1.9"))
    _ = try await other.show(NotificationRequest(tag: "a", summary: "s"), .anew)
    #expect(next.untouched().map(\.tag) == ["b", "c"])
    #expect(next.untouched().allSatisfy { $0.item.id == 0 })
  }

  /// What kills whoever reads it must not be there for whoever comes after.
  @Test func whatIsUsedIsOutOfTheFile() async throws {
    let folder = try TestFolder("screen")
    let memory = ScreenMemory(folder: folder.path, boot: "boot")
    let screen = screen(of: memory, on: server)
    for tag in ["a", "b"] { _ = try await screen.show(NotificationRequest(tag: tag, summary: "s"), .anew) }
    let next = ScreenMemory(folder: folder.path, boot: "boot")
    next.takeOver()
    #expect(try folder.names.isEmpty && next.untouched().map(\.tag) == ["a", "b"])
    _ = try await self.screen(of: next, on: server).show(NotificationRequest(tag: "a", summary: "s"), .update)
    #expect(ScreenMemory(folder: folder.path, boot: "boot").untouched().map(\.tag) == ["a"])
  }

  @Test func whatNoServerNumberedIsDropped() async throws {
    let folder = try TestFolder("screen")
    let memory = ScreenMemory(folder: folder.path, boot: "boot")
    _ = try await screen(of: memory, id: 0, on: server).show(
      NotificationRequest(tag: "a", summary: "s"), .anew)
    let next = ScreenMemory(folder: folder.path, boot: "boot")
    #expect(next.leftBehind?.popups == [:] && next.untouched().isEmpty)
  }

  @Test(arguments: ["", "{}", "[1]", "{\"boot\":\"boot\",\"server\":1,\"items\":{}}"])
  func aBrokenFileIsNone(text: String) throws {
    let folder = try TestFolder("screen")
    try Data(text.utf8).write(to: URL(filePath: folder.path("screen.json")))
    #expect(ScreenMemory(folder: folder.path, boot: "boot").leftBehind == nil)
  }
}
