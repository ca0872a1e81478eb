import Glibc

/// Which bus to connect to.
public enum Bus: Hashable, Sendable {
  /// The bus of the login session: `DBUS_SESSION_BUS_ADDRESS`, else the socket `bus` in `XDG_RUNTIME_DIR`.
  ///
  /// None is ever launched for want of one, unlike libdbus does by itself.
  case session
  /// The bus of the machine: `DBUS_SYSTEM_BUS_ADDRESS`, else its usual socket.
  case system
  /// The bus that listens at an address of the form the D-Bus specification gives in "Server Addresses".
  case address(String)

  /// The address to open.
  ///
  /// - Throws: `BusError.unreachable` where no session bus is known; `BusError.malformed` for NUL or no text.
  func address(
    in environment: (String) -> String? = ofProcess
  ) throws(BusError) -> String {
    let address: String
    switch self {
    case .session: address = try sessionAddress(in: environment)
    case .system: address = environment("DBUS_SYSTEM_BUS_ADDRESS") ?? usualSystemBus
    case .address(let text): address = text
    }
    guard !address.isEmpty, !address.hasNUL else { throw .malformed(.address, address) }
    return address
  }
}

private let usualSystemBus = "unix:path=/var/run/dbus/system_bus_socket"

private func sessionAddress(in environment: (String) -> String?) throws(BusError) -> String {
  if let address = environment("DBUS_SESSION_BUS_ADDRESS") { return address }
  guard let directory = environment("XDG_RUNTIME_DIR"), directory.hasPrefix("/") else {
    throw .unreachable(address: "", detail: "neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set")
  }
  return "unix:path=" + escaped(directory + "/bus")
}

/// A variable of this process; an empty one counts as none.
private func ofProcess(_ name: String) -> String? {
  guard let characters = getenv(name) else { return nil }
  let text = String(cString: characters)
  return text.isEmpty ? nil : text
}

/// Escapes what may not stand in a value of an address, byte by byte.
private func escaped(_ value: String) -> String {
  value.utf8.map { byte in
    let isPlain = byte.isNamePart || "-/.*".utf8.contains(byte)
    let digits = String(byte, radix: 16)
    return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
  }.joined()
}
