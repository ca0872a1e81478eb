import Deadlines
import ProjectStore
import RemoteControl
import Testing

@testable import Daemon

@Suite struct RemoteErrorTests {
  @Test(arguments: [
    (CommandError.refused(.notFound("x"), about: nil), "NotFound"),
    (.refused(.ambiguous("x", candidates: [Project.ID(1)]), about: nil), "Ambiguous"),
    (
      .refused(.staleGeneration(offered: Generation(1), current: Generation(2)), about: nil),
      "StaleGeneration"
    ),
    (.refused(.notExtendable(.destroyed, nil), about: nil), "NotExtendable"),
    (.refused(.wrongState(.destroying, action: "cancel"), about: nil), "WrongState"),
    (.refused(.limitExceeded(limit: .days(30)), about: nil), "LimitExceeded"),
    (.store(.diskFull(path: "/x")), "StoreUnavailable"), (.stopping, "StoreUnavailable"),
  ])
  func hasItsName(error: CommandError, name: String) {
    let remote = RemoteError(error)
    #expect(remote.name == "io.github.killallgit.KillallTofu1.Error.\(name)")
    #expect(!remote.message.isEmpty)
  }

  @Test(arguments: [
    StoreError.folderMissing(path: "/x"), .fileMissing(path: "/x"), .notADatabase(path: "/x"),
    .notOurs(path: "/x", detail: "d"),
    .locked(path: "/x", holder: LockHolder(processID: 7, program: "sqlite3")),
    .locked(path: "/x", holder: nil), .keptInWAL(path: "/x"), .readOnly(path: "/x"),
    .newerVersion(path: "/x", found: 9, known: 2, copy: nil), .notCopied(path: "/x", to: "/y", .diskFull),
    .corrupt(path: "/x", text: "t"), .diskFull(path: "/x"), .cannotOpen(path: "/x", text: "t"),
    .replaced(path: "/x"), .io(path: "/x", text: "t"),
  ])
  func everyTroubleNamesTheFile(error: StoreError) {
    #expect(DaemonError.store(error).words.contains("/x"))
  }
}
