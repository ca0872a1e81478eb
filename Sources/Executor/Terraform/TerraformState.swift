import ExecutionJournal
import Glibc
public import SystemPackage

/// What OpenTofu and Terraform keep a record of having made.
public enum TerraformState {
  /// Counts the resources that `command`, run in `directory`, is going to destroy.
  ///
  /// Local states are read; for others the command's listing is run in `environment`, which must be all that the command
  /// gets, unless `readsOnly` or it could run anything else than the tool itself. After `limit` its processes are killed.
  ///
  /// Returns nil where it cannot be told in time. Nothing is changed, and no lock is taken.
  public static func count(
    in directory: FilePath, command: TerraformCommand, environment: [String: String],
    readsOnly: Bool = false, limit: Duration = .seconds(2)
  ) async -> Int? {
    guard let listing = command.listing, command.isCountable else { return nil }
    let deadline = ContinuousClock.now + limit
    // The file system may be that of a server that does not answer: then only the waiting can be given up.
    return await onOwnThread(within: limit) {
      if let places = command.places, let count = localCount(places, in: directory, environment) {
        return count
      }
      guard command.isAskable, !readsOnly else { return nil }
      return lines(of: listing, in: directory, environment, until: deadline)
    } ?? nil
  }

  /// What the local states hold in all; nil unless all are local and readable.
  private static func localCount(
    _ places: [TerraformPlace], in directory: FilePath, _ environment: [String: String]
  ) -> Int? {
    var counts: [FilePath: Int] = [:]
    for place in places {
      guard let file = place.localState(in: directory, environment), let state = LocalState(file) else {
        return nil
      }
      counts[file] = state.managedInstances
    }
    return counts.values.reduce(0, +)
  }

  /// How many resources a listing names.
  private static func lines(
    of listing: [UInt8], in directory: FilePath, _ environment: [String: String],
    until deadline: ContinuousClock.Instant
  ) -> Int? {
    let limit = deadline - .now
    guard limit > .zero,
      let output = ShellChild.output(of: listing, in: directory, environment: environment, within: limit)
    else { return nil }
    return resources(in: output).count
  }

  /// The addresses of the resources in what a listing printed; blank lines and data sources left out.
  public static func resources(in listing: [UInt8]) -> [String] {
    listing.split(separator: UInt8(ascii: "\n")).compactMap { line in
      Leftovers.address(in: line).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
