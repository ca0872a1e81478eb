import Testing

@testable import Daemon

@Suite struct MountsTests {
  private let mounts = Mounts(
    """
    22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
    30 22 0:41 / /home/ann/far\\040away rw master:9 - fuse.sshfs ann@far: rw
    31 22 0:42 / /srv rw - nfs4 server:/srv rw
    32 22 8:2 / /media/usb rw - fuseblk /dev/sdb1 rw
    33 31 0:43 / /srv rw - tmpfs none rw
    nonsense
    """)

  @Test(arguments: [
    ("/home/ann", nil), ("/home/ann/far away", "fuse.sshfs"), ("/home/ann/far away/x", "fuse.sshfs"),
    ("/home/ann/far awaylands", nil), ("/media/usb/x", nil), ("/srv/x", nil),
  ])
  func tellRemoteFileSystemsFromLocalOnes(path: String, kind: String?) {
    #expect(mounts.remoteKind(of: path) == kind)
  }

  @Test func knowTheKindOfEverything() {
    #expect(mounts.kind(of: "/etc") == "ext4" && Mounts("").kind(of: "/etc") == nil)
    #expect(Mounts.ofThisProcess().kind(of: "/proc") == "proc")
  }
}
