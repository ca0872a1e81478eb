import Deadlines
import RealParts

@testable import ProjectStore

/// What daemon, user and other programs may do to a file, in random order; a seed always gives the same work.
struct RandomWork {
  /// One thing to do, and what it answers.
  struct Step: CustomStringConvertible {
    let description: String
    let perform: @Sendable (ProjectStore) async throws -> String

    init<Answer>(_ description: String, _ ask: @escaping @Sendable (ProjectStore) async throws -> Answer) {
      self.description = description
      perform = { String(reflecting: try await ask($0)) }
    }
  }

  var random: SeededRandom
  /// Long past, so that what SQL's own clock writes can be told from it.
  private var now = Timestamp(1_700_000_000)

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  mutating func next() -> Step {
    now = now + .seconds(random.once(in: 3) ? 0 : Int64.random(in: 1...4_000, using: &random))
    switch Int.random(in: 0..<20, using: &random) {
    case 0...2: return creation()
    case 3...5: return change()
    case 6...8: return foreignWrite()
    case 9: return claim()
    case 10: return course()
    case 11: return log()
    case 12: return deletion()
    case 13, 14: return find()
    default: return question()
    }
  }

  // Few ids and paths, so that works meet; some belong to nobody.
  mutating func project() -> Project.ID { Project.ID(Int64.random(in: 1...14, using: &random)) }
  mutating func execution() -> Execution.ID { Execution.ID(Int64.random(in: 1...9, using: &random)) }
  mutating func path() -> String { "/srv/\(Int.random(in: 0...15, using: &random))" }
  mutating func text() -> String {
    random.one(of: ["a", "b", "", "A", "ü", "it's", "a\0b", "10", "9", "1h", "2 hours"])
  }
  mutating func time() -> Timestamp {
    let odd = [Timestamp(0), Timestamp(-1), Timestamp(.max), Timestamp(.min), Timestamp(4_000_000_000)]
    if random.once(in: 9) { return random.one(of: odd) }
    return now + .seconds(Int64.random(in: -20_000...20_000, using: &random))
  }

  private mutating func newProject() -> NewProject {
    NewProject(
      path: path(), name: text(), timeout: text(), command: random.one(of: ["true", "false", "a\0"]),
      tags: random.once(in: 2) ? [] : [text(), "t"], source: random.once(in: 4) ? .file : .manual,
      deadline: random.once(in: 4) ? nil : time())
  }

  private mutating func creation() -> Step {
    let now = now
    let new = newProject()
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let many = [new, newProject(), newProject()]
      return Step("create \(many)") { try await $0.projects.create(many, at: now) }
    case 1:
      return Step("add \(new)") {
        try await $0.projects.add(new, at: now) {
          LogEvent(projectID: $0.id, kind: .created, message: $0.name, createdAt: now)
        }
      }
    default: return Step("create \(new)") { try await $0.projects.create(new, at: now) }
    }
  }

  private mutating func change() -> Step {
    let (id, now, time, text, path) = (project(), now, time(), text(), path())
    let status = random.one(of: ProjectStatus.allCases)
    let kind = Int.random(in: 0..<11, using: &random)
    return Step("change \(kind) of \(id) \(status) \(text) \(path) \(time)") {
      try await $0.projects.update(id, at: now) { (project) throws(Refusal) in
        switch kind {
        case 0: project.deadline = time
        case 1: project.deadline = nil
        case 2: project.name = text
        case 3: project.path = path
        case 4: throw .wrongState(project.status, action: text)
        case 5: project.tags.append(text)
        case 6:
          project.acceptance = Acceptance(
            generation: project.generation, bootID: text, awakeSeconds: 5, wall: time, offset: .seconds(1))
        case 7: project.command = text
        case 8: try project.remove(at: Moment(wall: now, awake: .zero, bootID: "boot"))
        case 9: project.removedAt = time
        default:
          project.status = status
          if status == .held, text != "" { project.holdReason = .overdue }
        }
        return LogEvent(
          projectID: kind == 2 ? Project.ID(99) : id, kind: .configured, message: text, createdAt: now)
      }
    }
  }

  private mutating func claim() -> Step {
    let (id, now) = (project(), now)
    let request = request(UInt64.random(in: 1...4, using: &random))
    return Step("claim \(id) \(request)") {
      try await $0.executions.claim(id, at: now, request) { (project) throws(Refusal) in
        guard project.status != .destroyed else { throw .guardNotMet(.warned) }
      } event: {
        LogEvent(projectID: id, kind: .executed, message: "\($0.execution.id)", createdAt: now)
      }
    }
  }

  private mutating func course() -> Step {
    let (id, now, text) = (execution(), now, text())
    let code: Int32? = random.one(of: [0, 1, nil, .min])
    if random.once(in: 3) { return Step("run \(id)") { try await $0.executions.markRunning(id, at: now) } }
    let ending = ExecutionEnding(
      status: random.one(of: [.completed, .failed, .cancelled]), output: text, exitCode: code)
    return Step("finish \(id) \(ending)") {
      try await $0.executions.finish(id, ending, at: now) {
        $0.status = code == 0 ? .destroyed : .failed
        return [LogEvent(projectID: $0.id, kind: .destroyed, message: text, createdAt: now)]
      }
    }
  }

  private mutating func log() -> Step {
    let event = LogEvent(
      projectID: random.once(in: 4) ? nil : project(), kind: random.one(of: LogEvent.Kind.allCases),
      message: text(), metadata: random.one(of: [nil, "{}", "{"]), createdAt: time())
    let execution = Execution(
      id: Execution.ID(0), projectID: project(), status: random.one(of: Execution.Status.allCases),
      exitCode: random.one(of: [nil, 0, 3]), createdAt: time())
    if random.once(in: 2) { return Step("log \(event)") { try await $0.events.log(event) } }
    return Step("record \(execution)") { try await $0.executions.create(execution) }
  }

  private mutating func deletion() -> Step {
    let (project, execution, event) = (project(), execution(), Int64.random(in: 1...20, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return Step("delete \(project)") { try await $0.projects.delete(project) }
    case 1: return Step("delete \(execution)") { try await $0.executions.delete(execution) }
    case 2: return Step("delete event \(event)") { try await $0.events.delete(event) }
    default: return Step("void warnings") { try await "\($0.projects.voidWarnings())" }
    }
  }

  private mutating func find() -> Step {
    let (id, execution, now, text, path) = (project(), execution(), now, text(), path())
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return Step("find \(id)") { try await $0.projects.find(id) }
    case 1:
      return Step("find \(path)") { try await $0.projects.find(path: path + (text == "a\0b" ? "\0" : "")) }
    case 2: return Step("find meant \(text)") { try await $0.projects.find(meant: text) }
    case 3: return Step("next deadline") { try await $0.projects.nextDeadline(from: now) }
    case 4: return Step("find \(execution)") { try await $0.executions.find(execution) }
    case 5: return Step("last of \(id)") { try await $0.executions.last(of: id) }
    case 6: return Step("last of each") { try await $0.executions.lastOfEach().sorted { $0.key < $1.key } }
    default: return Step("under way") { try await $0.executions.underWay() }
    }
  }
}
