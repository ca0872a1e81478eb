import Deadlines
import Synchronization

/// The active projects as they were last published, for whoever shows them.
final class TrayRows: Sendable {
  private struct Rows {
    var projects: [Project.ID: Project] = [:]
    /// Those that have had a teardown, active or not.
    var logged: Set<Project.ID> = []
    var isLoaded = false
  }

  private let rows = Mutex(Rows())
  /// Speaks up when they have changed, once however often they did; for one reader.
  let changes: AsyncStream<Void>
  private let change: AsyncStream<Void>.Continuation

  init() {
    (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The active projects in no order, and those of which there is a log.
  var current: (projects: [Project], logged: Set<Project.ID>) {
    rows.withLock { (Array($0.projects.values), $0.logged) }
  }

  /// Has whoever shows them look again although none has changed.
  func touch() { change.yield() }

  /// Hears of everything that is published; what is no sign on the tray does not concern it.
  var publication: Publication {
    Publication(
      publish: { [self] project, execution in
        update { rows in
          if execution != nil { rows.logged.insert(project.id) }
          // Most rows of a long-lived file are over.
          rows.projects[project.id] = project.status.isActive ? project : nil
        }
      },
      remove: { [self] id in
        update { rows in
          rows.projects[id] = nil
          rows.logged.remove(id)
        }
      },
      warned: { _, _ in },
      executed: { [self] execution, id, _ in
        update { rows in
          if execution == nil { rows.logged.remove(id) } else { rows.logged.insert(id) }
        }
      },
      finished: { _, _, _, _ in }, notificationsAvailable: { _ in },
      loaded: { [self] in update { $0.isLoaded = true } })
  }

  /// Nobody is told while the file is read for the first time.
  private func update(_ change: (inout Rows) -> Void) {
    let isLoaded = rows.withLock { rows in
      change(&rows)
      return rows.isLoaded
    }
    if isLoaded { self.change.yield() }
  }
}

extension Publication {
  /// Publishes to both, here first.
  func and(_ other: Publication) -> Publication {
    Publication(
      publish: { [self] project, execution in
        publish(project, execution)
        other.publish(project, execution)
      },
      remove: { [self] id in
        remove(id)
        other.remove(id)
      },
      warned: { [self] id, deadline in
        warned(id, deadline)
        other.warned(id, deadline)
      },
      executed: { [self] execution, id, isNews in
        executed(execution, id, isNews)
        other.executed(execution, id, isNews)
      },
      finished: { [self] execution, id, status, exitCode in
        finished(execution, id, status, exitCode)
        other.finished(execution, id, status, exitCode)
      },
      notificationsAvailable: { [self] isAvailable in
        notificationsAvailable(isAvailable)
        other.notificationsAvailable(isAvailable)
      },
      loaded: { [self] in
        loaded()
        other.loaded()
      })
  }
}
