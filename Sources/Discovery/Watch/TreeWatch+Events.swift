import Glibc
import Settings

extension TreeWatch {
  /// Takes what has happened; what is reported then has been settling.
  func takeEvents() {
    inotify?.drain(take)
  }

  /// Reports what has settled, and takes those directories for gone that have not turned up again.
  func settle() {
    for (cookie, departure) in departed where departure.end <= now {
      departed[cookie] = nil
      // Unless it came back from where nothing is watched.
      if let index = directory(watchedBy: departure.watch), tree[index]?.parent == nil { forget(index) }
    }
    let places = settling.takeSettled(at: now)
    if !places.isEmpty { report(.places(places)) }
  }

  private func take(_ event: InotifyEvent) {
    if event.isOverflow || event.isOne(of: IN_UNMOUNT) { needsRescan = true }
    switch watches[event.watch] {
    case .file(let index): take(event, ofFileIn: index)
    case .directory(let index): take(event, in: index)
    case nil: break
    }
  }

  private func take(_ event: InotifyEvent, ofFileIn index: WatchTree.Index) {
    if event.isOne(of: IN_IGNORED) {
      watches[event.watch] = nil
      tree[index]?.fileWatch = nil
    } else {
      note(tree.path(of: index), event.isOne(of: IN_CLOSE_WRITE | IN_ATTRIB) ? .whole : .unfinished)
    }
  }

  private func take(_ event: InotifyEvent, in index: WatchTree.Index) {
    if event.isOne(of: IN_IGNORED) {
      watches[event.watch] = nil
      forget(index)
    } else if event.name.isEmpty {
      // The rights of the directory itself.
      if event.isOne(of: IN_ATTRIB), tree[index]?.hasFile == true { note(tree.path(of: index), .whole) }
    } else if event.name.elementsEqual(ProjectFile.name.utf8) {
      takeProjectFile(event, in: index)
    } else if event.isOfDirectory {
      takeDirectory(event, in: index)
    } else if walk.followsSymlinks, event.isOne(of: IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO) {
      takeLink(event, in: index)
    }
  }

  private func takeProjectFile(_ event: InotifyEvent, in index: WatchTree.Index) {
    guard !walk.rules.ignoresFile(in: tree.relativePath(of: index)) else { return }
    let path = tree.path(of: index)
    var change = Settling.Change.whole
    if event.isOne(of: IN_DELETE | IN_MOVED_FROM) {
      tree[index]?.hasFile = false
      dropFileWatch(of: index)
    } else {
      if event.isOne(of: IN_CREATE), willBeClosed("\(path)/\(ProjectFile.name)") { change = .unfinished }
      if event.isOne(of: IN_CREATE | IN_MOVED_TO) { watchFile(in: index, at: path) }
    }
    note(path, change)
    tellLimit()
  }

  /// Whether what was made there is a file that somebody opened for that; a link, of either kind, is whole at once.
  private func willBeClosed(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
  }

  private func takeDirectory(_ event: InotifyEvent, in parent: WatchTree.Index) {
    if event.isOne(of: IN_MOVED_FROM) {
      if let index = tree.child(of: parent, named: event.name) { depart(index, event.cookie) }
    } else if event.isOne(of: IN_MOVED_TO), let departure = departed.removeValue(forKey: event.cookie) {
      arrive(departure, Array(event.name), in: parent)
    } else if event.isOne(of: IN_CREATE | IN_MOVED_TO) {
      walk(Array(event.name), in: parent)
    } else if event.isOne(of: IN_ATTRIB), tree.child(of: parent, named: event.name) == nil {
      // It may be that it can be looked into now.
      walk(Array(event.name), in: parent)
    }
  }

  private func depart(_ index: WatchTree.Index, _ cookie: UInt32) {
    guard let node = tree[index] else { return }
    let places = tree.subtree(of: index).compactMap { index in
      tree[index].flatMap { $0.hasFile ? (watch: $0.watch, path: tree.path(of: index)) : nil }
    }
    let top = WatchTree.Top(
      path: tree.path(of: index), relative: tree.relativePath(of: index), device: tree.device(of: index))
    tree.place(index, at: top, depth: node.depth)
    // The other half of the pair follows at once, if it follows.
    departed[cookie] = Departure(watch: node.watch, places: places, end: now + Settling.quiet)
  }

  private func arrive(_ departure: Departure, _ name: [UInt8], in parent: WatchTree.Index) {
    // Removed on the way.
    guard let index = directory(watchedBy: departure.watch) else { return walk(name, in: parent) }
    let known = tree.subtree(of: index)
    for index in known { tree[index]?.walk = 0 }
    for place in departure.places { note(place.path, .whole) }
    walkNumber += 1
    walk(name, in: parent)
    // What is now ignored or too deep.
    for index in known where tree[index]?.walk == 0 {
      tree[index]?.hasFile = false
      forget(index)
    }
    for place in departure.places {
      guard let index = directory(watchedBy: place.watch), tree[index]?.hasFile == true else { continue }
      report(.moved(from: place.path, to: tree.path(of: index)))
    }
  }

  private func takeLink(_ event: InotifyEvent, in index: WatchTree.Index) {
    let path = tree.path(of: index) + "/" + String(decoding: event.name, as: UTF8.self)
    if event.isOne(of: IN_DELETE | IN_MOVED_FROM) {
      if links.contains(path) { needsRescan = true }
      return
    }
    var (own, target) = (stat(), stat())
    let leadsOn =
      lstat(path, &own) == 0 && own.st_mode & S_IFMT == S_IFLNK
      && stat(path, &target) == 0 && target.st_mode & S_IFMT == S_IFDIR
    if leadsOn { needsRescan = true }
  }
}
