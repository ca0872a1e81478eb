import Foundation

/// A `dbus-daemon` of a test's own, gone with this value.
///
/// It starts nobody by itself, unless it is given a folder of service files.
package final class PrivateBus: Sendable {
  /// A bus whose daemon ended before it listened.
  package struct NotListening: Error {
    package var errors: String
  }

  /// How many there may be: each takes one of the 128 inotify instances that the kernel gives a user.
  private static let places = Gate(24)

  package let address: String
  /// Where its socket lies.
  package let folder: String
  private let ownFolder: TestFolder?
  private let daemon: ChildProcess

  /// Starts one that listens at `bus` in `folder`, or in a folder of its own, and waits until it does.
  ///
  /// - Parameter rules: what its configuration says besides, such as limits or a further policy.
  package init(
    in folder: String? = nil, services: String? = nil, environment: [String: String]? = nil,
    rules: String = ""
  ) async throws {
    await Self.places.enter()
    do {
      ownFolder = folder == nil ? try TestFolder("bus") : nil
      let place = folder ?? ownFolder?.path ?? ""
      self.folder = place
      let serviceFolder = services.map { "<servicedir>\($0)</servicedir>" } ?? ""
      try """
      <busconfig><type>session</type>\(serviceFolder)<listen>unix:path=\(place)/bus</listen>
      <auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/>
      <allow eavesdrop="true"/><allow own="*"/></policy>\(rules)</busconfig>
      """.write(toFile: "\(place)/bus.conf", atomically: true, encoding: .utf8)
      daemon = try ChildProcess(
        [
          "dbus-daemon", "--config-file=\(place)/bus.conf", "--nofork", "--nosyslog", "--nopidfile",
          "--print-address",
        ], environment: environment)
    } catch {
      Self.places.leave()
      throw error
    }
    Task { [daemon] in
      _ = await daemon.finished()
      Self.places.leave()
    }
    address = await daemon.firstLine()
    guard address.hasPrefix("unix:") else { throw NotListening(errors: daemon.errors) }
  }

  deinit {
    kill()
  }

  /// Ends it as a crash would.
  package func kill() {
    send(SIGKILL)
  }

  /// Stops it, lets it go on, or ends it.
  package func send(_ signal: Int32) {
    daemon.send(signal)
  }

  /// Ends it, with everybody on it left alone, so that another can take its place.
  package func end() async {
    await daemon.end()
    unlink("\(folder)/bus")
  }

  /// Runs a program with this bus as its session bus; its output, both kinds, and its exit code.
  package func run(_ arguments: String...) async throws -> (output: String, code: Int32) {
    try await run(arguments)
  }

  /// Runs a program with this bus as its session bus; its output, both kinds, and its exit code.
  package func run(_ arguments: [String]) async throws -> (output: String, code: Int32) {
    let environment = ProcessInfo.processInfo.environment.merging(
      ["DBUS_SESSION_BUS_ADDRESS": address, "LC_ALL": "C.UTF-8"]) { $1 }
    let finished = try await ChildProcess.run(arguments, environment: environment)
    return (finished.output + finished.errors, finished.code)
  }
}
