import Glibc
import SystemPackage

/// The folders of a `PATH`, in their order; relative ones left out, because they lead elsewhere in each directory.
struct SearchPath: Hashable, Sendable {
  private(set) var folders: [String]

  init(_ text: String) {
    folders = text.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  /// As it stands in `PATH`.
  var text: String { folders.joined(separator: ":") }

  /// This one, followed by those folders of `other` that are not in it.
  func followed(by other: SearchPath) -> SearchPath {
    var path = self
    for folder in other.folders where !path.folders.contains(folder) { path.folders.append(folder) }
    return path
  }

  /// This one without `directory` and the folders in it.
  func leading(outOf directory: FilePath) -> SearchPath {
    let directory = directory.lexicallyNormalized()
    var path = self
    path.folders.removeAll { FilePath($0).lexicallyNormalized().starts(with: directory) }
    return path
  }

  /// Whether a program of this name lies in one of the folders.
  func finds(_ program: String) -> Bool {
    place(of: program) != nil
  }

  /// Where the first program of this name lies.
  func place(of program: String) -> String? {
    folders.lazy.map { "\($0)/\(program)" }.first(where: isProgram)
  }
}

/// Whether a file lies at `path` that may be run.
func isProgram(_ path: String) -> Bool {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
  return access(path, X_OK) == 0
}
