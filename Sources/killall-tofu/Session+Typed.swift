import Daemon
import Settings

extension Session {
  /// What tears projects down at their user's word.
  var typedTeardown: TypedTeardown {
    TypedTeardown(
      store: store, executor: executor, policy: settings.policy, files: registrar, clock: clock)
  }
}
