import ArgumentParser
import Daemon
import Foundation
import ProjectStore
import SystemPackage
import Wording

struct Backup: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the database, also while the daemon runs.",
    discussion: """
      The copy is a database like the one in use. To go back to it: end the daemon, put a copy of it in the place of \
      the database by a rename, without the old one's journal, and start the daemon again. Everything is then warned \
      of afresh before anything is destroyed.

      EXAMPLE:
        killall-tofu backup ~/monday.db

        cd ~/.local/share/killall-tofu
        cp ~/monday.db restored.db
        rm -f killall-tofu.db-journal
        mv restored.db killall-tofu.db
      """)

  @Argument(help: ArgumentHelp("Where the copy is to lie.", valueName: "file"), completion: .file())
  var target: String

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    // Past the size that a user may write (ulimit -f) SQLite is to fail, not this program to be ended.
    signal(SIGXFSZ, SIG_IGN)
    let session = try await Session.open(file)
    let path = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(target)).string
    if target.isEmpty || target.hasSuffix("/") {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw Failure(isThere ? BackupText.isFolder(path) : BackupText.folderMissing(path))
    }
    do {
      let copy = try await session.store.backup(to: path, replacing: force)
      print(BackupText.made(copy.path, size: copy.size))
    } catch {
      throw Failure(error)
    }
  }
}

extension Failure {
  fileprivate init(_ error: BackupError) {
    switch error {
    case .source(let error): self.init(error)
    case .exists(let path): self.init(BackupText.exists(path))
    case .belongsToDatabase(let path): self.init(BackupText.belongsToDatabase(path))
    case .isFolder(let path): self.init(BackupText.isFolder(path))
    case .notAFile(let path): self.init(BackupText.notAFile(path))
    case .folderMissing(let path): self.init(BackupText.folderMissing(path))
    case .readOnly(let path): self.init(BackupText.readOnly(path))
    case .diskFull(let path): self.init(BackupText.diskFull(path))
    case .io(let path, let text): self.init(BackupText.failed(path, text))
    }
  }
}
