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
  /// The guard: a sign that does not go through the overseer would come here all the same.
  @Test func `No sign of life comes while the overseer is stuck`() async throws {
    let told = Heard<ServiceNotice>()
    let host = ServiceHost(tell: { told.say($0) }, watchdog: .seconds(600))
    try await Watch.with(host: host) { watch in
      let (pauses, paused) = AsyncStream<Duration>.makeStream()
      let ends = Gate(1)
      await ends.enter()
      let watchdog = WatchdogService(host: host, mailbox: watch.mailbox) { pause in
        paused.yield(pause)
        await ends.enter()
      }
      let service = Task { try await watchdog.run() }
      defer { service.cancel() }
      var pause = pauses.makeAsyncIterator()
      #expect(await pause.next() == .seconds(300), "half of what is granted")
      #expect(told.all.filter { $0 == .alive }.count == 1)

      let isStuck = AsyncStream<Void>.makeStream()
      let letGo = DispatchSemaphore(value: 0)
      let first = Mutex(true)
      watch.interfere {
        guard
          first.withLock({ isFirst in
            defer { isFirst = false }
            return isFirst
          })
        else { return }
        isStuck.continuation.yield()
        letGo.wait()
      }
      ends.leave()
      var stuck = isStuck.stream.makeAsyncIterator()
      await stuck.next()
      #expect(told.all.filter { $0 == .alive }.count == 1, "the schedule has it and has not answered")
      letGo.signal()
      _ = await pause.next()
      #expect(told.all.filter { $0 == .alive }.count == 2)
    }
  }

  /// A file system that hangs keeps the thread on which the file is spoken to, and the overseer works there.
  @Test func `No sign of life comes while the file hangs`() async throws {
    try await Watch.with { watch in
      await watch.settle()
      let isHeld = AsyncStream<Void>.makeStream()
      let letGo = DispatchSemaphore(value: 0)
      let isOver = Mutex(false)
      let holding: @Sendable () -> Void = {
        isHeld.continuation.yield()
        letGo.wait()
        isOver.withLock { $0 = true }
      }
      let hung = Task { [executor = watch.store.executor] in
        await withTaskExecutorPreference(executor) { @Sendable in holding() }
      }
      var held = isHeld.stream.makeAsyncIterator()
      await held.next()
      let pulse = Task {
        let isAlive = await watch.mailbox.takePulse()
        return (isAlive, isOver.withLock(\.self))
      }
      letGo.signal()
      let (isAlive, wasOver) = await pulse.value
      #expect(isAlive && wasOver)
      await hung.value
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
