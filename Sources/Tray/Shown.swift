import DBus
import Synchronization

/// What one connection shows; read by every host, changed by one task.
final class Shown: Sendable {
  private struct State {
    var item: StatusItem
    var menu: MenuSheet
    var numbering: MenuNumbering
  }

  private let state: Mutex<State>

  init(_ content: TrayContent, id: String, category: ItemCategory, numbering: MenuNumbering = MenuNumbering())
  {
    var numbering = numbering
    let nodes = numbering.nodes(for: content.menu)
    state = Mutex(
      State(
        item: StatusItem(id: id, category: category, face: content.face),
        menu: MenuSheet(revision: 1, nodes: nodes), numbering: numbering))
  }

  var item: StatusItem { state.withLock(\.item) }
  var menu: MenuSheet { state.withLock(\.menu) }

  /// Whether numbers ran out, so that only a new item can show what is new.
  var isExhausted: Bool {
    state.withLock { $0.numbering.isExhausted || $0.menu.revision == .max }
  }

  /// Takes a content in, and says what hosts must be told.
  func take(_ content: TrayContent) -> Changes {
    state.withLock { state in
      var changes = Changes()
      let oldItem = state.item
      state.item.face = content.face
      changes.item = state.item.changes(since: oldItem)
      let nodes = state.numbering.nodes(for: content.menu)
      guard nodes != state.menu.nodes, state.menu.revision < .max else { return changes }
      changes.menu = MenuChange(from: state.menu.nodes, to: nodes)
      state.menu = MenuSheet(revision: state.menu.revision + 1, nodes: nodes)
      return changes
    }
  }

  /// What came of clicking a line.
  enum Pick: Hashable {
    case key(String)
    /// It only tells something.
    case nothing
    /// It is not there any more, and stood for this.
    case gone(String?)
    /// It cannot be picked now.
    case disabled
  }

  func pick(_ number: Int32) -> Pick {
    state.withLock { state in
      guard let node = state.menu.nodes[number] else { return .gone(state.numbering.goneKey(number)) }
      guard node.isEnabled else { return .disabled }
      return node.key.map { .key($0) } ?? .nothing
    }
  }
}

/// What differs from what hosts were told last.
struct Changes {
  var item: [StatusItem.Property] = []
  var menu: MenuChange?
}
