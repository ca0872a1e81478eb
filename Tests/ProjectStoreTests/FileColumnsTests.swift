import Deadlines
import RealParts
import Testing

@testable import ProjectStore

/// The columns of migration 7.
///
/// Other programs write the file, too: what makes no sense there allows and proves nothing.
@Suite("What a row knows of its project file", .bothEngines)
struct FileColumnsTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private func add(
    to store: ProjectStore, _ rule: @escaping @Sendable (inout Project) -> Void
  ) async throws -> Project {
    let id = try await store.projects.add(sample()).id
    return try await store.projects.update(id, at: noon) { row throws(Refusal) in
      row.source = .file
      rule(&row)
      return nil
    }
  }

  /// The row as it is once another program has written this into one of its cells.
  private func read(
    _ column: String, _ value: String, _ rule: @escaping @Sendable (inout Project) -> Void
  ) async throws -> Project {
    let store = try await openStore(in: folder)
    let id = try await add(to: store, rule).id
    try await OtherProgram.run("UPDATE projects SET \(column) = \(value)", on: folder.file)
    return try await store.required(id)
  }

  @Test("is read back as it was written", arguments: Consent.allCases)
  func standing(consent: Consent) async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let id = try await add(to: store) { _ in }.id
    #expect(try await store.required(id).file == nil)
    for standing in [
      FileStanding(consent: consent),
      FileStanding(
        consent: consent, digest: "e3b0c442", trouble: "line 3: “timeout” is ’soon’, no duration",
        directory: "2049:17:1790000000.000000004"),
      FileStanding(consent: consent, directory: "1:2:0"),
    ] {
      let written = try await store.projects.update(id, at: noon) { row throws(Refusal) in
        row.file = standing
        return nil
      }
      let row = try await store.required(id)
      #expect(row == written && row.file == standing && row.isAllowed == (consent == .allowed))
    }
  }

  @Test(
    "allows nothing where it makes no sense",
    arguments: [
      "NULL", "''", "'yes'", "'ALLOWED'", "'allowed '", "1", "x'616c6c6f776564'", "'allowed' || char(0)",
    ])
  func oddConsent(value: String) async throws {
    let row = try await read("consent", value) { $0.file = FileStanding(consent: .allowed, digest: "ab") }
    #expect(!row.isAllowed && row.file?.consent != .allowed)
  }

  @Test(
    "is not known where it is no text",
    arguments: ["file_digest", "file_trouble", "directory"], ["x'6162'", "'a' || char(0) || 'b'", "NULL"])
  func oddText(column: String, value: String) async throws {
    let whole = FileStanding(consent: .allowed, digest: "ab", trouble: "bad", directory: "1:2:0")
    let row = try await read(column, value) { $0.file = whole }
    var expected = whole
    switch column {
    case "file_digest": expected.digest = nil
    case "directory": expected.directory = nil
    // What is only shown is repaired, not left out.
    default: expected.trouble = row.file?.trouble == "bad" ? nil : row.file?.trouble
    }
    #expect(row.file == expected)
  }

  /// One that was registered by hand needs no consent, whatever is left in its row of an earlier file.
  @Test("counts for nothing in a row that comes from none")
  func byHand() async throws {
    let row = try await read("source", "'manual'") { $0.file = FileStanding(consent: .denied, digest: "ab") }
    #expect(row.file == nil && row.isAllowed)
  }

  @Test("is how many resources go", arguments: [.known(0), .known(7), .unknown, nil] as [ResourceCount?])
  func resources(count: ResourceCount?) async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let written = try await add(to: store) { $0.resourceCount = count }
    #expect(try await store.required(written.id) == written && written.resourceCount == count)
  }

  @Test(
    "is no number of resources where it is none",
    arguments: [
      ("'many'", nil), ("1.5", nil), ("x'07'", nil), ("NULL", nil), ("-1", .unknown), ("-7", .unknown),
      ("9223372036854775807", .known(.max)),
    ] as [(String, ResourceCount?)])
  func oddResources(value: String, expected: ResourceCount?) async throws {
    #expect(
      try await read("resource_count", value) { $0.resourceCount = .known(3) }.resourceCount == expected)
  }

  private static let moment = Moment(wall: noon, awake: .seconds(9_000), bootID: "boot-1")

  /// An interrupted project that is held for its file by now.
  private func interrupted(in store: ProjectStore) async throws -> Project.ID {
    let id = try await add(to: store) { $0.interrupt(at: Self.moment) }.id
    _ = try await store.projects.update(id, at: noon) { row throws(Refusal) in
      row.holdReason = .untrusted
      return nil
    }
    return id
  }

  @Test("does not let an interruption be forgotten behind another hold")
  func interruption() async throws {
    let store = try await openStore(in: folder)
    let id = try await interrupted(in: store)
    let row = try await store.required(id)
    #expect(row.isInterrupted && row.isHeldAsInterrupted && row.holdReason == .untrusted)
    // Its user has decided.
    let resumed = try await store.projects.update(id, at: noon) { row throws(Refusal) in
      try row.resume(at: Self.moment, policy: Policy())
      return nil
    }
    #expect(try await store.required(id) == resumed && !resumed.isInterrupted)
  }

  @Test("says nothing of an interruption that another program has resumed since")
  func resumedElsewhere() async throws {
    let store = try await openStore(in: folder)
    let id = try await interrupted(in: store)
    try await OtherProgram.run(
      "UPDATE projects SET status = 'scheduled', hold_reason = NULL", on: folder.file)
    _ = try await store.projects.update(id, at: noon) { row throws(Refusal) in
      row.status = .held
      row.holdReason = .untrusted
      return nil
    }
    #expect(try await store.required(id).isHeldAsInterrupted == false)
  }

  @Test(
    "says nothing of an interruption in odd words", arguments: ["'yes'", "2", "0", "-1", "x'01'", "NULL"])
  func oddInterruption(value: String) async throws {
    let row = try await read("interrupted", value) {
      $0.status = .held
      $0.holdReason = .untrusted
      $0.isInterrupted = true
    }
    #expect(!row.isInterrupted && row.holdReason == .untrusted)
  }

  private static func run(isTyped: Bool, isConfirmed: Bool = false) -> Attempts {
    Attempts(
      made: 1, generation: Generation(2), bootID: "boot-1", isTyped: isTyped, isConfirmed: isConfirmed)
  }

  @Test("tells a click that confirmed it from a typed name")
  func confirmed() async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let written = try await add(to: store) {
      $0.status = .destroying
      $0.attempts = Self.run(isTyped: false, isConfirmed: true)
    }
    #expect(try await store.required(written.id) == written)
    #expect(written.attempts == Self.run(isTyped: false, isConfirmed: true))
  }

  @Test("tells whether the name was typed", arguments: [true, false])
  func typed(isTyped: Bool) async throws {
    let store = try ProjectStore.inMemory(engine: .underTest)
    let written = try await add(to: store) {
      $0.status = .destroying
      $0.attempts = Self.run(isTyped: isTyped)
    }
    #expect(try await store.required(written.id) == written && written.attempts?.isTyped == isTyped)
  }

  @Test(
    "takes no odd word for a typed name",
    arguments: ["'yes'", "'true'", "3", "0", "-1", "1.5", "x'01'", "NULL"])
  func oddTyped(value: String) async throws {
    let row = try await read("attempt_typed", value) {
      $0.status = .destroying
      $0.attempts = Self.run(isTyped: true)
    }
    #expect(row.attempts == Self.run(isTyped: false))
  }
}
