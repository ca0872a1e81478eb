import Deadlines
import Logging
import ProjectStore

extension Overseer {
  /// Speaks of rows that cannot be read: once each in the log, and all together on the desktop when one is new.
  func noteDamage(_ damaged: [DamagedRow]) async {
    guard knownDamage != Set(damaged) else { return }
    let new = damaged.filter { !knownDamage.contains($0) }
    knownDamage = Set(damaged)
    for row in new {
      let words = row.words(inFileAt: store.path ?? "")
      logger.error("a project is neither warned of nor destroyed because its row is damaged: \(words)")
    }
    // A project that is over is not missed; where the file does not tell, all are.
    let active = (try? await store.projects.active()).map { Set($0.damaged) }
    let missed = (new + damaged.filter { !new.contains($0) }).filter { row in
      active?.contains(row) ?? true || row.cell.column == "active"
    }
    if missed.isEmpty {
      announcer.takeDown(News.damageTag)
    } else if missed.contains(where: new.contains) {
      announcer.tell(.damaged(missed))
    }
  }
}
