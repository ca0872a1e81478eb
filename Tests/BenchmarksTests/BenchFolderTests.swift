import Testing

@testable import killall_tofu_benchmarks

@Suite struct BenchFolderTests {
  private let mounts = """
    21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
    25 21 0:22 / /dev/shm rw,nosuid - tmpfs tmpfs rw
    26 21 0:23 / /odd
    """

  @Test(arguments: [("254:0", false), ("0:22", true), ("0:23", false), ("9:9", false)])
  func aMemoryIsToldByItsMount(device: String, isMemory: Bool) {
    #expect(BenchFolder.isMemory(device: device, in: mounts) == isMemory)
  }
}
