import Daemon
import Discovery
import Foundation
import Settings

extension Session {
  /// What tears projects down at their user's word.
  var typedTeardown: TypedTeardown {
    TypedTeardown(
      store: store, executor: executor, policy: settings.policy,
      files: FileRegistrar(
        store: store, consents: Consents(folder: places.consents), settings: settings,
        searchPath: ProcessInfo.processInfo.environment["PATH"], clock: clock))
  }
}
