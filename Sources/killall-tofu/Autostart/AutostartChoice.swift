import Wording

/// What is to start the daemon at login on this machine, and why that.
struct AutostartChoice: Equatable {
  /// What can start it.
  enum Way: Equatable {
    case unit
    case entry
  }

  /// What is known of the systemd of this user.
  enum Systemd: Equatable {
    /// There is none.
    case absent
    /// There is one, and it does not answer; the text says how.
    case silent(String)
    /// It answers; whether the desktop that runs now has told it of itself.
    case there(Unit, reachesSession: Bool)
  }

  /// What systemd has under the name of our unit.
  enum Unit: Equatable {
    case missing
    case masked
    /// Something that starts another program, or none.
    case other(String)
    case ours
  }

  var way: Way
  /// Why, as the end of a sentence.
  var why: String

  /// The entry, after all: the unit was chosen and could not be enabled.
  init(entryAfter failure: Failure) {
    (way, why) = (.entry, "because \(failure)")
  }

  /// Chooses the unit where it is ours and the session starts it, else the entry.
  ///
  /// - Parameters:
  ///   - hasEngine: whether an engine was chosen for the database by a variable, which only an entry passes on.
  ///   - wanted: what the user wants; nil to choose.
  /// - Throws: `Failure` where what the user wants cannot be.
  init(_ systemd: Systemd, hasEngine: Bool = false, wanted: Way? = nil) throws(Failure) {
    if wanted == .entry {
      (way, why) = (.entry, "as you wish")
      return
    }
    guard let obstacle = Self.obstacle(systemd, hasEngine, isWanted: wanted == .unit) else {
      (way, why) = (.unit, wanted == .unit ? "as you wish" : "which systemd starts with the desktop")
      return
    }
    guard wanted != .unit else {
      throw Failure(
        "\(obstacle); start it by an entry of the desktop instead: killall-tofu autostart enable --entry")
    }
    (way, why) = (.entry, "because \(obstacle)")
  }

  /// What stands in the way of the unit; nil if nothing does.
  private static func obstacle(_ systemd: Systemd, _ hasEngine: Bool, isWanted: Bool) -> String? {
    switch systemd {
    case .absent: return "this user has no systemd"
    case .silent(let words): return "systemd does not answer (\(words.oneLine))"
    case .there(.missing, _): return "the systemd unit killall-tofu.service is not installed"
    case .there(.masked, _): return "the systemd unit killall-tofu.service is masked"
    case .there(.other(let program), _):
      return "the systemd unit killall-tofu.service starts \(program.quoted), which is not this program"
    case .there(.ours, let reachesSession):
      if hasEngine { return "a unit knows nothing of KILLALL_TOFU_STORE" }
      // Another desktop, or the next login, may.
      return reachesSession || isWanted ? nil : "this session does not tell systemd of its desktop"
    }
  }
}
