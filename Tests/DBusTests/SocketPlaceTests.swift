import Glibc
import RealParts
import Testing

@testable import DBus

@Suite struct SocketPlaceTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("socket")
    mkdir(folder.path("inner"), 0o755)
    close(creat(folder.path("inner/bus"), 0o666))
  }

  private func isOursAlone(_ address: String) -> Bool {
    SocketPlace.isOursAlone(address.replacing("@", with: folder.path("inner/bus")))
  }

  @Test(arguments: [
    "unix:path=@", "unix:path=@,guid=0123", "unix:guid=0123,path=@", "unix:path=@;unix:path=@",
  ])
  func aClosedFolderOnTheWayIsEnough(_ address: String) {
    #expect(isOursAlone(address))
  }

  @Test(arguments: [
    "", ";", "unix:", "unix:path=", "unix:path=relative", "unix:path=/", "unix:path=/nothing/here",
    "unix:abstract=@",
    "tcp:host=localhost,port=1", "unix:path=@;tcp:host=localhost", "unix:path=/tmp%2fbus", "autolaunch:",
    "path=@",
  ])
  func whateverElseIsOpen(_ address: String) {
    #expect(!isOursAlone(address))
  }

  @Test(arguments: [0o755, 0o710, 0o701, 0o770] as [mode_t])
  func anOpenFolderIsNotEnough(_ mode: mode_t) {
    chmod(folder.path, mode)
    chmod(folder.path("inner"), mode)
    #expect(!isOursAlone("unix:path=@"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func aFolderThatSomebodyElseClosedIsNotEnough() {
    chown(folder.path, 65_534, 65_534)
    #expect(!isOursAlone("unix:path=@"))
  }

  // A closed folder that only a link lies in protects nothing.
  @Test func linksAreFollowed() throws {
    let open = try TestFolder("open")
    chmod(open.path, 0o755)
    close(creat(open.path("bus"), 0o666))
    symlink(open.path("bus"), folder.path("link"))
    #expect(!SocketPlace.isOursAlone("unix:path=\(folder.path("link"))"))
  }
}
