internal import CNotify

/// A thread with a GLib main loop, which owns a `State` that no other thread can reach.
///
/// `@unchecked Sendable` is sound: the GLib functions called here may be called from any thread, and `state` is
/// touched only on the thread, by itself and by the jobs it runs.
final class GLibThread<State>: @unchecked Sendable {
  private let context = g_main_context_new()
  private let loop: OpaquePointer?
  private var state: State?
  private let ended = Answer<Void>()

  init() {
    loop = g_main_loop_new(context, 0)
  }

  deinit {
    g_main_loop_unref(loop)
    g_main_context_unref(context)
  }

  /// Starts the thread, which makes its state, runs jobs until ``stop(within:)`` and takes the state down.
  ///
  /// All of that happens inside of `frame`. Returns false if the system has no thread left.
  func start(
    inside frame: @escaping @Sendable (() -> Void) -> Void, make: @escaping @Sendable () -> State,
    takeDown: @escaping @Sendable (State) -> Void
  ) -> Bool {
    let body = Callback {
      frame { self.run(make: make, takeDown: takeDown) }
      self.ended.settle(.success(()))
    }.retained()
    let thread = g_thread_try_new(
      "notifications",
      { body in
        Callback.run(body)
        Callback.release(body)
        return nil
      }, body, nil)
    guard let thread else {
      Callback.release(body)
      return false
    }
    g_thread_unref(thread)
    return true
  }

  /// Runs `job` on the thread, after all signals that have arrived by then; never if the thread ends before.
  func post(_ job: @escaping @Sendable (State) -> Void) {
    let source = g_idle_source_new()
    runJob(from: source, in: context) { [weak self] in
      guard let state = self?.state else { return }
      job(state)
    }
  }

  /// Ends the loop once the running job has ended; false if it has not within `limit`.
  ///
  /// It waits also where the caller's task is cancelled.
  /// The thread then ends by itself when the call it hangs in returns (GDBus gives up after 25 s).
  func stop(within limit: Duration) async -> Bool {
    quit()
    // A task of its own, which ends before this returns: where a part of the daemon fails, the caller's task has been
    // cancelled, and its waiting with it, and a thread that ends well would be taken for one that hangs.
    return await Task { [ended] in (try? await ended.value(within: limit)) != nil }.value
  }

  /// Ends the loop once the running job has ended, without waiting for that.
  func quit() {
    let source = g_idle_source_new()
    g_source_set_priority(source, G_PRIORITY_HIGH)
    runJob(from: source, in: context) { [weak self] in g_main_loop_quit(self?.loop) }
  }

  private func run(make: () -> State, takeDown: (State) -> Void) {
    g_main_context_push_thread_default(context)
    let made = make()
    state = made
    g_main_loop_run(loop)
    state = nil
    takeDown(made)
    while g_main_context_iteration(context, 0) != 0 {}
    g_main_context_pop_thread_default(context)
  }
}

/// Runs `job` on the GLib thread it is called on, after what is due now, or after that many milliseconds.
func runLater(afterMilliseconds delay: UInt32 = 0, _ job: @escaping () -> Void) {
  let source = delay == 0 ? g_idle_source_new() : g_timeout_source_new(delay)
  runJob(from: source, in: g_main_context_get_thread_default(), job)
}

private func runJob(
  from source: UnsafeMutablePointer<GSource>?, in context: OpaquePointer?, _ job: @escaping () -> Void
) {
  g_source_set_callback(
    source,
    { job in
      Callback.run(job)
      return 0
    }, Callback(job).retained(), Callback.release)
  g_source_attach(source, context)
  g_source_unref(source)
}
