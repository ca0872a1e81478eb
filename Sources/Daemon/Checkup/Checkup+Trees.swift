import Discovery
import Glibc
import Settings
import Wording

extension Checkup {
  /// How long a watched directory may take to be looked through.
  private static let walkingLimit: Duration = .seconds(5)

  /// The directories that are watched for project files, and whether they can be.
  func trees(_ scene: Scene) async -> [Finding] {
    guard let places else { return [] }
    let settings = scene.settings.settings
    let roots = settings.scanner.watchDirectories
    guard !roots.isEmpty else { return [.noTrees] }
    let rules = await onDisk { try? IgnoreRules(settings, ignoreFile: places.ignore) }
    let walk = TreeWalk(
      rules: rules.flatMap { $0 } ?? IgnoreRules(patterns: settings.ignorePatterns),
      maxDepth: settings.scanner.maxDepth, followsSymlinks: settings.scanner.followsSymlinks)
    let mounts = await onDisk { Mounts.ofThisProcess() } ?? Mounts("")
    let looks = await withTaskGroup(of: (Int, Finding.TreeState).self) { group in
      for (number, root) in roots.enumerated() {
        group.addTask { (number, await state(of: root, walk)) }
      }
      return await group.reduce(into: [Int: Finding.TreeState]()) { $0[$1.0] = $1.1 }
    }
    let findings = roots.enumerated().map { number, root in
      Finding.tree(
        root.abbreviated(home: places.home), looks[number] ?? .absent, remoteKind: mounts.remoteKind(of: root)
      )
    }
    return findings + (await watches(needed: looks.values.reduce(0) { $0 + $1.directories }, scene))
  }

  private func state(of root: String, _ walk: TreeWalk) async -> Finding.TreeState {
    let opened = await onDisk { () -> Finding.TreeState? in
      let descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor < 0 else {
        close(descriptor)
        return nil
      }
      return [ENOENT, ENOTDIR].contains(errno) ? .absent : .refused(String(cString: strerror(errno)))
    }
    guard let opened else { return .silent(within: Self.limitWords) }
    if let trouble = opened { return trouble }
    let sighting = await onDisk(within: Self.walkingLimit) { walk.find(in: root) }
    guard let sighting else { return .seen(directories: nil, files: nil, unseen: 0) }
    return .seen(
      directories: sighting.directories, files: sighting.places.count, unseen: sighting.unseen.count)
  }

  /// What this user has left of the kernel's watches; a daemon that runs has taken its own already.
  private func watches(needed: Int, _ scene: Scene) async -> [Finding] {
    let use = await onDisk { InotifyUse.ofThisUser() }
    guard let use, use.watchLimit > 0, use.instanceLimit > 0 else { return [] }
    let isDaemonThere = scene.daemon != nil
    return [
      .watches(used: use.watches, limit: use.watchLimit, wanted: isDaemonThere ? 0 : needed),
      .instances(used: use.instances, limit: use.instanceLimit, isWanted: !isDaemonThere),
    ]
  }
}

extension Finding.TreeState {
  fileprivate var directories: Int {
    if case .seen(let directories, _, _) = self { directories ?? 0 } else { 0 }
  }
}
