import CDBus
import Glibc

extension MessageHandle {
  /// Copies the body out, led by its signature; nil if it holds anything this module does not read, or costs more than
  /// `budget` has.
  func read(_ budget: inout ReadingBudget) -> [Value]? {
    guard let text = copied(dbus_message_get_signature(raw)), let signature = try? Signature(text) else {
      return nil
    }
    guard !signature.types.isEmpty else { return [] }
    var iterator = DBusMessageIter()
    guard dbus_message_iter_init(raw, &iterator) != 0 else { return nil }
    return readSequence(of: signature.types, from: &iterator, depth: 0, &budget)
  }
}

private func readSequence(
  of types: [ValueType], from iterator: inout DBusMessageIter, depth: Int, _ budget: inout ReadingBudget
) -> [Value]? {
  var values: [Value] = []
  values.reserveCapacity(types.count)
  for type in types {
    guard let value = read(type, from: &iterator, depth: depth, &budget) else { return nil }
    values.append(value)
    dbus_message_iter_next(&iterator)
  }
  return values
}

/// Reads one value after making sure that it has the type expected: libdbus aborts or crashes otherwise.
private func read(
  _ type: ValueType, from iterator: inout DBusMessageIter, depth: Int, _ budget: inout ReadingBudget
) -> Value? {
  guard depth <= Value.deepest, dbus_message_iter_get_arg_type(&iterator) == type.code,
    budget.payValue(isContainer: !type.isBasic)
  else { return nil }
  switch type {
  case .byte: return .byte(number(UInt8.self, &iterator))
  case .bool: return .bool(number(dbus_bool_t.self, &iterator) != 0)
  case .int16: return .int16(number(Int16.self, &iterator))
  case .uint16: return .uint16(number(UInt16.self, &iterator))
  case .int32: return .int32(number(Int32.self, &iterator))
  case .uint32: return .uint32(number(UInt32.self, &iterator))
  case .int64: return .int64(number(Int64.self, &iterator))
  case .uint64: return .uint64(number(UInt64.self, &iterator))
  case .double: return .double(number(Double.self, &iterator))
  case .string: return text(&iterator, &budget).map { .string($0) }
  case .objectPath: return text(&iterator, &budget).flatMap { try? ObjectPath($0) }.map { .objectPath($0) }
  case .signature: return text(&iterator, &budget).flatMap { try? Signature($0) }.map { .signature($0) }
  case .descriptor: return descriptor(&iterator, &budget)
  case .array(let element): return readArray(of: element, &iterator, depth, &budget)
  case .dictionary(let key, let value): return readDictionary(key, value, &iterator, depth, &budget)
  case .structure(let types):
    var inner = recursed(&iterator)
    return readSequence(of: types, from: &inner, depth: depth + 1, &budget).map { .structure($0) }
  case .variant:
    var inner = recursed(&iterator)
    guard let type = typeOfCurrent(&inner) else { return nil }
    return read(type, from: &inner, depth: depth + 1, &budget).map { .variant($0) }
  }
}

private func readArray(
  of type: ValueType, _ iterator: inout DBusMessageIter, _ depth: Int, _ budget: inout ReadingBudget
) -> Value? {
  var inner = recursed(&iterator)
  var elements: [Value] = []
  while dbus_message_iter_get_arg_type(&inner) != 0 {
    guard let element = read(type, from: &inner, depth: depth + 1, &budget) else { return nil }
    elements.append(element)
    dbus_message_iter_next(&inner)
  }
  return .array(elements, of: type)
}

private func readDictionary(
  _ keyType: ValueType, _ valueType: ValueType, _ iterator: inout DBusMessageIter, _ depth: Int,
  _ budget: inout ReadingBudget
) -> Value? {
  var inner = recursed(&iterator)
  var entries: [Value: Value] = [:]
  while dbus_message_iter_get_arg_type(&inner) == Int32(UInt8(ascii: "e")) {
    var entry = recursed(&inner)
    guard let pair = readSequence(of: [keyType, valueType], from: &entry, depth: depth + 2, &budget) else {
      return nil
    }
    entries[pair[0]] = pair[1]
    dbus_message_iter_next(&inner)
  }
  return .dictionary(entries, key: keyType, value: valueType)
}

private func recursed(_ iterator: inout DBusMessageIter) -> DBusMessageIter {
  var inner = DBusMessageIter()
  dbus_message_iter_recurse(&iterator, &inner)
  return inner
}

private func typeOfCurrent(_ iterator: inout DBusMessageIter) -> ValueType? {
  guard let characters = dbus_message_iter_get_signature(&iterator) else { return nil }
  defer { dbus_free(characters) }
  let types = (try? Signature(String(cString: characters)))?.types
  return types?.count == 1 ? types?.first : nil
}

/// Reads a fixed-width value; its type has been checked and `get_basic` writes exactly that width.
private func number<Number: FixedWidthNumber>(_ type: Number.Type, _ iterator: inout DBusMessageIter)
  -> Number
{
  var value = Number.zero
  dbus_message_iter_get_basic(&iterator, &value)
  return value
}

/// Copies the text at the iterator; the characters are only lent.
private func text(_ iterator: inout DBusMessageIter, _ budget: inout ReadingBudget) -> String? {
  var characters: UnsafePointer<CChar>?
  dbus_message_iter_get_basic(&iterator, &characters)
  guard let characters, budget.pay(strlen(characters)) else { return nil }
  return copied(characters)
}

/// Takes over the copy libdbus makes of an open file, -1 where the message names one that it does not carry.
private func descriptor(_ iterator: inout DBusMessageIter, _ budget: inout ReadingBudget) -> Value? {
  // A body may name one file any number of times, and every time libdbus would make a copy.
  guard budget.payDescriptor() else { return nil }
  var number: Int32 = -1
  dbus_message_iter_get_basic(&iterator, &number)
  return Descriptor(adopting: number).map { .descriptor($0) }
}

private protocol FixedWidthNumber: BitwiseCopyable, AdditiveArithmetic {}
extension UInt8: FixedWidthNumber {}
extension Int16: FixedWidthNumber {}
extension UInt16: FixedWidthNumber {}
extension Int32: FixedWidthNumber {}
extension UInt32: FixedWidthNumber {}
extension Int64: FixedWidthNumber {}
extension UInt64: FixedWidthNumber {}
extension Double: FixedWidthNumber {}
