import Foundation
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct NotifySocketTests {
  @Test(arguments: [true, false])
  func `Each notice is one datagram, at a path and under an abstract name`(isAbstract: Bool) async throws {
    let folder = try TestFolder("notify")
    let place = isAbstract ? "@killall-tofu-\(UUID().uuidString)" : folder.path("a socket")
    let listener = try NotifyListener(at: place)
    let socket = try NotifySocket(place)
    let notices: [ServiceNotice] = [.ready, .stopping, .alive, .status("one\nWATCHDOG=1"), .status("ü")]
    for notice in notices { try socket.send(notice) }
    var heard: [String] = []
    for await notice in listener.notices {
      heard.append(notice)
      if heard.count == notices.count { break }
    }
    #expect(heard == ["READY=1", "STOPPING=1", "WATCHDOG=1", "STATUS=one WATCHDOG=1", "STATUS=ü"])
  }

  @Test func `A reload tells when it began, by the clock that systemd compares`() {
    #expect(ServiceNotice.reloading.text(at: 1_234_567) == "RELOADING=1\nMONOTONIC_USEC=1234567")
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let text = ServiceNotice.reloading.text()
    let told = text.split(separator: "=").last.flatMap { Int($0) } ?? 0
    #expect(abs(told / 1_000_000 - time.tv_sec) <= 1, "\(text)")
  }

  @Test(arguments: [
    "relative", "@", "/", "", "vsock:2:1234", "/with\0nul", "/" + String(repeating: "long", count: 40),
    "@" + String(repeating: "long", count: 40),
  ])
  func `What names no socket is refused`(place: String) {
    #expect(throws: NotifySocketError.place(place)) { try NotifySocket(place) }
  }

  @Test func `Nobody there is an error and nothing more`() throws {
    let folder = try TestFolder("notify")
    let socket = try NotifySocket(folder.path("socket"))
    #expect(throws: SystemCallError(call: "sendto", errno: ENOENT)) { try socket.send(.ready) }
  }
}
