import Discovery
import Foundation

/// What is mounted where, as `/proc/self/mountinfo` has it (proc(5)); reading it asks no file system.
struct Mounts: Sendable {
  private var kinds: [(place: String, kind: String)] = []

  /// Reads the table of this process.
  static func ofThisProcess() -> Mounts {
    Mounts(MountTable().text)
  }

  /// Reads the lines of such a table.
  init(_ text: String) {
    kinds = text.split(separator: "\n").compactMap { line in
      guard let mount = Mount(line), let kind = mount.kind else { return nil }
      return (mount.place, kind)
    }
  }

  /// The kind of the file system that holds `path`, an absolute one; nil where that is not known.
  func kind(of path: String) -> String? { mount(of: path)?.kind }

  /// Where the file system that holds `path`, an absolute one, is mounted; nil where that is not known.
  func place(of path: String) -> String? { mount(of: path)?.place }

  private func mount(of path: String) -> (place: String, kind: String)? {
    // Of two mounts in the same place the later hides the earlier.
    kinds.filter { path == $0.place || $0.place == "/" || path.hasPrefix($0.place + "/") }
      .reduce(nil as (place: String, kind: String)?) { best, mount in
        best.map { mount.place.utf8.count >= $0.place.utf8.count ? mount : $0 } ?? mount
      }
  }

  /// The kind, where it is one on which inotify(7) does not hear of what others do to the files.
  func remoteKind(of path: String) -> String? {
    kind(of: path).flatMap { kind in
      let isRemote = Self.remote.contains(kind) || (kind.hasPrefix("fuse") && kind != "fuseblk")
      return isRemote ? kind : nil
    }
  }

  private static let remote: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "ncpfs", "ocfs2", "gfs2", "lustre",
    "glusterfs", "vboxsf", "vmhgfs", "virtiofs", "davfs", "beegfs",
  ]
}
