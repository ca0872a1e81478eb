import Glibc
import Settings

/// What takes part in a walk.
protocol WalkVisitor {
  /// What it knows a directory by.
  associatedtype Place

  /// A directory was opened and will be listed next; nil: it is left out.
  mutating func enter(_ directory: borrowing OpenDirectory, _ step: WalkStep<Place>) -> Place?
  /// A directory has an entry with the name of a project file.
  mutating func found(in place: Place, _ directory: borrowing OpenDirectory)
  /// A directory cannot be looked into.
  mutating func cannotSee(_ path: String, _ failure: SystemFailure, below place: Place?)
}

/// How a walk came to a directory.
enum WalkStep<Place> {
  /// By its own path: where the walk began, or `link` led; `relative` is what the rules take for its path.
  case top(path: String, relative: [UInt8], depth: Int, link: String?)
  /// By its name in the directory that is known as `parent`.
  case child(of: Place, name: ArraySlice<UInt8>, depth: Int)
}

/// Goes through a tree once, each directory before what lies in it.
///
/// Names of directories are kept in one growing buffer, the path in another, so no entry costs memory of its own. Not
/// more directories are open at a time than the walk is deep.
struct Walker<Visitor: WalkVisitor> {
  private let walk: TreeWalk
  var visitor: Visitor
  /// How many entries of directories were seen.
  private(set) var entries = 0

  private let buffer = EntryBuffer()
  /// Of the top directory: the only file system that is entered.
  private var device: UInt64 = 0
  private var topPath = ""
  /// Where in ``relative`` begins what lies below the top directory.
  private var topLength = 0
  /// The path of the directory at hand as the rules see it.
  private var relative: [UInt8] = []
  /// The names of directories still to be entered, each with a NUL at its end.
  private var names: [UInt8] = []
  /// Links that wait until the real directories have been seen.
  private var links: [(path: String, relative: [UInt8], depth: Int)] = []
  /// What has been entered, where links may lead to it once more.
  private var entered: Set<DirectoryNumber> = []

  init(_ walk: TreeWalk, visitor: Visitor) {
    self.walk = walk
    self.visitor = visitor
  }

  /// Goes through the tree at `path`, which may be a link; the path it really has, or nil if it is not there.
  mutating func run(at path: String) -> String? {
    (device, entered) = (0, [])
    guard let real = enterTop(path, relative: [], depth: 0, root: nil) else { return nil }
    while let link = links.popLast() {
      _ = enterTop(link.path, relative: link.relative, depth: link.depth, root: real)
    }
    return real
  }

  /// Goes through a directory that appeared in a tree that was walked before: the one at `path`, known as `name` in
  /// `place`.
  mutating func run(
    at path: String, named name: [UInt8], relative: [UInt8], depth: Int, in place: Visitor.Place,
    device: UInt64
  ) {
    (self.device, entered) = (device, [])
    topPath = path
    self.relative = relative
    topLength = relative.count
    guard depth <= walk.maxDepth, !isIgnored else { return }
    do throws(SystemFailure) {
      enter(try OpenDirectory(path), .child(of: place, name: name[...], depth: depth), depth: depth)
    } catch {
      if !error.isAbsence { visitor.cannotSee(path, error, below: place) }
    }
  }

  private mutating func enterTop(_ path: String, relative: [UInt8], depth: Int, root: String?) -> String? {
    do throws(SystemFailure) {
      let directory = try OpenDirectory(path, followingLink: true)
      guard let real = directory.path else { throw SystemFailure(errno: EILSEQ) }
      topPath = real
      self.relative = relative
      if let root {
        guard let found = walk.rules.relativePath(of: real, behindLinkAt: relative, below: root) else {
          return nil
        }
        self.relative = found
      } else {
        device = directory.identity.device
      }
      topLength = self.relative.count
      let link = root == nil ? nil : path
      enter(
        directory, .top(path: real, relative: self.relative, depth: depth, link: link), depth: depth)
      return real
    } catch {
      if !error.isAbsence { visitor.cannotSee(path, error, below: nil) }
      return nil
    }
  }

  private mutating func enter(
    _ directory: borrowing OpenDirectory, _ step: WalkStep<Visitor.Place>, depth: Int
  ) {
    guard directory.identity.device == device else { return }
    if walk.followsSymlinks, !entered.insert(directory.identity).inserted { return }
    guard let place = visitor.enter(directory, step) else { return }
    let start = names.count
    list(directory, at: place, depth: depth)
    var next = start
    while next < names.count {
      let end = names[next...].firstIndex(of: 0) ?? names.count
      enterChild(next..<end, of: directory, at: place, depth: depth + 1)
      next = end + 1
    }
    names.removeLast(names.count - start)
  }

  /// Counts the entries, and notes the directories among them.
  private mutating func list(_ directory: borrowing OpenDirectory, at place: Visitor.Place, depth: Int) {
    var hasFile = false
    let goesOn = depth < walk.maxDepth
    let links = walk.followsSymlinks && goesOn
    do throws(SystemFailure) {
      try directory.forEachEntry(by: buffer) { name, kind in
        entries += 1
        if isProjectFile(name) {
          hasFile = true
        } else if kind == .directory ? goesOn : links && kind == .link {
          names.append(contentsOf: UnsafeBufferPointer(start: name, count: strlen(name) + 1))
        }
      }
    } catch {
      visitor.cannotSee(absolutePath, error, below: nil)
    }
    if hasFile, !isFileIgnored { visitor.found(in: place, directory) }
  }

  private mutating func enterChild(
    _ range: Range<Int>, of parent: borrowing OpenDirectory, at place: Visitor.Place, depth: Int
  ) {
    let length = relative.count
    if length > 0 { relative.append(slash) }
    relative.append(contentsOf: names[range])
    defer { relative.removeLast(relative.count - length) }
    guard !isIgnored else { return }
    do throws(SystemFailure) {
      let directory = try OpenDirectory(names[range.lowerBound...], in: parent)
      guard isText(range) else { throw SystemFailure(errno: EILSEQ) }
      enter(directory, .child(of: place, name: names[range], depth: depth), depth: depth)
    } catch {
      if walk.followsSymlinks, [ELOOP, ENOTDIR].contains(error.errno) {
        links.append((absolutePath, relative, depth))
      } else if !error.isAbsence {
        visitor.cannotSee(absolutePath, error, below: place)
      }
    }
  }

  /// Whether the directory at hand is ignored; those above it are not.
  private var isIgnored: Bool {
    relative.withUnsafeBufferPointer { walk.rules.ignoresItself($0, isDirectory: true) }
  }

  private var isFileIgnored: Bool {
    walk.rules.ignoresFile(in: relative)
  }

  private func isText(_ range: Range<Int>) -> Bool {
    names[range].allSatisfy { $0 < 0x80 } || String(validating: names[range], as: UTF8.self) != nil
  }

  /// The path of the directory at hand.
  private var absolutePath: String {
    let below = relative[topLength...].drop { $0 == slash }
    if below.isEmpty { return topPath }
    return (topPath == "/" ? "/" : topPath + "/") + String(decoding: below, as: UTF8.self)
  }
}

@inline(__always)
private func isProjectFile(_ name: UnsafePointer<UInt8>) -> Bool {
  guard name[0] == UInt8(ascii: "."), name[1] == UInt8(ascii: "k") else { return false }
  return name.withMemoryRebound(to: CChar.self, capacity: 2) { strcmp($0, ProjectFile.name) == 0 }
}
