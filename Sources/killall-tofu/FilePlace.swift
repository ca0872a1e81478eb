import ArgumentParser
import Foundation
import Settings
import Wording

/// Where the project file is that a command is about.
struct FileArgument: ParsableArguments {
  @Argument(
    help: "The directory of a .killall.yaml, or that file; the current directory if left out.",
    completion: .directory)
  var path: String?

  func validate() throws {
    guard path?.isBlank != true else {
      throw ValidationError("the path is blank; leave it out for the current directory")
    }
  }

  /// The directory with its links resolved, as the reader of such files wants it; one that is gone is named by its words
  /// alone.
  var directory: String {
    let typed = path ?? FileManager.default.currentDirectoryPath
    guard typed.split(separator: "/").last.map(String.init) == ProjectFile.name, !isDirectory(typed) else {
      return resolvedPath(typed) ?? absolutePath(typed)
    }
    // Only the way to it: a link in the place of the file is no project file.
    let folder = typed.contains("/") ? String(typed[..<(typed.lastIndex(of: "/") ?? typed.endIndex)]) : "."
    let directory = folder.isEmpty ? "/" : folder
    return resolvedPath(directory) ?? absolutePath(directory)
  }
}

/// The directory that a user named, or else the current one, with its links resolved.
///
/// - Throws: `Failure` where there is none.
func existingDirectory(_ typed: String?) throws -> String {
  let typed = typed ?? FileManager.default.currentDirectoryPath
  guard let directory = resolvedPath(typed) else {
    throw Failure("the directory \(typed.quoted) cannot be found; make it first, or check the spelling")
  }
  guard isDirectory(directory) else {
    throw Failure("\(directory.quoted) is not a directory; name the one the command runs in")
  }
  return directory
}

private func isDirectory(_ path: String) -> Bool {
  var isDirectory: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
}
