public import DBus

/// What a desktop can have the application do besides activating it; the `Actions` of the desktop entry.
public enum DesktopAction: String, Hashable, Sendable, CaseIterable {
  /// Sum up the active projects.
  case overview
  /// Look for project files anew.
  case rescan
  /// Open the settings file.
  case settings
}

/// `org.freedesktop.Application` as desktops call it; see the Desktop Entry Specification, "D-Bus Activation".
public struct DesktopApplication: Sendable {
  private let perform: @Sendable (DesktopAction) async throws(RemoteError) -> Void

  /// Makes an application that does this; activating it is ``DesktopAction/overview``.
  public init(perform: @escaping @Sendable (DesktopAction) async throws(RemoteError) -> Void) {
    self.perform = perform
  }

  /// Shows the application to others, as long as the connection lives.
  public func show(on connection: Connection) {
    connection.export(ExportedObject([interface]), at: RemoteNames.applicationPath)
  }

  /// The interface with what it does.
  var interface: Interface {
    let platform = Interface.Argument("platform_data", .options)
    return Interface(
      RemoteNames.applicationInterface,
      methods: [
        .init("Activate", takes: [platform]) { _, _ throws(MethodError) in
          try await named { () throws(RemoteError) in try await perform(.overview) }
          return []
        },
        .init("Open", takes: [.init("uris", .array(.string)), platform]) { _, _ throws(MethodError) in
          throw .notSupported("Killall-Tofu opens no files; a project is added with killall-tofu add")
        },
        .init(
          "ActivateAction",
          takes: [.init("action_name", .string), .init("parameter", .array(.variant)), platform]
        ) { arguments, _ throws(MethodError) in
          let action = try action(in: arguments)
          try await named { () throws(RemoteError) in try await perform(action) }
          return []
        },
      ])
  }

  private func action(in arguments: [Value]) throws(MethodError) -> DesktopAction {
    let name = try arguments.text(at: 0)
    guard let action = DesktopAction(rawValue: name) else {
      let known = DesktopAction.allCases.map(\.rawValue).joined(separator: ", ")
      throw .invalidArguments("There is no action “\(name.prefix(80))”; there are \(known)")
    }
    guard arguments.dropFirst().first?.elements?.isEmpty ?? true else {
      throw .invalidArguments("The action \(name) takes no parameter")
    }
    return action
  }
}
