import Executor
import Foundation
import Logging
import Notifications
import ProjectStore
import RealParts
import Settings
import SystemPackage
import Testing
import Wording

@testable import Daemon

/// A daemon whose database cannot be opened yet.
@Suite(.timeLimit(.minutes(1))) struct OpeningTests {
  private let folder: TestFolder
  private var database: String { folder.path("some.db") }

  init() throws {
    folder = try TestFolder("opening")
  }

  /// The session bus of this process is that of other tests.
  private var noScreen: Screen {
    Screen(
      show: { (_, _) throws(NotificationFailure) in throw .notShown(tag: "waiting") }, withdraw: { _ in },
      events: AsyncStream { $0.finish() })
  }

  private func program() throws -> DaemonProgram {
    DaemonProgram(
      places: try Places(environment: ["HOME": folder.path]), database: database, engine: .typed,
      supervisor: SupervisorProgram(path: FilePath(BuiltPrograms.path("killall-tofu-supervisor"))),
      environment: [:], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      patience: .milliseconds(50))
  }

  @Test func `What waits for a lock serves the file already, as far as others are concerned`() async throws {
    _ = try await ProjectStore.open(at: database, create: .file)
    let script = """
      import sqlite3, sys, time
      held = sqlite3.connect(sys.argv[1])
      held.execute("BEGIN EXCLUSIVE")
      print("locked", flush=True)
      time.sleep(100)
      """
    let holder = try ChildProcess(["/usr/bin/python3", "-c", script, database])
    #expect(await holder.firstLine() == "locked")
    let told = Heard<ServiceNotice>()
    let program = try program()
    let error = await #expect(throws: StoreError.self) { try await program.openOnce(nil) }
    let first = try #require(error)
    #expect(first.mayPass)
    async let opening = program.keepTrying(
      after: first, ServiceHost(tell: { told.say($0) }), showing: noScreen)
    _ = try await told.first { if case .status = $0 { true } else { false } }
    guard case .taken(by: getpid()) = try await program.open(telling: .none) else {
      Issue.record("what else is started waits as well")
      return
    }
    await holder.end()
    guard case .success(.opened(let opened)) = await opening else {
      Issue.record("it does not open what it can open")
      return
    }
    #expect(opened.store.path == database)
  }

  @Test func `A folder that comes later is waited for`() async throws {
    let late = folder.path("mounted late")
    let program = DaemonProgram(
      places: try Places(environment: ["HOME": folder.path]), database: late + "/some.db", engine: .raw,
      supervisor: SupervisorProgram(path: FilePath("/nonexistent")), environment: [:],
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let told = Heard<ServiceNotice>()
    let host = ServiceHost(tell: { told.say($0) })
    async let opening = program.keepTrying(after: .folderMissing(path: late), host, showing: noScreen)
    _ = try await told.first { $0 == .status(StartText.waits(StoreError.folderMissing(path: late).words)) }
    try FileManager.default.createDirectory(atPath: late, withIntermediateDirectories: false)
    guard case .success(.opened) = await opening else {
      Issue.record("it does not open what it can open")
      return
    }
  }

  @Test(arguments: [
    (StoreError.locked(path: "x", holder: nil), true), (.diskFull(path: "x"), true),
    (.folderMissing(path: "x"), true),
    (.io(path: "x", text: ""), true), (.cannotOpen(path: "x", text: ""), true), (.empty(path: "x"), false),
    (.notADatabase(path: "x"), false), (.readOnly(path: "x"), false), (.replaced(path: "x"), false),
  ])
  func `What may be over later is waited for, and nothing else`(error: StoreError, isWaitedFor: Bool) {
    #expect(error.mayPass == isWaitedFor)
  }
}
