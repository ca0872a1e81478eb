import Foundation
import RealParts

extension TestFolder {
  /// Where a test keeps its database.
  var file: String { path("projects.db") }

  /// The bytes of every file in it.
  var contents: [String: Data] {
    get throws {
      try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: path($0)))) })
    }
  }
}

/// The permission bits of what `path` names.
func mode(of path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
}
