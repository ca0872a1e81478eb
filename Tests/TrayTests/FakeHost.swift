import DBus
import RealParts

/// A panel that reads one item over the bus, with the calls that panels make.
struct FakeHost {
  let connection: Connection
  let item: BusName

  static let properties: InterfaceName = "org.freedesktop.DBus.Properties"
  static let menuPath: ObjectPath = "/MenuBar"
  static let menu: InterfaceName = "com.canonical.dbusmenu"
  static let itemPath: ObjectPath = "/StatusNotifierItem"
  static let itemInterface: InterfaceName = "org.kde.StatusNotifierItem"

  /// A line as a host gets it.
  struct Line: Equatable {
    var id: Int32
    var properties: [String: Value]
    var children: [Line]

    var label: String { properties["label"]?.string ?? "" }

    /// The first line below with this label.
    subscript(label: String) -> Line? {
      for child in children {
        if child.label == label { return child }
        if let found = child[label] { return found }
      }
      return nil
    }

    /// How many lines lie below.
    var count: Int { children.reduce(children.count) { $0 + $1.count } }

    init?(_ value: Value) {
      guard let fields = value.unboxed.fields, fields.count == 3, case .int32(let id) = fields[0],
        let entries = fields[1].entries, case .array(let children, of: .variant) = fields[2]
      else { return nil }
      self.id = id
      properties = [:]
      for (key, value) in entries { properties[key.string ?? ""] = value.unboxed }
      self.children = children.compactMap { Line($0) }
    }
  }

  func callItem(_ member: MemberName, _ arguments: [Value] = []) async throws(BusError) -> [Value] {
    try await connection.call(member, of: Self.itemInterface, at: Self.itemPath, on: item, arguments)
  }

  func callMenu(_ member: MemberName, _ arguments: [Value] = []) async throws(BusError) -> [Value] {
    try await connection.call(member, of: Self.menu, at: Self.menuPath, on: item, arguments)
  }

  /// Every property of the item.
  func properties(of interface: InterfaceName = itemInterface) async throws -> [String: Value] {
    let path = interface == Self.menu ? Self.menuPath : Self.itemPath
    let answer = try await connection.call(
      "GetAll", of: Self.properties, at: path, on: item, [.string(interface.text)])
    return try answer.read([String: Value].self)
  }

  func property(_ name: String) async throws -> Value {
    let answer = try await connection.call(
      "Get", of: Self.properties, at: Self.itemPath, on: item,
      [.string(Self.itemInterface.text), .string(name)])
    return try answer.read(Value.self)
  }

  func layout(
    of parent: Int32 = 0, depth: Int32 = -1, _ names: [String] = []
  ) async throws -> (revision: UInt32, root: Line) {
    let answer = try await callMenu("GetLayout", [.int32(parent), .int32(depth), .strings(names)])
    guard answer.count == 2, case .uint32(let revision) = answer[0], let root = Line(answer[1]) else {
      throw BusError.unexpectedReply("GetLayout")
    }
    return (revision, root)
  }

  func aboutToShow(_ id: Int32 = 0) async throws -> Bool {
    try await callMenu("AboutToShow", [.int32(id)]).read(Bool.self)
  }

  /// Tells of an event as most hosts do.
  func event(_ id: Int32, _ name: String = "clicked") async throws(BusError) {
    _ = try await callMenu("Event", [.int32(id), .string(name), .variant(.string("")), .uint32(0)])
  }

  /// Tells of events as Xfce does; gives back the ids refused.
  func events(_ ids: [Int32], _ name: String = "clicked") async throws -> [Int32] {
    let events: [Value] = ids.map { id in
      .structure([.int32(id), .string(name), .variant(.int32(0)), .uint32(7)])
    }
    let type = ValueType.structure([.int32, .string, .variant, .uint32])
    return try await callMenu("EventGroup", [.array(events, of: type)]).read([Int32].self)
  }

  /// What the item tells from here on.
  func signals() async throws -> AsyncStream<Message> {
    try await connection.signals(matching: MatchRule(sender: item))
  }
}
