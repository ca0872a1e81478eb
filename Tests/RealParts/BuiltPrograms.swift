import Foundation

/// The programs of this package, which lie beside the one that runs the tests.
package enum BuiltPrograms {
  /// Where `program` lies.
  package static func path(_ program: String) -> String {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: program).path(percentEncoded: false)
  }
}
