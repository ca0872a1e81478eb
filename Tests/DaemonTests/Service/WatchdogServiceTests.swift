import Deadlines
import Foundation
import ProjectStore
import RealParts
import RemoteControl
import ServiceLifecycle
import Synchronization
import Testing
import Wording

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct WatchdogServiceTests {
  private enum Step: Hashable {
    /// The watchdog waits until the next sign is due.
    case pause(Duration)
    /// The overseer does not come further.
    case stuck
  }

  /// The guard: a sign that does not go through the overseer would come here all the same.
  @Test func `No sign of life comes while the overseer is stuck`() async throws {
    let told = Heard<ServiceNotice>()
    let host = ServiceHost(tell: { told.say($0) }, watchdog: .seconds(600))
    try await Watch.with(host: host) { watch in
      let (steps, step) = AsyncStream<Step>.makeStream()
      let ends = Gate(1)
      await ends.enter()
      let watchdog = WatchdogService(host: host, mailbox: watch.mailbox) { pause in
        step.yield(.pause(pause))
        await ends.enter()
      }
      let service = Task { try await watchdog.run() }
      defer { service.cancel() }
      var next = steps.makeAsyncIterator()
      #expect(await next.next() == .pause(.seconds(300)), "half of what is granted")
      #expect(told.all.filter { $0 == .alive }.count == 1)

      let letGo = DispatchSemaphore(value: 0)
      let isFirst = Mutex(true)
      watch.interfere {
        let isNow = isFirst.withLock { isFirst in
          defer { isFirst = false }
          return isFirst
        }
        guard isNow else { return }
        step.yield(.stuck)
        letGo.wait()
      }
      ends.leave()
      // Nothing but the pulse has the clock read; without it the watchdog would be at its next pause.
      let came = await next.next()
      #expect(came == .stuck)
      #expect(told.all.filter { $0 == .alive }.count == 1, "the schedule has it and has not answered")
      letGo.signal()
      guard came == .stuck else { return }
      #expect(await next.next() == .pause(.seconds(300)))
      #expect(told.all.filter { $0 == .alive }.count == 2)
    }
  }

  /// Nothing is due, so the schedule alone would not touch the file for hours.
  @Test func `No sign of life comes while the file does not answer`() async throws {
    let patience = Duration.milliseconds(300)
    try await Watch.with(patience: patience) { watch in
      await watch.settle()
      let script = """
        import sqlite3, sys, time
        held = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
        print("locked", flush=True)
        time.sleep(100)
        """
      let holder = try ChildProcess(["/usr/bin/python3", "-c", script, watch.file])
      #expect(await holder.firstLine() == "locked")
      let start = ContinuousClock.now
      #expect(await watch.mailbox.takePulse())
      #expect(ContinuousClock.now - start >= patience, "it did not ask the file")
      await holder.end()
    }
  }

  @Test func `Ready is told once the name is ours and the file has been read, and once only`() async throws {
    let told = Heard<ServiceNotice>()
    try await Watch.with(host: ServiceHost(tell: { told.say($0) })) { watch in
      await watch.settle()
      #expect(!told.all.contains(.ready))
      watch.mailbox.post(.nameFree(.application))
      await watch.settle()
      #expect(!told.all.contains(.ready), "that is the name for desktops")
      for _ in 0..<2 { watch.mailbox.post(.nameFree(.service)) }
      await watch.settle()
      #expect(told.all.filter { $0 == .ready }.count == 1)
    }
  }

  @Test func `The status names what is due next, and is told when that changes`() async throws {
    let told = Heard<ServiceNotice>()
    try await Watch.with(host: ServiceHost(tell: { told.say($0) })) { watch in
      _ = try await told.first { $0 == .status("no project is watched over") }
      _ = try await watch.add(in: 3600)
      let words = "1 active project, the next deadline is that of demo, "
      let time = (watch.now.wall + .hours(1)).localDateTime
      _ = try await told.first { $0 == .status(words + time) }
      let count = told.all.count
      watch.pass(.seconds(60))
      await watch.settle()
      #expect(told.all.count == count, "\(told.all)")
    }
  }

  @Test func `A closed mailbox has no pulse`() async {
    let mailbox = Mailbox()
    mailbox.close()
    #expect(await !mailbox.takePulse())
  }
}
