import Glibc

/// Which bus to connect to.
public enum Bus: Hashable, Sendable {
  /// The bus of the login session: `DBUS_SESSION_BUS_ADDRESS`, else the socket `bus` in `XDG_RUNTIME_DIR`.
  ///
  /// None is ever launched for want of one, unlike libdbus and GLib do by themselves, nor where the variable asks for it
  /// (`autolaunch:`).
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

extension Bus {
  /// The variable that names the session bus to every program.
  public static let sessionVariable = "DBUS_SESSION_BUS_ADDRESS"

  /// Has every library in this process take the same session bus as ``session``, and none where that is none.
  ///
  /// GLib would start one of its own where it finds a screen but no bus. It sets a variable, so it is to be called before
  /// there is a second thread.
  public static func settleSession() {
    setenv(sessionVariable, (try? session.address()) ?? noBus, 1)
  }
}

/// An address of a kind that no library knows, so that all of them reach nobody.
private let noBus = "disabled:"

private let usualSystemBus = "unix:path=/var/run/dbus/system_bus_socket"

private func sessionAddress(in environment: (String) -> String?) throws(BusError) -> String {
  let address = environment(Bus.sessionVariable).map(withoutLaunch) ?? ""
  if !address.isEmpty, address != noBus { return address }
  guard let directory = environment("XDG_RUNTIME_DIR"), directory.hasPrefix("/") else {
    throw .unreachable(address: "", detail: "neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set")
  }
  if address == noBus {
    throw .unreachable(address: address, detail: "DBUS_SESSION_BUS_ADDRESS says that there is to be none")
  }
  return "unix:path=" + escaped(directory + "/bus")
}

/// The address less the places at which libdbus would start a bus (D-Bus specification, "Server Addresses").
private func withoutLaunch(_ address: String) -> String {
  address.split(separator: ";").filter { !$0.hasPrefix("autolaunch:") }.joined(separator: ";")
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
