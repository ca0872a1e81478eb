/// What `doctor` says about the folders that the program keeps its files in.
extension Finding {
  /// What is known of a folder or file.
  public struct Place: Hashable, Sendable {
    /// Its absolute path.
    public var path: String
    /// Whether it holds what is only its owner's business.
    public var isPrivate: Bool
    /// The mode it should have, for the line that mends it.
    public var mode: String

    /// Names a place.
    public init(_ path: String, isPrivate: Bool, mode: String = "700") {
      self.path = path
      self.isPrivate = isPrivate
      self.mode = mode
    }
  }

  /// What a look at a place found.
  public enum PlaceState: Hashable, Sendable {
    /// It is not there yet.
    case absent
    /// It is there: permission bits, whether this user owns it and may write it, and whether it can be written at all.
    case seen(mode: UInt32, isOurs: Bool, isWritable: Bool)
    /// It cannot be looked at, for the system's reason.
    case refused(String)
  }

  /// A folder or file of ours, shown with `home` as `~`.
  public static func place(_ subject: String, _ place: Place, _ state: PlaceState, home: String?) -> Finding {
    let path = place.path.oneLine.abbreviated(home: home)
    switch state {
    case .absent: return Finding(subject, .ok, "\(path) is not there yet")
    case .refused(let why):
      return Finding(
        subject, .error, "\(path) cannot be looked at: \(why.oneLine)",
        remedy: "ls -ld \(place.path.shellWord)")
    case .seen(let mode, let isOurs, let isWritable):
      let octal = String(mode & 0o7777, radix: 8)
      let digits = String(repeating: "0", count: max(0, 4 - octal.count)) + octal
      guard isOurs else {
        return Finding(
          subject, .error, "\(path) belongs to another user, who can change what is in it",
          remedy: "sudo chown -R $(id -un) \(place.path.shellWord)")
      }
      if !isWritable {
        return Finding(
          subject, .error, "\(path) cannot be written: nothing is destroyed, as nothing can be recorded",
          remedy: mode & 0o200 == 0
            ? "chmod u+rwX \(place.path.shellWord)"
            : "see how it is mounted: findmnt -T \(place.path.shellWord)")
      }
      if mode & 0o022 != 0 {
        return Finding(
          subject, .error, "\(path) has mode \(digits): others can change what is in it",
          remedy: "chmod \(place.mode) \(place.path.shellWord)")
      }
      if place.isPrivate, mode & 0o077 != 0 {
        return Finding(
          subject, .warning, "\(path) has mode \(digits): others can see what is in it",
          remedy: "chmod \(place.mode) \(place.path.shellWord)")
      }
      return Finding(subject, .ok, "\(path), mode \(digits)")
    }
  }

  /// How much room is left on the file system of `path`, in bytes.
  public static func room(_ bytes: UInt64, at path: String) -> Finding {
    let text = "\(bytes.size) free at \(path.oneLine)"
    if bytes < 1 << 20 {
      return Finding(
        "free space", .error, "\(text): nothing can be recorded, so nothing is destroyed",
        remedy: "delete something there; old logs of ours: killall-tofu purge")
    }
    if bytes < 100 << 20 {
      return Finding(
        "free space", .warning, "\(text), which is little", remedy: "old logs of ours: killall-tofu purge")
    }
    return Finding("free space", .ok, text)
  }

  /// It cannot be told where this user's files lie; `words` say why.
  public static func noPlaces(_ words: String) -> Finding {
    Finding("home", .error, words.oneLine, remedy: "export HOME=/path/to/your/home")
  }
}

extension UInt64 {
  /// The number of bytes in a unit that a person reads: `1.5 GiB`.
  fileprivate var size: String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var amount = Double(self)
    var unit = 0
    while amount >= 1_024, unit + 1 < units.count {
      amount /= 1_024
      unit += 1
    }
    let tenths = Int((amount * 10).rounded())
    return unit == 0 || amount >= 10
      ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
