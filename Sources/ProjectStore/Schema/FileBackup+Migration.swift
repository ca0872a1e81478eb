import Foundation
import SystemPackage

extension FileBackup {
  /// The copy that is kept of a file before a migration: `FILE.backup-VERSION`, or where that is there already,
  /// `FILE.backup-VERSION.2` and so on: an earlier copy may be the only one of what was lost since.
  init(of path: String, version: Int) {
    let name = "\(path).backup-\(version)"
    var target = name
    var number = 2
    while access(target, F_OK) == 0 {
      target = "\(name).\(number)"
      number += 1
    }
    self.init(source: path, target: target)
  }

  /// Writes the copy that a migration demands, and returns its path.
  ///
  /// - Throws: `StoreError.notCopied`, or what is wrong with the file itself.
  func make() throws(StoreError) -> String {
    do throws(BackupError) {
      _ = try write()
      return target
    } catch {
      switch error {
      case .source(let error): throw error
      case .diskFull: throw .notCopied(path: source, to: target, .diskFull)
      case .readOnly: throw .notCopied(path: source, to: target, .readOnly)
      case .io(_, let text): throw .notCopied(path: source, to: target, .other(text))
      default: throw .notCopied(path: source, to: target, .other("\(error)"))
      }
    }
  }

  /// The copy of the latest version up to `version` that lies beside the file at `path`, and of several the last made;
  /// nil where there is none.
  static func newestCopy(of path: String, upTo version: Int) -> String? {
    let file = FilePath(path)
    guard let name = file.lastComponent?.string else { return nil }
    let folder = file.removingLastComponent()
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder.string)
    let copies = (names ?? []).compactMap { candidate -> (name: String, version: Int, number: Int)? in
      guard candidate.hasPrefix("\(name).backup-") else { return nil }
      let numbers = candidate.dropFirst(name.count + ".backup-".count).split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard let ofVersion = numbers.first.flatMap({ Int($0) }), (0...version).contains(ofVersion),
        let number = numbers.count > 1 ? Int(numbers[1]) : 1
      else { return nil }
      return (candidate, ofVersion, number)
    }
    let newest = copies.max { ($0.version, $0.number) < ($1.version, $1.number) }
    return newest.map { folder.appending($0.name).string }
  }
}
