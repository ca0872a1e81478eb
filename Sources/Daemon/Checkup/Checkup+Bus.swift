import DBus
import Deadlines
import ProjectStore
import Settings
import Wording

extension Checkup {
  private static let name: BusName = "io.github.killallgit.KillallTofu1"

  /// The session bus, who has our name on it, and whether it can start the daemon.
  func bus(_ bus: Result<BusQuestions, BusError>, _ scene: Scene) async -> [Finding] {
    let questions: BusQuestions
    switch bus {
    case .success(let open): questions = open
    case .failure(let error):
      return [
        .sessionBus(
          failure: error.briefly, isWarningRequired: scene.isWarningRequired,
          isDaemonThere: scene.daemon != nil)
      ]
    }
    var findings = [
      Finding.sessionBus(
        failure: nil, isWarningRequired: scene.isWarningRequired, isDaemonThere: scene.daemon != nil)
    ]
    do throws(BusError) {
      let holder = try await holder(on: questions, scene)
      findings.append(.name(Self.name.text, holder))
      if let outdated = await outdated(holder) { findings.append(outdated) }
      findings.append(await activation(questions, isDaemonThere: scene.daemon != nil))
    } catch {
      findings = [
        .sessionBus(
          failure: error.briefly, isWarningRequired: scene.isWarningRequired,
          isDaemonThere: scene.daemon != nil)
      ]
    }
    return findings
  }

  private func holder(on bus: BusQuestions, _ scene: Scene) async throws(BusError) -> Finding.NameHolder {
    guard let owner = try await bus.owner(of: Self.name) else { return .nobody(elsewhere: scene.daemon) }
    let process = await bus.process(of: owner)
    let manager = Self.name.text + ".Manager"
    let answer: Value?
    do throws(BusError) {
      answer = try await bus.ask(
        "GetAll", of: "org.freedesktop.DBus.Properties", at: "/io/github/killallgit/KillallTofu1", on: owner,
        [.string(manager)]
      ).first
    } catch .timedOut {
      return .silent(process, within: Self.limitWords)
    } catch .refused {
      // It left, or it answers as nothing of ours would.
      guard try await bus.owner(of: Self.name) != nil else { return .nobody(elsewhere: scene.daemon) }
      return .stranger(process)
    }
    guard let version = answer?["Version"]?.string, let served = answer?["Database"]?.string else {
      return .stranger(process)
    }
    return await isSameFile(served)
      ? .daemon(process, version: version) : .daemonOfOther(process, database: served)
  }

  /// What is to be said where the daemon is not the program that would be started now; nil where it is.
  private func outdated(_ holder: Finding.NameHolder) async -> Finding? {
    guard case .daemon(let process, let version) = holder else { return nil }
    let seen = await onDisk { () -> (standing: Finding.DaemonProgram, isUnit: Bool)? in
      guard let file = process.id.flatMap({ ProgramFile(ofProcess: $0) }) else { return nil }
      let isUnit = process.environment?[ServiceHost.restartVariable] != nil
      return switch file.standing {
      case .same, .equal: (.other(file.path), isUnit)
      case .gone: (.gone(file.path), isUnit)
      case .replaced: (.replaced(file.path), isUnit)
      }
    }
    let (standing, isUnit) = seen.flatMap { $0 } ?? (.other(nil), false)
    if case .other = standing, version == killallTofuVersion { return nil }
    return .daemonProgram(
      process, version: version, standing, isUnit: isUnit, ours: killallTofuVersion)
  }

  private func isSameFile(_ served: String) async -> Bool {
    guard let database else { return false }
    if served == database { return true }
    return await onDisk {
      FileIdentity(ofFileAt: served).map { $0 == FileIdentity(ofFileAt: database) } ?? false
    } ?? false
  }

  private func activation(_ bus: BusQuestions, isDaemonThere: Bool) async -> Finding {
    let isKnown = await bus.canStart(Self.name)
    let folders = serviceFolders
    let environment = environment
    let found = await onDisk {
      folders.lazy.map { "\($0)/dbus-1/services/\(Self.name.text).service" }
        .compactMap { path in
          KeyFile(at: path).map { (path, $0.missingProgram(searchPath: environment["PATH"])) }
        }.first
    }
    let isStarted = isStartedAtLogin(await autostartState())
    let (path, missing) = found.flatMap { $0 } ?? (nil, nil)
    return .activation(
      file: path, missing: missing, isKnown: isKnown,
      isNeeded: !isDaemonThere && !isStarted)
  }

  /// Where a session bus looks for service files (D-Bus specification, "Message Bus Starting Services").
  private var serviceFolders: [String] {
    let home = environment["XDG_DATA_HOME"] ?? places?.home.map { $0 + "/.local/share" }
    let shared =
      environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/local/share:/usr/share"
    return
      ([environment["XDG_RUNTIME_DIR"], home].compactMap(\.self)
      + shared.split(separator: ":").map(String.init))
      .filter { $0.hasPrefix("/") }
  }
}

extension BusError {
  /// What keeps us off a bus, as a sentence without a full stop.
  var briefly: String {
    switch self {
    case .unreachable(_, let detail): "cannot be reached: \(detail)"
    case .refused(let error): "refuses: \(error.message)"
    case .disconnected: "went away while it was asked"
    case .timedOut(let limit): "does not answer within \(limit.words)"
    case .malformed(_, let text): "has an address that makes no sense: \(text.quoted)"
    default: "cannot be asked: \(self)"
    }
  }
}
