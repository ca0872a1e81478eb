import ExecutionJournal
import Glibc
public import SystemPackage

/// The folder that holds the folders of all executions.
public struct ExecutionFolders: Hashable, Sendable {
  /// Absolute path of the folder.
  public let root: FilePath

  /// Names the folder; it is made when the first execution is prepared.
  public init(root: FilePath) {
    self.root = root
  }

  /// The folder of the execution called `name`, nil if that can be none of ours: names come from the database, and other
  /// programs write to that.
  func folder(_ name: String) -> ExecutionFolder? {
    let allowed = name.utf8.allSatisfy { byte in
      switch UInt8(byte) {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    guard allowed, !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 100 else { return nil }
    return ExecutionFolder(name: name, in: root.string)
  }

  /// All folders there are, in no order; none if the root cannot be read.
  var all: [ExecutionFolder] {
    folderEntries(at: root.string).compactMap { folder($0) }
  }

  /// Makes a new folder with its intent, locked and durable.
  func create(_ intent: Intent, _ environment: consuming EnvironmentMemory) throws(ExecutorError)
    -> HeldFolder
  {
    try createRoot()
    let folder = ExecutionFolder(name: Self.newName(), in: root.string)
    do {
      return HeldFolder(folder: folder, lock: try folder.create(intent), environment: environment)
    } catch {
      throw ExecutorError(error)
    }
  }

  /// Makes the root and what is missing above it, mode 0700 as the XDG base directory specification asks.
  private func createRoot() throws(ExecutorError) {
    guard root.isAbsolute else { throw .record(path: root.string, errno: EINVAL) }
    var path = FilePath(root: root.root)
    for component in root.components {
      path.append(component)
      guard path.withPlatformString({ mkdir($0, 0o700) }) == 0 else {
        // Read-only and forbidden parents are fine as long as they are there.
        if access(path.string, F_OK) == 0 { continue }
        throw .record(path: path.string, errno: errno)
      }
      guard chmod(path.string, 0o700) == 0 else { throw .record(path: path.string, errno: errno) }
    }
  }

  /// A name that sorts by time, such as `20260131T235959.123456789Z-0a1b2c3d`.
  private static func newName() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var utc = tm()
    gmtime_r(&now.tv_sec, &utc)
    func digits(_ number: some BinaryInteger, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let day = digits(utc.tm_year + 1900, 4) + digits(utc.tm_mon + 1, 2) + digits(utc.tm_mday, 2)
    let time = digits(utc.tm_hour, 2) + digits(utc.tm_min, 2) + digits(utc.tm_sec, 2)
    let random = String(UInt32.random(in: 0x1000_0000...UInt32.max), radix: 16)
    return "\(day)T\(time).\(digits(now.tv_nsec, 9))Z-\(random)"
  }
}

/// A new folder, its lock and the values of its environment, which last as long as this value.
final class HeldFolder: Sendable {
  let folder: ExecutionFolder
  let lock: FolderLock
  let environment: EnvironmentMemory

  init(folder: ExecutionFolder, lock: consuming FolderLock, environment: consuming EnvironmentMemory) {
    self.folder = folder
    self.lock = lock
    self.environment = environment
  }
}
