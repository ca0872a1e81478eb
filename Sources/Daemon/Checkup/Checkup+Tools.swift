import Deadlines
import Executor
import Settings
import SystemPackage
import Wording

extension Checkup {
  /// Programs that teardowns often run, and that this one uses.
  private static let usual = ["tofu", "terraform", "docker", "xdg-open"]

  /// Whether the programs are there that teardowns run, in the environment that the daemon gives them.
  func tools(_ scene: Scene) async -> [Finding] {
    let daemon = scene.daemon
    let own = environment
    let policy = scene.settings.settings.policy.execution
    let projects = scene.file.projects ?? []
    let supervisor = SupervisorProgram.located(environment: environment)
    let looks = await onDisk(within: .seconds(10)) { () -> [Finding] in
      // Without a daemon this session stands for the one that would start it.
      let session = daemon?.environment ?? own
      let given = CommandEnvironment(session: session)
      let usual = Self.usual.map { (name: $0, place: given.place(of: $0)) }
      var findings = [Self.look(at: supervisor), Finding.programs([("sh", given.place(of: "sh"))] + usual)]
      if given.place(of: "sh") == nil {
        findings.append(.missingProgram("sh", .error, loss: "no teardown can run", package: "dash"))
      }
      if usual.contains(where: { $0.name == "xdg-open" && $0.place == nil }),
        own["DISPLAY"] ?? own["WAYLAND_DISPLAY"] != nil
      {
        findings.append(
          .missingProgram(
            "xdg-open", .warning, loss: "logs and settings cannot be opened from notifications",
            package: "xdg-utils"))
      }
      return findings + projects.flatMap { Self.shortfall(of: $0, session, policy) }
    }
    return looks ?? [.silence("programs", within: Duration.seconds(10).words)]
  }

  private static func look(at supervisor: SupervisorProgram) -> Finding {
    do throws(ExecutorError) {
      let version = try supervisor.version(within: limit)
      return .supervisor(
        at: supervisor.path.string, version: version, expected: SupervisorProgram.expectedVersion)
    } catch {
      return .noSupervisor(error.words)
    }
  }

  private static func shortfall(
    of project: Project, _ session: [String: String], _ policy: ExecutionPolicy
  ) -> [Finding] {
    let shortfall = Shortfall(project, daemonEnvironment: session, policy: policy)
    let program = Briefing(missingProgram: shortfall.program).shortfall
    let variables = Briefing(lackingVariables: shortfall.variables).shortfall
    return [
      program.map { Finding.shortfall($0, of: project, isProgram: true) },
      variables.map { Finding.shortfall($0, of: project, isProgram: false) },
    ].compactMap(\.self)
  }
}
