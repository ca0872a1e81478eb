import Deadlines
import Foundation
import Notifications
import ProjectStore
import RealParts
import RemoteControl
import Synchronization
import Testing

@testable import Daemon

/// When a daemon makes way for a program file that took the place of its own.
@Suite(.timeLimit(.minutes(1))) struct SuccessionTests {
  /// A program file that can be replaced, and what becomes of that.
  private final class Program: Sendable {
    let folder: TestFolder
    let asked = Heard<String>()
    let ways = Heard<String>()
    let patience: Duration
    private let settling: Duration
    private let answer: @Sendable (String) async -> String?
    private let file: ProgramFile?
    /// As a process holds its program, so that no other file gets its inode.
    private let held: FileHandle?

    /// - Parameter answer: what the file says its version is, by what is in it.
    init(
      patience: Duration = .hours(1), settling: Duration = .zero,
      answer: @escaping @Sendable (String) async -> String? = { _ in "9.9.9" }
    ) throws {
      folder = try TestFolder("program")
      self.answer = answer
      self.patience = patience
      self.settling = settling
      try Data("one".utf8).write(to: URL(filePath: folder.path("program")))
      file = ProgramFile(at: folder.path("program"))
      held = FileHandle(forReadingAtPath: folder.path("program"))
    }

    func replace(_ text: String = "two, longer") throws {
      try Data(text.utf8).write(to: URL(filePath: folder.path("new")))
      #expect(rename(folder.path("new"), folder.path("program")) == 0)
    }

    var succession: Succession {
      Succession(
        program: file,
        version: { [asked, answer] path in
          let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
          asked.say(text)
          return await answer(text)
        }, settling: settling, patience: patience, makeWay: { [ways] in ways.say($0) })
    }
  }

  @Test func `It makes way at once where nothing is to be done, and once only`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      await watch.settle()
      try program.replace()
      _ = try await program.ways.first { $0 == "9.9.9" }
      for _ in 0..<3 { await watch.settle() }
      #expect(program.ways.all == ["9.9.9"])
      #expect(program.asked.all.count == 1)
    }
  }

  @Test func `A file that is no program of ours is asked once, and another one after it again`() async throws
  {
    let program = try Program { _ in nil }
    try await Watch.with(succession: program.succession) { watch in
      await watch.settle()
      try program.replace()
      _ = try await program.asked.first { _ in true }
      for _ in 0..<5 { await watch.settle() }
      #expect(program.asked.all.count == 1)
      try program.replace("three, longer still")
      _ = try await program.asked.first(times: 2) { _ in true }
      await watch.settle()
      #expect(program.ways.all.isEmpty)
    }
  }

  /// An installation may still be writing it, or the files that belong to it.
  @Test func `A new file is asked once it has been there for a moment`() async throws {
    let settling = Duration.milliseconds(300)
    let program = try Program(settling: settling)
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      await watch.settle()
      let start = ContinuousClock.now
      try program.replace()
      _ = try await program.asked.first { _ in true }
      #expect(ContinuousClock.now - start >= settling)
    }
  }

  /// The word of the first file must not let the second one in.
  @Test func `What is replaced while it is asked is asked anew`() async throws {
    let isReplaced = Gate(1)
    await isReplaced.enter()
    let program = try Program { text in
      if text == "first" { await isReplaced.enter() }
      return text == "first" ? "1.0" : nil
    }
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      await watch.settle()
      try program.replace("first")
      _ = try await program.asked.first { $0 == "first" }
      try program.replace("second, no program of ours")
      _ = try await program.asked.first { $0.hasPrefix("second") }
      isReplaced.leave()
      for _ in 0..<5 { await watch.settle() }
      #expect(program.ways.all.isEmpty)
      #expect(program.asked.all.count == 2, "\(program.asked.all)")
    }
  }

  @Test func `A file that is gone, or comes back, is no successor`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      await watch.settle()
      let place = program.folder.path("program")
      #expect(rename(place, program.folder.path("away")) == 0)
      for _ in 0..<3 { await watch.settle() }
      #expect(rename(program.folder.path("away"), place) == 0)
      for _ in 0..<3 { await watch.settle() }
      #expect(program.asked.all.isEmpty && program.ways.all.isEmpty)
    }
  }

  /// The watch is on the file that runs, which nobody touches any more.
  @Test func `After an equal file came the next one is still noticed`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      await watch.settle()
      let place = program.folder.path("program")
      let copied = try await ChildProcess.run(["cp", "--preserve", place, program.folder.path("copy")])
      #expect(copied.code == 0 && rename(program.folder.path("copy"), place) == 0)
      for _ in 0..<5 { await watch.settle() }
      #expect(program.asked.all.isEmpty)
      try program.replace()
      _ = try await program.ways.first { $0 == "9.9.9" }
    }
  }

  @Test func `A teardown is waited for`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      _ = try await watch.add(
        timeout: "20s", command: "touch ../begun; while [ ! -e ../go ]; do sleep 0.05; done", in: 20)
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(10) }
      watch.pass(.seconds(10))
      _ = try await watch.rows.first { $0.acceptance != nil }
      watch.pass(.seconds(10))
      _ = try await watch.executed.first { $0.isNews }
      try program.replace()
      _ = try await program.asked.first { _ in true }
      for _ in 0..<5 { await watch.settle() }
      #expect(program.ways.all.isEmpty)
      try Data().write(to: URL(filePath: watch.folder + "/go"))
      _ = try await watch.row(.destroyed)
      _ = try await program.ways.first { _ in true }
    }
  }

  /// Two minutes are far longer than a restart takes.
  @Test(arguments: [(90, false), (10_000, true)])
  func `What is due soon is waited for`(seconds: Int64, makesWay: Bool) async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "3 hours", in: seconds)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      await watch.settle()
      try program.replace()
      _ = try await program.asked.first { _ in true }
      for _ in 0..<5 { await watch.settle() }
      if makesWay {
        _ = try await program.ways.first { _ in true }
      } else {
        #expect(program.ways.all.isEmpty)
      }
    }
  }

  @Test func `A warning that is due soon is waited for`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      // Warned of five minutes before, which is in a minute.
      _ = try await watch.add(timeout: "3 hours", in: 360)
      _ = try await watch.alarms.first { $0 == watch.now.wall + .seconds(60) }
      try program.replace()
      _ = try await program.asked.first { _ in true }
      for _ in 0..<5 { await watch.settle() }
      #expect(program.ways.all.isEmpty)
      watch.pass(.seconds(61))
      _ = try await watch.shown.first { $0.summary.hasPrefix("demo is destroyed in") }
      _ = try await program.ways.first { _ in true }
    }
  }

  @Test func `A question that is up is waited for`() async throws {
    let program = try Program()
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      let id = try await watch.add(timeout: "3 hours", in: 10_000)
      _ = try await watch.rows.first { $0.scheduledAt != nil }
      try await watch.mailbox.requestDestroy(.id(id))
      try program.replace()
      _ = try await program.asked.first { _ in true }
      for _ in 0..<5 { await watch.settle() }
      #expect(program.ways.all.isEmpty)
      watch.pass(.seconds(121))
      _ = try await program.ways.first { _ in true }
    }
  }

  @Test func `After long only what must not be interrupted counts`() async throws {
    let program = try Program(patience: .zero)
    try await Watch.with(succession: program.succession) { watch in
      try await watch.serverComes()
      _ = try await watch.add(timeout: "3 hours", in: 90)
      _ = try await watch.rows.first { $0.acceptance != nil }
      try program.replace()
      _ = try await program.ways.first { _ in true }
    }
  }

  @Test func `The program itself says its version, and a script says none`() async throws {
    let folder = try TestFolder("program")
    let database = folder.path("a \u{201c}strange\u{201d} name.db")
    #expect(
      await Succession.version(ofProgramAt: BuiltPrograms.path("killall-tofu"), serving: database)
        == killallTofuVersion)
    for (text, mode) in [
      ("#!/bin/sh\necho 9.9.9\n", 0o755), ("#!/bin/sh\necho Killall-Tofu 9.9.9 can serve it\n", 0o755),
      ("#!/bin/sh\necho 1.2\n", 0o644), ("\u{7f}ELF", 0o755),
    ] {
      let path = folder.path("program")
      try await writeScript(text, at: path)
      #expect(chmod(path, mode_t(mode)) == 0)
      #expect(await Succession.version(ofProgramAt: path, serving: database) == nil, "\(text)")
    }
  }

  /// As when an older program is installed while a daemon of a newer one serves a file that only that one knows.
  @Test func `A program that the database is too new for does not take over`() async throws {
    let folder = try TestFolder("program")
    let database = folder.path("killall-tofu.db")
    let store = try await ProjectStore.open(at: database, create: .file)
    withExtendedLifetime(store) {}
    let program = BuiltPrograms.path("killall-tofu")
    #expect(await Succession.version(ofProgramAt: program, serving: database) == killallTofuVersion)
    _ = try await ChildProcess.run(["sqlite3", database, "PRAGMA user_version = 1000"])
    #expect(await Succession.version(ofProgramAt: program, serving: database) == nil)
  }
}
