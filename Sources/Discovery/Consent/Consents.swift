/// What this user decided about the project files of this machine.
///
/// There is one record for each path, and the last decision about it counts: an allowed content that was replaced by
/// another allowed one asks anew when it comes back.
public struct Consents: Sendable {
  /// What was decided about exactly these bytes at exactly this path.
  public enum Verdict: Hashable, Sendable {
    /// They may run.
    case allowed
    /// They may not, and their user need not be asked.
    case denied
    /// Nobody decided.
    case unknown
  }

  private let folder: ConsentFolder

  /// The decisions that lie in `folder`, which is made when the first is taken: 0700, its files 0600.
  public init(folder: String) {
    self.folder = ConsentFolder(path: folder)
  }

  /// What was decided about the file.
  ///
  /// A record that anybody else could have written, or that cannot be read, decides nothing.
  public func verdict(on file: FoundFile) -> Verdict {
    guard let digest = file.digest, let record = record(of: file.path), record.digest == digest.text else {
      return .unknown
    }
    switch record.verdict {
    case .denied: return .denied
    case .allowed: if case .sound = file.content { return .allowed } else { return .unknown }
    }
  }

  /// Allows exactly these bytes at exactly this path, instead of what was decided about the path before.
  ///
  /// It is durable when this returns.
  ///
  /// - Throws: `ConsentError.notSound` for a file that makes no sense or is unsafe; `.failed` where it cannot be recorded.
  public func allow(_ file: FoundFile) throws(ConsentError) {
    guard case .sound = file.content, let record = ConsentRecord(.allowed, on: file) else {
      throw .notSound(path: file.path)
    }
    try write(record)
  }

  /// Refuses exactly these bytes at exactly this path, so that nobody is asked about them again.
  ///
  /// It is durable when this returns.
  ///
  /// - Throws: `ConsentError.nothingRead` where no bytes are known; `.failed` where it cannot be recorded.
  public func deny(_ file: FoundFile) throws(ConsentError) {
    guard let record = ConsentRecord(.denied, on: file) else { throw .nothingRead(path: file.path) }
    try write(record)
  }

  /// Forgets what was decided about the project file at the absolute path `path`; nothing need have been.
  ///
  /// - Throws: `ConsentError.failed`; then the decision may still stand.
  public func withdraw(_ path: String) throws(ConsentError) {
    try folder.remove(name(of: path), for: path)
  }

  /// Lets consent to the content `digest` hold for the file as well, if nothing but a timeout that grew tells them apart.
  ///
  /// From then on it is the file's content that is allowed. Asked again, it answers the same.
  ///
  /// - Returns: By how much the timeout grew; nil if the user has to decide anew.
  /// - Throws: `ConsentError.failed` where it cannot be recorded.
  public func carryOver(_ file: FoundFile, from digest: ContentDigest) throws(ConsentError) -> Duration? {
    guard let record = record(of: file.path), record.verdict == .allowed else { return nil }
    // A crash may have come between this record and what its asker did next.
    if let origin = record.origin, origin.digest == digest.text, record.digest == file.digest?.text {
      return .seconds(origin.growth)
    }
    guard record.digest == digest.text, let next = record.carriedOver(to: file), let origin = next.origin
    else {
      return nil
    }
    try write(next)
    return .seconds(origin.growth)
  }

  /// Whether anything was decided about the project file at the absolute path `path`.
  public func isDecided(_ path: String) -> Bool { record(of: path) != nil }

  /// Whether the user was told of this content already, in whatever run.
  public func isTold(_ digest: ContentDigest) -> Bool { folder.isNoted(digest.text) }

  /// Remembers that the user was told of this content; where that fails, they are told again.
  public func noteTold(_ digest: ContentDigest) { folder.note(digest.text) }

  private func record(of path: String) -> ConsentRecord? {
    guard let text = folder.text(of: name(of: path)), let record = ConsentRecord(text: text),
      record.path.utf8.elementsEqual(path.utf8)
    else { return nil }
    return record
  }

  private func write(_ record: ConsentRecord) throws(ConsentError) {
    guard let text = record.text else { throw .failed(path: record.path, text: "it cannot be written down") }
    try folder.write(text, to: name(of: record.path), for: record.path)
  }

  private func name(of path: String) -> String { ContentDigest(path: path, bytes: []).text }
}

/// Why a decision was not taken.
public enum ConsentError: Error, Hashable, Sendable {
  /// A file that makes no sense, or that others may write, cannot be allowed.
  case notSound(path: String)
  /// There is no content to decide about.
  case nothingRead(path: String)
  /// The decision cannot be recorded; the text is the system's.
  case failed(path: String, text: String)
}
