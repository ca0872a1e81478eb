import Deadlines
import Settings
import Tray
import Wording

// The line of one project, and what it opens.

extension TrayView {
  /// The project with its time left, and what can be done to it as it is now.
  func entry(of project: Project) -> MenuEntry {
    let offers = project.extensions(
      of: settings.extendChoices.prefix(3), at: now.wall, policy: settings.policy)
    let extensions = offers.map { action(project, .extend(by: $0.duration), $0.label) }
    let resume =
      project.allows(.resume, at: now, policy: settings.policy)
      ? [action(project, .resume, ButtonText.resume)] : []
    let identity = "project/\(project.id.number)"
    // Any program can call a menu, so nothing in it starts a teardown.
    let retry =
      project.allows(.retry, at: now, policy: settings.policy)
      ? [MenuEntry(TrayText.retry, identity: "\(identity)/retry", key: TrayKey.ask(project.id).text)] : []
    let cancel = action(project, .cancel, project.isRunning ? ButtonText.stop : ButtonText.cancel)
    return MenuEntry(
      project.trayLine(at: now, policy: settings.policy), identity: identity,
      kind: .submenu(
        extensions + resume + retry + [
          cancel, .separator("\(identity)/rule"),
          MenuEntry(
            TrayText.openFolder, identity: "\(identity)/folder", key: TrayKey.folder(project.id).text),
          MenuEntry(
            ButtonText.showLog, identity: "\(identity)/log", key: TrayKey.log(project.id).text,
            isEnabled: logged.contains(project.id)),
        ]))
  }

  /// One that its rule would refuse is there, so that entries keep their places, but cannot be picked.
  private func action(_ project: Project, _ action: UserAction, _ label: String) -> MenuEntry {
    let key = ActionKey(project: project.id, generation: project.generation, action: action)
    return MenuEntry(
      label, identity: "project/\(project.id.number)/\(action.identity)", key: TrayKey.project(key).text,
      isEnabled: project.allows(action, at: now, policy: settings.policy))
  }
}

extension UserAction {
  fileprivate var identity: String {
    switch self {
    case .extend(let duration): "extend/\(duration.wholeSeconds)"
    case .cancel: "cancel"
    case .resume: "resume"
    case .retry: "retry"
    case .destroy: "destroy"
    case .kill: "kill"
    }
  }
}
