import Foundation
import RealParts
import Testing
import Tray

@testable import Daemon

@Suite struct InstalledIconsTests {
  /// A panel that does not find a name may show any picture, so only what is there is named.
  @Test(arguments: ["XDG_DATA_HOME", "XDG_DATA_DIRS", "HOME"])
  func whatIsInstalledIsNamed(variable: String) throws {
    let folder = try TestFolder("icons")
    let root = variable == "HOME" ? folder.path(".local/share") : folder.path
    let place = root + "/icons/hicolor/scalable/status"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let ring = Ring(filled: 7, colour: .green)
    #expect(FileManager.default.createFile(atPath: "\(place)/\(ring.iconName).svg", contents: nil))
    var environment = ["XDG_DATA_DIRS": "/nowhere:relative"]
    switch variable {
    case "XDG_DATA_HOME": environment[variable] = root
    case "XDG_DATA_DIRS": environment[variable] = "/nowhere:\(root)"
    default: break
    }
    let icons = InstalledIcons(environment: environment, home: folder.path)
    #expect(icons.has(ring.iconName))
    #expect(!icons.has(Ring(filled: 8, colour: .green).iconName))
  }

  @Test func whereNothingIsNothingIsNamed() {
    let icons = InstalledIcons(environment: ["XDG_DATA_DIRS": "/nowhere"], home: nil)
    #expect(!icons.has(Ring(filled: 7, colour: .green).iconName))
  }
}
