import DBus

/// The menu as others see it: `com.canonical.dbusmenu`, version 3.
struct MenuInterface: Sendable {
  /// What the menu holds now.
  var now: @Sendable () -> MenuSheet
  /// Has the content asked again and waits until it is shown, or a second at most.
  var freshen: @Sendable () async -> Void
  /// Picks the line with this number.
  var pick: @Sendable (Int32) throws(MethodError) -> Void

  var interface: Interface {
    Interface(
      MenuSheet.interfaceName, methods: reading + [aboutToShow, aboutToShowGroup] + events,
      properties: [
        .init("Version", .uint32, change: .constant) { .uint32(3) },
        .init("TextDirection", .string, change: .constant) { .string("ltr") },
        .init("Status", .string, change: .constant) { .string("normal") },
        .init("IconThemePath", .array(.string), change: .constant) { .strings([]) },
      ],
      signals: [
        .init(
          "ItemsPropertiesUpdated",
          [
            .init("updatedProps", .array(MenuSheet.itemType)),
            .init("removedProps", .array(.structure([.int32, .array(.string)]))),
          ]),
        .init("LayoutUpdated", [.init("revision", .uint32), .init("parent", .int32)]),
        .init("ItemActivationRequested", [.init("id", .int32), .init("timestamp", .uint32)]),
      ])
  }

  private var reading: [Interface.Method] {
    [
      .init(
        "GetLayout",
        takes: [
          .init("parentId", .int32), .init("recursionDepth", .int32), .init("propertyNames", .array(.string)),
        ],
        returns: [.init("revision", .uint32), .init("layout", MenuSheet.layoutType)]
      ) { arguments, _ throws(MethodError) in
        let (parent, depth, names) = try arguments.menuArguments(Int32.self, Int32.self, [String].self)
        let sheet = now()
        guard let layout = sheet.layout(of: parent, depth: depth, properties: Set(names)) else {
          throw .noLine(parent)
        }
        return [.uint32(sheet.revision), layout]
      },
      .init(
        "GetGroupProperties", takes: [.init("ids", .array(.int32)), .init("propertyNames", .array(.string))],
        returns: [.init("properties", .array(MenuSheet.itemType))]
      ) { arguments, _ throws(MethodError) in
        let (numbers, names) = try arguments.menuArguments([Int32].self, [String].self)
        return [now().items(numbers, properties: Set(names))]
      },
      .init(
        "GetProperty", takes: [.init("id", .int32), .init("name", .string)],
        returns: [.init("value", .variant)]
      ) { arguments, _ throws(MethodError) in
        let (number, name) = try arguments.menuArguments(Int32.self, String.self)
        guard let node = now().nodes[number] else { throw .noLine(number) }
        guard let value = node.properties[name] else {
          throw .invalidArguments("The menu entry \(number) has no property \(name.onOneLine(upTo: 60))")
        }
        return [.variant(value)]
      },
    ]
  }

  private var aboutToShow: Interface.Method {
    .init("AboutToShow", takes: [.init("id", .int32)], returns: [.init("needUpdate", .bool)]) {
      arguments, _ throws(MethodError) in
      let number = try arguments.menuArguments(Int32.self)
      guard now().nodes[number] != nil else { throw .noLine(number) }
      await freshen(before: [number])
      return [.bool(false)]
    }
  }

  private var aboutToShowGroup: Interface.Method {
    .init(
      "AboutToShowGroup", takes: [.init("ids", .array(.int32))],
      returns: [.init("updatesNeeded", .array(.int32)), .init("idErrors", .array(.int32))]
    ) { arguments, _ throws(MethodError) in
      let asked: [Int32] = try arguments.menuArguments([Int32].self)
      let numbers = Set(asked).sorted()
      let nodes = now().nodes
      let known = numbers.filter { nodes[$0] != nil }
      guard !known.isEmpty || numbers.isEmpty else { throw .noLines }
      await freshen(before: known)
      return [[Int32]().busValue, numbers.filter { nodes[$0] == nil }.busValue]
    }
  }

  /// Has the content asked before the menu is shown; a submenu is part of it and is not asked by itself, as it would
  /// change under the hand of whoever opens it.
  ///
  /// What has changed is told by signals before this is answered, so the answer is always that no update is needed:
  /// lxqt-panel 1.2 (libdbusmenu-qt) takes “needed” for “done”, and then overhears the next LayoutUpdated.
  private func freshen(before numbers: [Int32]) async {
    if numbers.contains(0) { await freshen() }
  }
}

extension [Value] {
  /// The arguments of a call, which have the declared types by now.
  func menuArguments<each Wanted: BusValue>(
    _ types: repeat (each Wanted).Type
  ) throws(MethodError) -> (repeat each Wanted) {
    do throws(BusError) {
      return try read(repeat each types)
    } catch {
      throw .invalidArguments("The arguments have other types than declared")
    }
  }
}

extension MethodError {
  /// The menu has no such line, or not any more.
  static func noLine(_ number: Int32) -> MethodError {
    .invalidArguments("The menu has no entry \(number), or not any more; GetLayout tells which there are")
  }

  /// None of the lines named is there.
  static var noLines: MethodError {
    .invalidArguments("The menu has none of these entries; GetLayout tells which there are")
  }
}
