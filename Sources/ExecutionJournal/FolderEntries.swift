import Glibc

/// The names in the folder at `path`, in no order and less `.` and `..`; none if it cannot be read.
public func folderEntries(at path: String) -> [String] {
  opendir(path).map(entries) ?? []
}

/// The names in an open folder, which stays open.
public func folderEntries(of descriptor: Int32) -> [String] {
  fdopendir(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)).map(entries) ?? []
}

private func entries(in directory: OpaquePointer) -> [String] {
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
      name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
