import DBus
import Foundation

/// Has this process know one session bus, or none, in all of its libraries; others are still handed what it was given.
///
/// To be called before there is a second thread, as the daemon does: GLib would else start a bus on which nobody reads the
/// warnings.
public func settleSessionBus() {
  _ = givenBusEntry
  Bus.settleSession()
}

/// The variables as this process was given them.
public func givenEnvironment() -> [String: String] {
  var variables = ProcessInfo.processInfo.environment
  variables[Bus.sessionVariable] = givenBusEntry.map {
    String(cString: $0 + Bus.sessionVariable.utf8.count + 1)
  }
  return variables
}

/// The variables of this process as it was given them, as a program takes them, with nil at the end.
///
/// The entries are the process's own: good as long as nobody sets a variable.
func givenEntries() -> [UnsafeMutablePointer<CChar>?] {
  var given: [UnsafeMutablePointer<CChar>?] = entries().filter { !$0.names(Bus.sessionVariable) }
  if let givenBusEntry { given.append(givenBusEntry) }
  return given + [nil]
}

/// The same less those that are meant for this process alone.
func environmentForOthers(
  of given: [UnsafeMutablePointer<CChar>?] = givenEntries()
) -> [UnsafeMutablePointer<CChar>?] {
  given.filter { entry in
    guard let entry else { return true }
    return !ServiceHost.variables.contains { entry.names($0) }
  }
}

/// What this process was given for the session bus, `NAME=value`; nil where that was nothing.
///
/// It is found when it is first asked for, which is before it is replaced; the C library leaves replaced entries where
/// they are, so nothing ever writes to what this points to.
nonisolated(unsafe) private let givenBusEntry = entries().first { $0.names(Bus.sessionVariable) }

private func entries() -> [UnsafeMutablePointer<CChar>] {
  var entries: [UnsafeMutablePointer<CChar>] = []
  var place = environ
  while let entry = place.pointee {
    entries.append(entry)
    place += 1
  }
  return entries
}

extension UnsafeMutablePointer<CChar> {
  /// Whether it is the entry of this variable.
  fileprivate func names(_ variable: String) -> Bool {
    strncmp(self, variable + "=", variable.utf8.count + 1) == 0
  }
}
