import CTimer
import Glibc

/// `systemctl --user`, asked one thing at a time and never for long.
public struct Systemctl: Sendable {
  private let limit: Duration
  private let searchPath: String

  /// Asks with so much time for each question, of the first `systemctl` in the folders of `searchPath`.
  public init(within limit: Duration = .seconds(5), searchPath: String? = nil) {
    self.limit = limit
    self.searchPath = searchPath ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// Runs it with these arguments.
  public func ask(_ arguments: String...) async -> ProgramAnswer {
    await run(arguments)
  }

  /// What it prints where it ends well, without the last line break; nil otherwise.
  public func text(_ arguments: String...) async -> String? {
    guard case .ended(0, let output) = await run(arguments) else { return nil }
    return output.hasSuffix("\n") ? String(output.dropLast()) : output
  }

  private func run(_ arguments: [String]) async -> ProgramAnswer {
    let places: [String] = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }.map {
      "\($0)/systemctl"
    }
    guard let path = places.first(where: { (place: String) in access(place, X_OK) == 0 }) else {
      return .unusable(String(cString: strerror(ENOENT)))
    }
    let program = BriefProgram(
      path: path, arguments: ["systemctl", "--user", "--no-pager", "--no-ask-password"] + arguments)
    return await program.answer(within: limit)
  }
}
