import Foundation
import RealParts
import Testing

@testable import Daemon

@Suite struct LingerMarkTests {
  private let folder: TestFolder
  private let mark: LingerMark

  init() throws {
    folder = try TestFolder("mark")
    mark = LingerMark(path: folder.path("lingering"), setting: folder.path("setting"))
  }

  @Test func itComesAndGoesWhole() throws {
    #expect(!mark.isThere)
    try mark.write()
    try mark.write()
    #expect(mark.isThere)
    #expect(mark.isOurs)
    #expect(try folder.names == ["lingering"])
    let mode = try FileManager.default.attributesOfItem(atPath: mark.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    mark.remove()
    mark.remove()
    #expect(try folder.names == [])
  }

  /// The setting's own time tells whether it was switched on again after us.
  @Test(arguments: [(-100.0, true), (5, true), (40, false)])
  func aLaterSettingIsAnothers(seconds: Double, isOurs: Bool) throws {
    try mark.write()
    let time = Date(timeIntervalSinceNow: seconds)
    #expect(
      FileManager.default.createFile(
        atPath: mark.setting, contents: nil, attributes: [.modificationDate: time]))
    #expect(mark.isOurs == isOurs)
  }

  @Test(arguments: [
    "", "killall-tofu lingering 1\n", "killall-tofu lingering 1\nx\n", "killall-tofu lingering 2\n7\n",
  ])
  func aDamagedOneProvesNothing(text: String) throws {
    try text.write(toFile: mark.path, atomically: true, encoding: .utf8)
    #expect(mark.isThere)
    #expect(!mark.isOurs)
  }

  @Test func aFolderThatIsNotThereIsSaid() throws {
    let mark = LingerMark(path: folder.path("none/lingering"), setting: "")
    #expect(throws: LingerMarkFailure.self) { try mark.write() }
  }

  /// Several machines may see one home.
  @Test func eachMachineHasItsOwn() throws {
    let machine = try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8).filter(\.isHexDigit)
    let name = machine.map { $0.isEmpty ? "lingering" : "lingering.\($0)" } ?? "lingering"
    #expect(LingerMark(in: "/x").path == "/x/\(name)")
    #expect(LingerMark(in: "/x").setting == "/var/lib/systemd/linger/\(NSUserName())")
  }
}
