public import ProjectStore
import Wording

extension Upgrade {
  /// What was done to the file at `path`, and where it lies as it was; one line.
  public func words(for path: String) -> String {
    UpgradeText.done(path, from: from, to: to, copy: backup)
  }
}

extension CopyObstacle {
  /// Why the file at `path` was not brought to a new shape, and a way out; one line.
  func words(of path: String, copy: String) -> String {
    switch self {
    case .diskFull: UpgradeText.noRoomForCopy(of: path, at: copy)
    case .readOnly: UpgradeText.noPlaceForCopy(of: path, at: copy)
    case .other(let text): UpgradeText.noCopy(of: path, at: copy, text)
    }
  }
}
