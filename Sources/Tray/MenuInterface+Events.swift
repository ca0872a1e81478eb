import DBus

extension MenuInterface {
  /// What hosts tell of; only a click does anything.
  var events: [Interface.Method] {
    let event = ValueType.structure([.int32, .string, .variant, .uint32])
    return [
      .init(
        "Event",
        takes: [
          .init("id", .int32), .init("eventId", .string), .init("data", .variant),
          .init("timestamp", .uint32),
        ]
      ) { arguments, _ throws(MethodError) in
        let (number, event) = try [arguments[0], arguments[1]].menuArguments(Int32.self, String.self)
        try take(event, of: number)
        return []
      },
      .init(
        "EventGroup", takes: [.init("events", .array(event))], returns: [.init("idErrors", .array(.int32))]
      ) {
        arguments, _ throws(MethodError) in
        let events = (arguments[0].elements ?? []).compactMap { $0.fields }
        var refused: [Int32] = []
        for fields in events {
          let (number, event) = try [fields[0], fields[1]].menuArguments(Int32.self, String.self)
          do {
            try take(event, of: number)
          } catch {
            refused.append(number)
          }
        }
        guard refused.count < events.count || events.isEmpty else { throw .noLines }
        return [refused.busValue]
      },
    ]
  }

  private func take(_ event: String, of number: Int32) throws(MethodError) {
    guard event == "clicked" else {
      // That a menu was closed which is gone by now is nobody's mistake, but hosts are told.
      guard now().nodes[number] != nil else { throw .noLine(number) }
      return
    }
    try pick(number)
  }
}
