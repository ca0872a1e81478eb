import Glibc
import Settings
import SystemPackage
import Wording

extension Checkup {
  /// The folders that we keep files in: whose they are, who else sees into them, and how much room is left.
  func folders() async -> [Finding] {
    guard let places else {
      return [.noPlaces(placesTrouble ?? "it cannot be told where this user's files lie")]
    }
    let database = database ?? places.database
    let data = FilePath(database).removingLastComponent().string
    let isOwnFolder = places.isDefault(database)
    let kept: [(String, Finding.Place)] = [
      ("data", Finding.Place(data, isPrivate: isOwnFolder)),
      ("database", Finding.Place(database, isPrivate: true, mode: "600")),
      ("state", Finding.Place(places.state, isPrivate: true)),
      ("logs", Finding.Place(places.executions, isPrivate: true)),
      ("decisions", Finding.Place(places.consents, isPrivate: true)),
      ("config", Finding.Place(FilePath(places.settings).removingLastComponent().string, isPrivate: false)),
    ]
    let looks = await onDisk { () -> [Finding] in
      // A folder that the user chose, such as /tmp, has whatever mode it has.
      kept.filter { isOwnFolder || $0.0 != "data" }.compactMap { subject, place in
        let state = Self.state(of: place.path)
        // What is to come is told once.
        guard state != .absent || subject == "data" else { return nil }
        return Finding.place(subject, place, state, home: places.home)
      } + Self.room([data, places.state], home: places.home)
    }
    return looks ?? [.silence("folders", within: Self.limitWords)]
  }

  private static func state(of path: String) -> Finding.PlaceState {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return [ENOENT, ENOTDIR].contains(errno) ? .absent : .refused(String(cString: strerror(errno)))
    }
    return .seen(
      mode: status.st_mode & 0o7777, isOurs: status.st_uid == geteuid(),
      isWritable: access(path, W_OK) == 0)
  }

  /// The room on each file system that holds one of `paths`, or will.
  private static func room(_ paths: [String], home: String?) -> [Finding] {
    var seen: Set<UInt> = []
    return paths.compactMap { path in
      var place = FilePath(path)
      var facts = statvfs()
      while statvfs(place.string, &facts) != 0 {
        guard [ENOENT, ENOTDIR].contains(errno), place.removeLastComponent() else { return nil }
      }
      guard seen.insert(facts.f_fsid).inserted else { return nil }
      return .room(UInt64(facts.f_bavail) * UInt64(facts.f_frsize), at: path.abbreviated(home: home))
    }
  }
}

/// Reads a byte of the file at `path`, so that a file system that hangs is found out; nil where that cannot be done.
func readFirstByte(_ path: String) -> UInt8? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var byte: UInt8 = 0
  return read(descriptor, &byte, 1) == 1 ? byte : nil
}
