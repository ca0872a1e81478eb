import DBus

/// What a click on the icon does.
struct ItemActions: Sendable {
  var activate: @Sendable (_ x: Int32, _ y: Int32) -> Void
  var secondaryActivate: @Sendable () -> Void
}

extension StatusItem {
  /// The item as others see it; `now` is asked for its state whenever a property is read.
  static func interface(
    actions: ItemActions, now: @escaping @Sendable () -> StatusItem
  ) -> Interface {
    let item = now()
    let constant = item.constant.map { name, value in
      Interface.Property(name, value.type, change: .constant) { value }
    }
    let changing = Property.allCases.map { property in
      Interface.Property(property.name, item.value(of: property).type) { now().value(of: property) }
    }
    return Interface(
      interfaceName, methods: methods(actions), properties: constant + changing,
      signals: [
        "NewTitle", "NewIcon", "NewAttentionIcon", "NewOverlayIcon", "NewToolTip", "NewIconThemePath",
        "NewMenu",
      ].map { Interface.Signal($0) } + [.init("NewStatus", [.init("status", .string)])])
  }

  private static func methods(_ actions: ItemActions) -> [Interface.Method] {
    let place = [Interface.Argument("x", .int32), Interface.Argument("y", .int32)]
    return [
      // Hosts draw the menu themselves.
      .init("ContextMenu", takes: place) { _, _ in [] },
      .init("Activate", takes: place) { arguments, _ in
        if case .int32(let x) = arguments[0], case .int32(let y) = arguments[1] { actions.activate(x, y) }
        return []
      },
      .init("SecondaryActivate", takes: place) { _, _ in
        actions.secondaryActivate()
        return []
      },
      .init("Scroll", takes: [.init("delta", .int32), .init("orientation", .string)]) { _, _ in [] },
      // No window is opened, so there is nothing to use it for; a host must not take an error for a failed click.
      .init("ProvideXdgActivationToken", takes: [.init("token", .string)]) { _, _ in [] },
    ]
  }
}
