import Foundation
import RealParts
import Synchronization
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct TaskPoolTests {
  /// Pools live as long as the process, so the tests share two.
  private static let single = Result { () throws(SystemCallError) in try TaskPool(threads: 1) }
  private static let several = Result { () throws(SystemCallError) in try TaskPool(threads: 3) }

  @Test func oneThreadRunsTasksInTheOrderInWhichTheyCame() async throws {
    let pool = try Self.single.get()
    let order = Said<Int>()
    let tasks = (0..<500).map { number in Task(executorPreference: pool) { order.say(number) } }
    for task in tasks { await task.value }
    #expect(order.all == Array(0..<500))
  }

  @Test func everyTaskRunsOnceAndOnItsOwnThreadsOnly() async throws {
    let pool = try Self.several.get()
    let threads = Said<String>()
    await withTaskExecutorPreference(pool) {
      await withDiscardingTaskGroup { group in
        for _ in 0..<10_000 {
          group.addTask {
            threads.say(currentThread())
            await Task.yield()
          }
        }
      }
    }
    #expect(threads.all.count == 10_000)
    #expect(Set(threads.all).count <= 3)
  }

  /// A task that never yields holds up one thread, not those that come after it.
  @Test func othersRunBesideOneThatHoldsItsThread() async throws {
    let pool = try Self.several.get()
    let semaphore = DispatchSemaphore(value: 0)
    let holding = Task(executorPreference: pool) { semaphore.waitOnThread() }
    await Task(executorPreference: pool) {}.value
    semaphore.signal()
    await holding.value
  }

  /// The other pool's work is the time that is waited for: whoever looked for work in between would be seen.
  @Test func threadsWithNothingToDoDoNotWake() async throws {
    let idle = try TaskPool(threads: 2)
    let busy = try Self.several.get()
    let threads = Said<String>()
    for _ in 0..<50 { await Task(executorPreference: idle) { threads.say(currentThread()) }.value }
    let names = Set(threads.all)
    // One that is seen asleep may be so on the way to its rest, but not in each of a few rounds.
    var before: [Int] = []
    var after = [-1]
    for _ in 0..<5 where before != after {
      while try names.contains(where: { try !isAsleep($0) }) { await Task.yield() }
      before = try names.map(switches)
      for _ in 0..<2_000 { await Task(executorPreference: busy) { await Task.yield() }.value }
      after = try names.map(switches)
    }
    #expect(after == before)
  }
}

#if compiler(>=6.3) && compiler(<6.4)
  /// Here time is what is tested, so it has to pass: a few hundredths of a second.
  @Suite(.timeLimit(.minutes(1))) struct SleepingTaskTests {
    private static let single = Result { () throws(SystemCallError) in try TaskPool(threads: 1) }

    @Test func tasksWakeInTheOrderOfTheirTimesWhateverTheOrderOfTheirComing() async throws {
      let sleeping = try SleepingJobs(by: CLOCK_MONOTONIC)
      let woken = Said<Int>()
      let held = Held()
      // One that is not due in this test first.
      for milliseconds in [3_600_000, 40, 10, 30, 20] {
        let task = Task(executorPreference: held) { woken.say(milliseconds) }
        sleeping.add(try #require(held.take()), for: .milliseconds(milliseconds))
        if milliseconds > 40 { #expect(sleeping.takeDue().isEmpty) }
        withExtendedLifetime(task) {}
      }
      var jobs: [UnownedJob] = []
      while jobs.count < 4 { jobs += sleeping.takeDue() }
      for job in jobs { job.runSynchronously(on: held.asUnownedTaskExecutor()) }
      #expect(woken.all == [10, 20, 30, 40])
    }

    /// A timer left readable would keep the thread that watches it from sleeping ever again.
    @Test func theTimerIsSilentOnceTheDueAreTaken() async throws {
      let sleeping = try SleepingJobs(by: CLOCK_MONOTONIC)
      let held = Held()
      for delay in [Duration.seconds(3_600), .zero] {
        let task = Task(executorPreference: held) {}
        sleeping.add(try #require(held.take()), for: delay)
        withExtendedLifetime(task) {}
      }
      #expect(isReadable(sleeping.timer, within: 1_000))
      let due = sleeping.takeDue()
      #expect(due.count == 1)
      #expect(!isReadable(sleeping.timer, within: 0))
      for job in due { job.runSynchronously(on: held.asUnownedTaskExecutor()) }
    }

    @Test func timeIsTakenFromTheClockThatWasAskedFor() async throws {
      let pool = try Self.single.get()
      try await withTaskExecutorPreference(pool) {
        let start = SuspendingClock.now
        try await Task.sleep(for: .milliseconds(10), clock: .suspending)
        #expect(SuspendingClock.now >= start + .milliseconds(10))
        try await Task.sleep(for: .zero)
        try await Task.sleep(until: .now - .seconds(5), clock: .continuous)
      }
    }

    /// Nobody else may wait behind one that sleeps for an age, and the longest time there is is none too many.
    @Test func aSleepingTaskIsCancelledAtOnce() async throws {
      let pool = try Self.single.get()
      let tasks = [Duration.seconds(3_600), .seconds(Int64.max / 4)].map { time in
        Task(executorPreference: pool) { try await Task.sleep(for: time, clock: .suspending) }
      }
      await Task(executorPreference: pool) {}.value
      for task in tasks {
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
    }

    @Test func manySleepAtATime() async throws {
      let pool = try Self.single.get()
      let woken = Said<Int>()
      try await withTaskExecutorPreference(pool) {
        try await withThrowingDiscardingTaskGroup { group in
          for number in 0..<2_000 {
            group.addTask {
              try await Task.sleep(for: .microseconds(number * 7 % 20_000))
              woken.say(number)
            }
          }
        }
      }
      #expect(woken.all.sorted() == Array(0..<2_000))
    }
  }
#endif

private func isReadable(_ descriptor: OpenDescriptor, within milliseconds: Int32) -> Bool {
  var polled = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
  return poll(&polled, 1, milliseconds) == 1
}

/// Runs nothing: it holds the job of a task for whoever takes it.
private final class Held: TaskExecutor {
  private let job = Mutex<UnownedJob?>(nil)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    self.job.withLock { $0 = job }
  }

  func take() -> UnownedJob? {
    job.withLock { $0.take() }
  }
}

/// What was said, in order.
private final class Said<Element: Sendable>: Sendable {
  private let said = Mutex<[Element]>([])

  var all: [Element] { said.withLock { $0 } }

  func say(_ element: Element) {
    said.withLock { $0.append(element) }
  }
}

extension DispatchSemaphore {
  /// Blocks the thread, which asynchronous code may not do but for a test of just that.
  fileprivate func waitOnThread() { wait() }
}

/// The kernel's number of the calling thread.
private func currentThread() -> String {
  (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self"))?
    .split(separator: "/").last.map(String.init) ?? ""
}

private func isAsleep(_ thread: String) throws -> Bool {
  let status = try String(contentsOfFile: "/proc/self/task/\(thread)/status", encoding: .utf8)
  return status.contains("State:\tS")
}

/// How often the thread gave the processor up, by itself or not.
private func switches(of thread: String) throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/task/\(thread)/status", encoding: .utf8)
  return status.split(separator: "\n").filter { $0.contains("ctxt_switches") }
    .compactMap { $0.split(separator: "\t").last.flatMap { Int($0) } }.reduce(0, +)
}
