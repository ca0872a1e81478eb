/// Objects of one kind that lie below one path and are made when somebody asks for them.
///
/// For many objects whose state is kept elsewhere: nothing is kept for any of them, however many there are. Whoever
/// keeps the state tells of what comes, goes and changes; see ``Connection/tellAdded(_:at:)``.
public struct ObjectFamily: Sendable {
  let names: @Sendable () -> [String]
  let member: @Sendable (String) -> ExportedObject?

  /// Declares a family.
  ///
  /// Both closures must return at once, may be called on any thread, and must not keep the connection alive.
  ///
  /// - Parameters:
  ///   - names: the last elements of the paths of those there are now, each of `[A-Za-z0-9_]`.
  ///   - member: makes the object with that name; nil where there is none, whatever a peer asks for.
  public init(
    names: @escaping @Sendable () -> [String], member: @escaping @Sendable (String) -> ExportedObject?
  ) {
    self.names = names
    self.member = member
  }

  /// Makes one after the other, at its path below `path`; those whose name makes no path are left out.
  func visit(below path: ObjectPath, _ body: (ObjectPath, ExportedObject) -> Void) {
    for name in names() {
      if let path = try? path.appending(name), let object = member(name) { body(path, object) }
    }
  }
}
