import Glibc
import Settings

extension TreeWatch: WalkVisitor {
  func enter(_ directory: borrowing OpenDirectory, _ step: WalkStep<Place>) -> Place? {
    // Below what is not watched nothing is: its path would not be known.
    if case .child(nil, _, _) = step { return .some(nil) }
    guard let watch = watch(directory) else { return .some(nil) }
    let known = self.directory(watchedBy: watch)
    if case .top(_, _, _, let link?) = step {
      links.insert(link)
      // What is watched anyway stays where it is.
      if let known, found == nil || tree[known]?.walk == walkNumber { return nil }
    }
    let device = directory.identity.device
    let index = known ?? tree.add(watch: watch, top: .init(path: "", relative: [], device: device), depth: 0)
    watches[watch] = .directory(index)
    switch step {
    case .top(let path, let relative, let depth, _):
      tree.place(index, at: .init(path: path, relative: relative, device: device), depth: depth)
    case .child(let parent, let name, let depth):
      if let parent { tree.place(index, in: parent, named: Array(name), depth: depth) }
    }
    tree.note(index, walk: walkNumber, isAnew: found != nil)
    if !toldUnseen.isEmpty { toldUnseen.remove(tree.path(of: index)) }
    return .some(index)
  }

  func found(in place: Place, _ directory: borrowing OpenDirectory) {
    guard let path = place.map({ tree.path(of: $0) }) ?? directory.path else { return }
    if let place { watchFile(in: place, at: path) }
    if found == nil { note(path, .whole) } else { found?.append(path) }
  }

  func cannotSee(_ path: String, _ failure: SystemFailure, below place: Place?) {
    if let place = place ?? nil { watchRights(of: place, at: tree.path(of: place)) }
    unseen.insert(path)
    if toldUnseen.insert(path).inserted { report(.cannotSee(path, failure.text)) }
  }

  /// Goes through all trees and single directories, and lets go of what is not there any more.
  func walkEverything(roots: [String], singles: Set<String>) {
    if inotify == nil { inotify = try? Inotify(limits, on: thread) }
    walkNumber += 1
    (needsRescan, isLimited) = (false, inotify == nil)
    (links, unseen, found) = ([], [], [])
    let before = tree.indices.filter { tree[$0]?.hasFile == true }.map { tree.path(of: $0) }
    var seen: [String] = []
    var entries = 0
    for root in roots.sorted() {
      var walker = Walker(walk, visitor: self)
      if walker.run(at: root) != nil { seen.append(root) }
      entries += walker.entries
    }
    for single in singles.sorted() { walk(single: single) }
    thread.leave()
    let places = Set(found ?? []).sorted()
    found = nil
    for place in Set(before).subtracting(places) { note(place, .whole) }
    letGo()
    toldUnseen.formIntersection(unseen)
    report(.scanned(roots: seen, places: places, entries: entries))
    tellLimit()
  }

  /// Ends the watches of what the walk through everything did not come by; what had a file there has been told of.
  private func letGo() {
    let indices = tree.indices
    for index in indices where tree[index]?.walk != walkNumber { tree[index]?.hasFile = false }
    for index in indices {
      guard let node = tree[index] else { continue }
      if node.walk != walkNumber { forget(index) } else if !node.hasFile { dropFileWatch(of: index) }
    }
  }

  /// Goes through a directory that appeared in one that is watched.
  func walk(_ name: [UInt8], in parent: WatchTree.Index) {
    guard let node = tree[parent], !node.isSingle else { return }
    let above = tree.relativePath(of: parent)
    let directory = tree.path(of: parent)
    var walker = Walker(walk, visitor: self)
    walker.run(
      at: (directory == "/" ? "/" : directory + "/") + String(decoding: name, as: UTF8.self), named: name,
      relative: above + (above.isEmpty ? [] : [slash]) + name, depth: node.depth + 1, in: parent,
      device: tree.device(of: parent))
    thread.leave()
    tellLimit()
  }

  /// Looks at a directory that is watched by itself.
  func walk(single path: String) {
    do throws(SystemFailure) {
      let directory = try OpenDirectory(path)
      var place: Place = nil
      if let watch = watch(directory) {
        let known = self.directory(watchedBy: watch)
        // It lies in a tree that is watched.
        if let known, tree[known]?.walk == walkNumber || found == nil { return }
        let top = WatchTree.Top(path: path, relative: [], device: directory.identity.device)
        let index = known ?? tree.add(watch: watch, top: top, depth: 0)
        watches[watch] = .directory(index)
        tree.place(index, at: top, depth: 0)
        tree[index]?.walk = walkNumber
        tree[index]?.isSingle = true
        tree[index]?.hasFile = false
        place = index
      }
      if directory.has(ProjectFile.name) { found(in: place, directory) }
    } catch {
      if !error.isAbsence { cannotSee(path, error, below: nil) }
    }
    toldUnseen.remove(path)
  }

  /// Ceases to watch a directory by itself.
  func forget(single path: String) {
    for index in tree.indices where tree[index]?.isSingle == true && tree[index]?.top?.path == path {
      tree[index]?.hasFile = false
      forget(index)
    }
  }

  /// Says so where something is not watched for want of watches, or everything is again, once.
  func tellLimit() {
    guard found == nil, isPartial != isLimitTold else { return }
    isLimitTold = isPartial
    guard isPartial else { return report(.limitOver) }
    let kind = inotify == nil ? "max_user_instances" : "max_user_watches"
    report(.limitReached(watched: watches.count, limit: limits.watches() ?? WatchLimits.ofKernel(kind)))
  }

  private func watch(_ directory: borrowing OpenDirectory) -> Int32? {
    guard let inotify else { return nil }
    do throws(SystemFailure) {
      return try inotify.watch(directory, for: Self.directoryEvents, count: watches.count)
    } catch {
      if !error.isAbsence { isLimited = true }
      return nil
    }
  }

  /// The directory of a watch.
  func directory(watchedBy watch: Int32) -> WatchTree.Index? {
    guard case .directory(let index) = watches[watch] else { return nil }
    return index
  }
}
