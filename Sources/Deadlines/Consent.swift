/// Whether what a project file says may be carried out; stored as its raw value.
public enum Consent: String, Sendable, CaseIterable {
  /// Its user allowed exactly these bytes at exactly this path.
  case allowed
  /// It is new, and its user has yet to decide.
  case unasked
  /// Other bytes stand there than those that were allowed.
  case changed
  /// Its directory was moved: what was allowed was another path.
  case moved
  /// The file was deleted and stands there again, which takes its user's word anew.
  case restored
  /// Its user said no.
  case denied
  /// Others than its user can write it, or own it.
  case unsafe
  /// The file was deleted.
  case gone
  /// The file cannot be looked at, as where its file system is not mounted.
  case unseen
  /// The project's row says something else than the file that was allowed.
  case differs
}

/// What is known of the project file that a project comes from.
public struct FileStanding: Hashable, Sendable {
  /// Whether what the row says may be carried out.
  public var consent: Consent
  /// SHA-256 of the path and the bytes that the row was made of, in hexadecimal; nil where it was made of none.
  public var digest: String?
  /// What is wrong with the file as it is now, as a sentence; nil if nothing is.
  public var trouble: String?
  /// What tells the directory from others when it is moved; nil if it was never seen.
  public var directory: String?

  /// Puts together what is known.
  public init(
    consent: Consent, digest: String? = nil, trouble: String? = nil, directory: String? = nil
  ) {
    self.consent = consent
    self.digest = digest
    self.trouble = trouble
    self.directory = directory
  }

  /// Whether the file as it is now makes no sense, rather than being out of reach or of trust.
  public var isBad: Bool {
    switch consent {
    case .unsafe, .unseen, .gone: false
    case .allowed, .unasked, .changed, .moved, .restored, .denied, .differs: trouble != nil
    }
  }
}

extension Project {
  /// Whether its user allowed what it does: as a rule by registering it, for one that comes from a file by allowing that.
  public var isAllowed: Bool { source != .file || file?.consent == .allowed }

  /// Whether nobody saw how its last teardown ended, and its user has yet to decide.
  public var isHeldAsInterrupted: Bool { status == .held && (isInterrupted || holdReason == .interrupted) }
}
