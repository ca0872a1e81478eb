extension StandardInterfaces {
  /// `org.freedesktop.DBus.Properties`; an empty interface name stands for any.
  func properties(of object: ExportedObject) -> Interface {
    let interface = Interface.Argument("interface_name", .string)
    let property = Interface.Argument("property_name", .string)
    return Interface(
      "org.freedesktop.DBus.Properties",
      methods: [
        .init(
          "Get", takes: [interface, property], returns: [.init("value", .variant)],
          reading: { arguments throws(MethodError) in
            [.variant(try find(arguments, in: object).read())]
          }),
        .init(
          "GetAll", takes: [interface], returns: [.init("properties", .options)],
          reading: { arguments throws(MethodError) in
            let found = try interfaces(named: arguments[0].string ?? "", of: object)
            var values: [Value: Value] = [:]
            for interface in found { values.merge(interface.values.entries ?? [:]) { first, _ in first } }
            return [.dictionary(values, key: .string, value: .variant)]
          }),
        .init("Set", takes: [interface, property, .init("value", .variant)]) {
          arguments, _ throws(MethodError) in
          throw .readOnly(try find(arguments, in: object).name.text)
        },
      ],
      signals: [
        .init(
          "PropertiesChanged",
          [
            interface, .init("changed_properties", .options),
            .init("invalidated_properties", .array(.string)),
          ])
      ])
  }

  private func find(
    _ arguments: [Value], in object: ExportedObject
  ) throws(MethodError) -> Interface.Property {
    let name = arguments[1].string ?? ""
    for interface in try interfaces(named: arguments[0].string ?? "", of: object) {
      if let property = interface.properties.first(where: { $0.name.text == name }) { return property }
    }
    throw .unknownProperty(name, at: place.path)
  }

  private func interfaces(
    named name: String, of object: ExportedObject
  ) throws(MethodError) -> [Interface] {
    if name.isEmpty { return object.interfaces }
    // The standard interfaces exist and have no properties: some tray hosts ask for them.
    let found = (object.interfaces + all).filter { $0.name.text == name }
    guard !found.isEmpty else { throw .unknownInterface(name, at: place.path) }
    return found
  }
}
