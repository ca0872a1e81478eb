import Foundation

/// A folder of a test's own, removed with the last reference to it.
package final class TestFolder: Sendable {
  package let path: String

  /// Makes one whose name tells by `purpose` whose it is.
  package init(_ purpose: String = "test") throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "killall-tofu-\(purpose)-XXXXXX")
    var template = Array(place.path(percentEncoded: false).utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Where something of this name lies in it.
  package func path(_ name: String) -> String { path + "/" + name }

  /// What lies in it, sorted.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}
