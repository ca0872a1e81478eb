import Foundation
import Logging
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct ServiceHostTests {
  private let logged = Heard<String>()

  private func host(_ environment: [String: String], processID: Int32 = 7) -> ServiceHost {
    let logger = Logger(label: "test") { [logged] _ in HeardLog(lines: logged) }
    return ServiceHost(environment: environment, processID: processID, logger: logger)
  }

  @Test func `Without variables there is nobody, and nothing is said of it`() {
    let host = host(["PATH": "/bin", "NOTIFY_SOCKET": "", "WATCHDOG_USEC": ""])
    #expect(host.tell == nil && host.watchdog == nil && host.restartStatus == nil)
    #expect(logged.all.isEmpty)
  }

  @Test(arguments: [
    ("600000000", nil, Duration.seconds(600)), ("600000000", "7", .seconds(600)), ("600000000", "8", nil),
    ("600000000", "x", nil), ("600000000", "-7", nil), ("0", nil, nil), ("-1", nil, nil), ("1e6", nil, nil),
    ("99999999999999999999", nil, nil), (" 5", nil, nil), ("1", nil, .microseconds(1)),
    ("9223372036854775807", nil, .seconds(100 * 365 * 86_400)),
  ])
  func `The watchdog is that of this process, or none`(time: String, process: String?, expected: Duration?) {
    var environment = ["NOTIFY_SOCKET": "@nobody", "WATCHDOG_USEC": time]
    environment["WATCHDOG_PID"] = process
    #expect(host(environment).watchdog == expected)
    let isPlain = expected != nil || process == "8"
    #expect(logged.all.isEmpty == isPlain, "\(logged.all)")
    for line in logged.all { #expect(line.contains("is ignored: it must be"), "\(line)") }
  }

  @Test func `A watchdog that cannot be told anything is none`() {
    #expect(host(["WATCHDOG_USEC": "600000000"]).watchdog == nil)
    #expect(host(["WATCHDOG_USEC": "600000000", "NOTIFY_SOCKET": "nonsense"]).watchdog == nil)
    #expect(
      logged.all == [
        "warning: NOTIFY_SOCKET is ignored: it must be an absolute path, or a name after “@”, not “nonsense”"
      ])
  }

  @Test(arguments: [("75", Int32(75)), ("0", nil), ("256", nil), ("-1", nil), ("x", nil)])
  func `The status that starts it anew is one that a process can end with`(text: String, expected: Int32?) {
    #expect(host([ServiceHost.restartVariable: text]).restartStatus == expected)
    #expect(logged.all.isEmpty == (expected != nil))
  }

  @Test func `What nobody takes is logged once`() throws {
    let folder = try TestFolder("notify")
    let host = host(["NOTIFY_SOCKET": folder.path("socket")])
    for _ in 0..<3 { host.tell?(.alive) }
    #expect(logged.all.count == 1, "\(logged.all)")
    #expect(logged.all.first?.hasSuffix("No such file or directory") == true, "\(logged.all)")
  }

  @Test func `Other programs get nothing that is meant for this process`() {
    let names = ServiceHost.variables.sorted() + ["KEPT", "NOTIFY_SOCKETS", "PATH"]
    let given = names.map { strdup($0 + "=value") }
    defer { given.forEach { free($0) } }
    let kept = environmentForOthers(of: given + [nil]).map { $0.map { String(cString: $0) } }
    #expect(kept == ["KEPT=value", "NOTIFY_SOCKETS=value", "PATH=value", nil])
    let own = environmentForOthers().compactMap { $0.map { String(cString: $0) } }
    #expect(own.contains { $0.hasPrefix("PATH=") })
  }
}
