import Glibc

/// Where the socket of a bus lies in the file system.
enum SocketPlace {
  /// Whether a folder on the way to every socket of `address` is this user's and closed to others, so that nobody else
  /// (root excepted) can connect.
  static func isOursAlone(_ address: String) -> Bool {
    let addresses = address.split(separator: ";")
    return !addresses.isEmpty && addresses.allSatisfy { path(in: $0).map(isClosed) ?? false }
  }

  /// The path of an address such as `unix:path=/run/user/1000/bus,guid=…`; nil for other kinds, and for escaped paths,
  /// which are not worth the reading.
  private static func path(in address: Substring) -> String? {
    guard address.hasPrefix("unix:") else { return nil }
    let pairs = address.dropFirst("unix:".count).split(separator: ",")
    guard let pair = pairs.first(where: { $0.hasPrefix("path=/") }), !pair.contains("%") else { return nil }
    return String(pair.dropFirst("path=".count))
  }

  /// Whether one of the folders above `path` is closed to others.
  private static func isClosed(_ path: String) -> Bool {
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    var folder = Substring(String(cString: resolved))
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      folder = folder[..<slash]
      var status = stat()
      guard stat(String(folder), &status) == 0 else { return false }
      if status.st_uid == geteuid(), status.st_mode & 0o077 == 0 { return true }
    }
    return false
  }
}
