import Foundation

#if compiler(>=6.3) && compiler(<6.4)
  @_spi(ExperimentalCustomExecutors) import _Concurrency
#else
  import Dispatch
#endif

/// Whose threads run the tasks of this process: ours, so that it sleeps while no task has anything to do.
///
/// On Linux the runtime of the language takes those of libdispatch's global queues, and from the first one on that looks
/// after them once a second for as long as the process lives (`_dispatch_workq_monitor_pools`), whether they have work or
/// not. Threads of its serial queues and their sources are not looked after, so the rest of the program may use these, but
/// never `DispatchQueue.global`.
///
/// Custom main and global executors have been pitched for Swift and are in the runtime of Swift 6.3, for now as a system
/// programming interface. Older compilers do not have it and newer ones may have it in another shape; built by those,
/// the program does the same and wakes once a second.
public enum TaskThreads {
  /// Runs `program` as the main task and ends the process with it; to be called on the main thread, before any task.
  public static func run(_ program: @escaping @Sendable () async -> Void) -> Never {
    #if compiler(>=6.3) && compiler(<6.4)
      _createExecutors(factory: OwnExecutors.self)
    #endif
    Task {
      await program()
      exit(EXIT_SUCCESS)
    }
    #if compiler(>=6.3) && compiler(<6.4)
      OwnExecutors.mainThread.runForever()
    #else
      dispatchMain()
    #endif
  }
}

#if compiler(>=6.3) && compiler(<6.4)
  private enum OwnExecutors: ExecutorFactory {
    static let mainThread = MainThread()
    static let pool: TaskPool = {
      do throws(SystemCallError) {
        return try TaskPool(threads: min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 4))
      } catch {
        // Where a process that has just started has no descriptor left, nothing of the program can work.
        FileHandle.standardError.write(Data("killall-tofu: \(error.call): \(error.text)\n".utf8))
        exit(EX_OSERR)
      }
    }()

    static var mainExecutor: any MainExecutor { mainThread }
    static var defaultExecutor: any TaskExecutor { pool }
  }
#endif
