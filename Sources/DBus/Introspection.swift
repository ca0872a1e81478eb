/// The XML that describes objects; see the D-Bus specification, "Introspection Data Format".
enum Introspection {
  private static let head = """
    <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">

    """

  /// Describes a node with these interfaces and the names of the nodes below it.
  static func document(_ interfaces: [Interface], children: [String] = []) -> String {
    let nodes = children.sorted().map { #"  <node name="\#($0)"/>"# + "\n" }
    return head + "<node>\n" + interfaces.map(describe).joined() + nodes.joined() + "</node>\n"
  }

  private static func describe(_ interface: Interface) -> String {
    let members =
      interface.methods.map(describe) + interface.signals.map(describe) + interface.properties.map(describe)
    return #"  <interface name="\#(interface.name)">"# + "\n" + members.joined() + "  </interface>\n"
  }

  private static func describe(_ method: Interface.Method) -> String {
    let arguments =
      method.inputs.map { describe($0, direction: "in") }
      + method.outputs.map { describe($0, direction: "out") }
    return element("method", method.name, arguments)
  }

  private static func describe(_ signal: Interface.Signal) -> String {
    element("signal", signal.name, signal.arguments.map { describe($0, direction: nil) })
  }

  private static func describe(_ property: Interface.Property) -> String {
    let opening = #"    <property name="\#(property.name)" type="\#(property.type)" access="read""#
    guard property.change != .announced else { return opening + "/>\n" }
    return opening + ">\n"
      + #"      <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal" "#
      + #"value="\#(property.change.rawValue)"/>"# + "\n    </property>\n"
  }

  private static func describe(_ argument: Interface.Argument, direction: String?) -> String {
    let direction = direction.map { #" direction="\#($0)""# } ?? ""
    return #"      <arg name="\#(escape(argument.name))" type="\#(argument.type)"\#(direction)/>"# + "\n"
  }

  private static func element(_ kind: String, _ name: MemberName, _ contents: [String]) -> String {
    let opening = #"    <\#(kind) name="\#(name)""#
    return contents.isEmpty ? opening + "/>\n" : opening + ">\n" + contents.joined() + "    </\(kind)>\n"
  }

  private static func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }
}

extension Interface {
  /// The introspection document of a node that has just these interfaces.
  public static func xml(_ interfaces: [Interface]) -> String {
    Introspection.document(interfaces)
  }
}
