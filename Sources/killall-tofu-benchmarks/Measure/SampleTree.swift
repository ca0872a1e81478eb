import Foundation

/// A tree like that of somebody's work: some directories, many files, few project files.
struct SampleTree: Hashable, Encodable, Sendable {
  /// How many directories are in it, the root not counted.
  var directories = 11_000
  /// How many directories and files are in it.
  var entries = 100_000
  /// How many of the files are project files.
  var places = 200

  /// Makes the tree at a path where nothing is yet; the directories of project files, sorted.
  func make(at root: String) throws -> [String] {
    var paths = [root]
    try makeDirectory(root)
    // Ten in each but the lowest.
    while paths.count <= directories {
      let path = "\(paths[(paths.count - 1) / 10])/directory\(paths.count)"
      try makeDirectory(path)
      paths.append(path)
    }
    for number in 0..<max(entries - directories - places, 0) {
      try makeFile("\(paths[number % paths.count])/file\(number)")
    }
    let marked = (0..<places).map { paths[$0 * paths.count / max(places, 1)] }
    for path in marked { try makeFile("\(path)/.killall.yaml") }
    return marked.sorted()
  }

  private func makeDirectory(_ path: String) throws {
    guard mkdir(path, 0o700) == 0 else { throw LiveError.last("mkdir") }
  }

  private func makeFile(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw LiveError.last("open") }
    close(file)
  }
}
