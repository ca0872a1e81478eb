import Deadlines
import Foundation
import Wording

// What desktops ask for when somebody picks Killall-Tofu in a menu.

extension Overseer {
  /// Nobody reads faster than that, and any program may ask.
  private static let desktopRest: Duration = .seconds(2)

  /// Sums up the active projects in a notification.
  func showOverview() {
    let now = clock.now()
    if let last = lastOverview, now.awake - last < Self.desktopRest { return }
    lastOverview = now.awake
    announcer.tell(.overview(rows.values.filter(\.status.isActive).sorted { $0.id < $1.id }))
  }

  /// Has the desktop open the directory of a project, or says why it does not.
  func showFolder(of id: Project.ID) {
    guard let row = rows[id] else { return }
    // Beside everything else: its file system may hang.
    jobs.append { [announcer] in
      // A row of another program may name anything, and what is no directory might be run.
      let flaw = row.path.hasPrefix("/") ? await DirectoryLook().flaw(of: row) : .gone
      if let flaw { return announcer.tell(.notDone(FolderText.notOpened(row.path, because: flaw))) }
      do throws(SystemCallError) {
        try openWithDesktop(row.path)
      } catch {
        announcer.tell(.notDone(FolderText.notOpened(row.path, because: error.text)))
      }
    }
  }

  /// Has the desktop open the settings file, or says where it would be.
  func showSettings(at path: String) {
    let now = clock.now()
    let isThere = FileManager.default.fileExists(atPath: path)
    // Whoever was told that there is none, and made it, asks for something else.
    if let last = lastSettings, last.isThere == isThere, now.awake - last.at < Self.desktopRest { return }
    lastSettings = (now.awake, isThere)
    guard isThere else { return announcer.tell(.noSettings(path)) }
    do {
      try openWithDesktop(path)
    } catch {
      announcer.tell(.notDone(TeardownLogText.notOpened(path, because: error.text)))
    }
  }
}
