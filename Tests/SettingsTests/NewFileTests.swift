import Foundation
import RealParts
import Settings
import Testing

@Suite struct NewFileTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("settings")
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  @Test func itsOwnersAlone() throws {
    let path = folder.path("a/b/config.yaml")
    try writeNewFile("version: 1\n", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "version: 1\n")
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder.path("a")) == 0o700 && mode(folder.path("a/b")) == 0o700)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("a/b")) == ["config.yaml"])
  }

  @Test(arguments: [false, true])
  func whatIsThereStays(isLink: Bool) throws {
    let path = folder.path("config.yaml")
    if isLink {
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "nowhere")
    } else {
      try Data("mine".utf8).write(to: URL(filePath: path))
    }
    #expect(throws: NewFileError.present(path: path)) { try writeNewFile("theirs", to: path) }
    #expect(try folder.names == ["config.yaml"])
    if !isLink { #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine") }
  }

  @Test func aFolderThatIsNoneIsNamed() throws {
    try Data().write(to: URL(filePath: folder.path("file")))
    #expect(throws: NewFileError.self) { try writeNewFile("x", to: folder.path("file/config.yaml")) }
    #expect(throws: NewFileError.self) { try writeNewFile("x", to: "/proc/nowhere/config.yaml") }
  }
}
