import Glibc
import Settings

/// Where decisions are kept: files that are their user's alone, in a folder that is as well.
struct ConsentFolder: Sendable {
  let path: String

  /// The most that a record may hold, in bytes: a path of any length, escaped.
  private static let sizeLimit = 64 * 1_024
  /// How many contents are remembered as told; beyond, the oldest half is forgotten.
  private static let toldLimit = 2_048

  /// What the file of this name holds; nil where it is not there, not its user's alone, or no text.
  func text(of name: String) -> String? {
    guard isItsUsersAlone else { return nil }
    let descriptor = open(path + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & 0o077 == 0, status.st_size <= Self.sizeLimit,
      let bytes = try? readBytes(from: descriptor, limit: Self.sizeLimit)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Whether nobody else can put a file there in the place of one.
  private var isItsUsersAlone: Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }

  /// Writes the file of this name durably; `subject` is what errors name.
  func write(_ text: String, to name: String, for subject: String) throws(ConsentError) {
    do {
      try replaceFile(text, at: path + "/" + name)
    } catch {
      throw ConsentError(error, subject)
    }
    // It may have been there before, with other rights.
    chmod(path, 0o700)
  }

  /// Removes the file of this name durably, if it is there.
  func remove(_ name: String, for subject: String) throws(ConsentError) {
    guard unlink(path + "/" + name) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .failed(path: subject, text: String(cString: strerror(errno)))
    }
    do {
      try syncFolder(path)
    } catch {
      throw ConsentError(error, subject)
    }
  }

  /// Whether there is a note of this name.
  func isNoted(_ name: String) -> Bool {
    var status = stat()
    return lstat(notes + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Leaves a note of this name.
  func note(_ name: String) {
    forgetOldNotes()
    try? replaceFile("", at: notes + "/" + name)
  }

  private var notes: String { path + "/told" }

  private func forgetOldNotes() {
    guard let stream = opendir(notes) else { return }
    defer { closedir(stream) }
    var ages: [(seconds: Int, path: String)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      var status = stat()
      guard name != ".", name != "..", lstat(notes + "/" + name, &status) == 0 else { continue }
      ages.append((status.st_mtim.tv_sec, notes + "/" + name))
    }
    guard ages.count >= Self.toldLimit else { return }
    for old in ages.sorted(by: { $0.seconds < $1.seconds }).prefix(ages.count / 2) { unlink(old.path) }
  }
}

extension ConsentError {
  fileprivate init(_ error: NewFileError, _ subject: String) {
    switch error {
    case .present: self = .failed(path: subject, text: "something is in the way")
    case .failed(_, let text): self = .failed(path: subject, text: text)
    }
  }
}
