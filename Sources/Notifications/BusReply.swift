internal import CNotify

/// What a method call returned.
struct BusReply: ~Copyable {
  private let tuple: OpaquePointer

  init(adopting tuple: OpaquePointer) {
    self.tuple = tuple
  }

  deinit {
    g_variant_unref(tuple)
  }

  /// All strings in it, whether values of their own or in one array, in order; others are skipped.
  var strings: [String] {
    BusReply.children(of: tuple) { child in
      switch BusReply.type(of: child) {
      case "s": [BusReply.text(of: child)]
      case "as": BusReply.children(of: child) { [BusReply.text(of: $0)] }
      default: []
      }
    }
  }

  /// The boolean in the variant that is its only value; nil if it is anything else.
  var flag: Bool? {
    guard BusReply.type(of: tuple) == "(v)", let variant = g_variant_get_child_value(tuple, 0) else {
      return nil
    }
    defer { g_variant_unref(variant) }
    guard let value = g_variant_get_variant(variant) else { return nil }
    defer { g_variant_unref(value) }
    return BusReply.type(of: value) == "b" ? g_variant_get_boolean(value) != 0 : nil
  }

  private static func children(of container: OpaquePointer, _ read: (OpaquePointer) -> [String]) -> [String] {
    (0..<g_variant_n_children(container)).flatMap { index -> [String] in
      guard let child = g_variant_get_child_value(container, index) else { return [] }
      defer { g_variant_unref(child) }
      return read(child)
    }
  }

  private static func type(of value: OpaquePointer) -> String {
    String(cString: g_variant_get_type_string(value))
  }

  private static func text(of value: OpaquePointer) -> String {
    String(cString: g_variant_get_string(value, nil))
  }
}
