import Foundation
public import Wording

/// What starts the daemon at login, as the files of this user and of the machine have it.
///
/// `doctor` and `autostart` both go by this, so that they agree.
public struct LoginStart: Hashable, Sendable {
  /// An entry of the autostart folders.
  public struct Entry: Hashable, Sendable {
    /// Where it lies.
    public var path: String
    /// Whether it says that nothing is to be started.
    public var isOff: Bool
    /// Whether it leaves the start to a systemd that runs the session.
    public var isLeftToSystemd: Bool
    /// The program that it starts, as it stands there.
    public var program: String?
    /// The program that it names in vain.
    public var missing: String?
  }

  /// The name of our unit.
  public static let unitName = "killall-tofu.service"

  /// The entry that counts, the user's own before the system's; nil if there is none.
  public var entry: Entry?
  /// The entry of the system that counts where the user has none.
  public var systemEntry: Entry?
  /// The link by which the unit of the systemd of this user starts at login; nil if there is none, or ``mask`` stands before it.
  public var unitLink: String?
  /// The link of the whole machine by which it would, for every user.
  public var globalLink: String?
  /// What keeps this user's unit from being started at login although ``globalLink`` asks for it.
  public var mask: String?
  /// Whether this user has a systemd at all.
  public var hasSystemd: Bool
  /// Whether the desktop that runs now is one whose start systemd hears of, with graphical-session.target; nil where that is
  /// not known.
  public var reachesSession: Bool?
  /// Where the desktop that runs now reads what to start, because it reads no entries; nil where it does, or is not known.
  public var compositor: CompositorStart?

  /// Whether this is asked from within a desktop.
  let isInDesktop: Bool

  /// Looks at the files.
  ///
  /// - Parameters:
  ///   - entries: Where entries may lie: the user's own first, then those of the system, the most important first.
  ///   - config: The folder of the user's settings; nil if that cannot be told.
  public init(entries: [String], config: String?, environment: [String: String]) {
    let searchPath = environment["PATH"]
    isInDesktop = environment["XDG_CURRENT_DESKTOP"]?.isEmpty == false
    entry = entries.lazy.compactMap { Entry(at: $0, searchPath: searchPath) }.first
    systemEntry = entries.dropFirst().lazy.compactMap { Entry(at: $0, searchPath: searchPath) }.first
    let own = config.map { $0 + "/systemd/user" }
    let links = own.map { Self.links(in: $0) } ?? []
    mask = links.first { Self.isMask($0) }
    globalLink =
      ["/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user"].lazy.flatMap {
        Self.links(in: $0)
      }.first
    // A mask is of the same name as what it masks.
    unitLink = links.first { !Self.isMask($0) } ?? (mask == nil ? globalLink : nil)
    let runtime =
      environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/run/user/\(getuid())"
    hasSystemd = access(runtime + "/systemd/private", F_OK) == 0
    compositor = CompositorStart(
      currentDesktop: environment["XDG_CURRENT_DESKTOP"],
      readsEntries: Self.isThere("dex", searchPath))
  }

  private static func isThere(_ program: String, _ searchPath: String?) -> Bool {
    (searchPath ?? "").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }

  /// The same, with what systemd knows of the session that runs now, where that matters and there is one to ask about.
  public func askingSystemd(_ systemctl: Systemctl) async -> LoginStart {
    var start = self
    // Over SSH there is no desktop whose start could have been told.
    guard hasSystemd, unitLink != nil, isInDesktop else { return start }
    if case .ended(let status, let text) = await systemctl.ask("is-active", "graphical-session.target") {
      start.reachesSession = status == 0 ? true : text.hasPrefix("inactive") ? false : nil
    }
    return start
  }

  /// What that comes to at the next login.
  public var state: Finding.Autostart {
    let startsByEntry =
      entry.map { !$0.isOff && !($0.isLeftToSystemd && hasSystemd && unitLink != nil) } ?? false
    if let unitLink, hasSystemd {
      if reachesSession == false, !startsByEntry { return .unreached(unitLink) }
      guard startsByEntry, let entry, entry.missing == nil else { return .enabled(by: unitLink) }
      return .both(unitLink, entry.path)
    }
    if let entry, startsByEntry {
      if let missing = entry.missing { return .broken(entry.path, missing: missing) }
      return compositor.map { .unread(entry.path, $0) } ?? .enabled(by: entry.path)
    }
    if let unitLink { return .withoutSystemd(unitLink) }
    if let off = entry.flatMap({ $0.isOff ? $0.path : nil }) ?? mask { return .disabled(by: off) }
    return .absent
  }

  /// The links that start our unit with another one, in a folder of units.
  private static func links(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { $0.hasSuffix(".wants") }.map { "\(folder)/\($0)/\(unitName)" }.filter {
      link in
      var status = stat()
      return lstat(link, &status) == 0
    }
  }

  /// Whether systemd reads the link as “not this one, whatever folders after this say”.
  private static func isMask(_ link: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) == "/dev/null"
  }
}

extension LoginStart.Entry {
  /// Reads the entry at `path`; nil if there is none.
  init?(at path: String, searchPath: String?) {
    guard let file = KeyFile(at: path) else { return nil }
    self.init(
      path: path,
      isOff: file.isTrue("Hidden") || file["X-GNOME-Autostart-enabled"]?.lowercased() == "false",
      isLeftToSystemd: file.isTrue("X-systemd-skip") || file.isTrue("X-GNOME-HiddenUnderSystemd"),
      program: file.program,
      missing: file.missingProgram(searchPath: searchPath))
  }
}
