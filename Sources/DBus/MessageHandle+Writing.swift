import CDBus

extension MessageHandle {
  /// Appends values that have passed `check()`; false when memory runs out.
  func write(_ values: [Value]) -> Bool {
    var iterator = DBusMessageIter()
    dbus_message_iter_init_append(raw, &iterator)
    for value in values {
      guard append(value, to: &iterator) else { return false }
    }
    return true
  }
}

private func append(_ value: Value, to iterator: inout DBusMessageIter) -> Bool {
  let code = value.type.code
  switch value {
  case .byte(let number): return append(number, code, &iterator)
  // dbus_bool_t is 32 bits wide, and anything but 0 and 1 aborts.
  case .bool(let flag): return append(dbus_bool_t(flag ? 1 : 0), code, &iterator)
  case .int16(let number): return append(number, code, &iterator)
  case .uint16(let number): return append(number, code, &iterator)
  case .int32(let number): return append(number, code, &iterator)
  case .uint32(let number): return append(number, code, &iterator)
  case .int64(let number): return append(number, code, &iterator)
  case .uint64(let number): return append(number, code, &iterator)
  case .double(let number): return append(number, code, &iterator)
  case .string(let text): return append(text: text, code, &iterator)
  case .objectPath(let path): return append(text: path.text, code, &iterator)
  case .signature(let signature): return append(text: signature.text, code, &iterator)
  // libdbus copies it, and closes its copy once the message has left.
  case .descriptor(let file): return file.withNumber { append($0, code, &iterator) }
  case .array(let elements, let type):
    return appendContainer(code, type.description, &iterator) { inner in
      elements.allSatisfy { append($0, to: &inner) }
    }
  case .dictionary(let entries, let keyType, let valueType):
    return appendContainer(code, "{\(keyType)\(valueType)}", &iterator) { inner in
      entries.allSatisfy { key, value in
        appendContainer(Int32(UInt8(ascii: "e")), nil, &inner) { entry in
          append(key, to: &entry) && append(value, to: &entry)
        }
      }
    }
  case .structure(let fields):
    return appendContainer(code, nil, &iterator) { inner in
      fields.allSatisfy { append($0, to: &inner) }
    }
  case .variant(let content):
    return appendContainer(code, content.type.description, &iterator) { inner in
      append(content, to: &inner)
    }
  }
}

private func append<Number: BitwiseCopyable>(
  _ number: Number, _ code: Int32, _ iterator: inout DBusMessageIter
) -> Bool {
  withUnsafePointer(to: number) { dbus_message_iter_append_basic(&iterator, code, $0) != 0 }
}

private func append(text: String, _ code: Int32, _ iterator: inout DBusMessageIter) -> Bool {
  text.withCString { characters in
    withUnsafePointer(to: characters) { dbus_message_iter_append_basic(&iterator, code, $0) != 0 }
  }
}

private func appendContainer(
  _ code: Int32, _ contents: String?, _ iterator: inout DBusMessageIter,
  _ fill: (inout DBusMessageIter) -> Bool
) -> Bool {
  var inner = DBusMessageIter()
  guard dbus_message_iter_open_container(&iterator, code, contents, &inner) != 0 else { return false }
  guard fill(&inner) else {
    dbus_message_iter_abandon_container(&iterator, &inner)
    return false
  }
  return dbus_message_iter_close_container(&iterator, &inner) != 0
}
