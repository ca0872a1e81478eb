import Foundation
import RealParts

extension TestFolder {
  /// Where a test keeps its database.
  var file: String { path("projects.db") }
}

/// The permission bits of what `path` names.
func mode(of path: String) throws -> Int {
  let attributes = try FileManager.default.attributesOfItem(atPath: path)
  return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
}
