import Glibc

/// The variables of this process, less those that are meant for it alone, as a program takes them, with nil at the end.
///
/// The entries are the process's own: good as long as nobody sets a variable.
func environmentForOthers() -> [UnsafeMutablePointer<CChar>?] {
  var kept: [UnsafeMutablePointer<CChar>?] = []
  var place = environ
  while let entry = place.pointee {
    let name = String(cString: entry).prefix { $0 != "=" }
    if !ServiceHost.variables.contains(String(name)) { kept.append(entry) }
    place += 1
  }
  return kept + [nil]
}
