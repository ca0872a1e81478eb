import Glibc

extension Settings {
  /// The most a settings file may hold, in bytes.
  public static let sizeLimit = 64 * 1_024

  /// Reads the settings file at `path`; one that is not there means the defaults.
  ///
  /// `home` is what `~` stands for in it.
  ///
  /// - Throws: `SettingsError` if it is there and cannot be read or understood. It is never written.
  public init(contentsOf path: String, home: String?) throws(SettingsError) {
    guard let text = try readText(path) else {
      self.init()
      return
    }
    try self.init(yaml: text, file: path, home: home)
  }
}

func readText(_ path: String) throws(SettingsError) -> String? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else {
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw SettingsError(.unreadable(String(cString: strerror(errno))), file: path)
  }
  defer { close(descriptor) }
  var status = stat()
  // A pipe that nobody writes to would pass for an empty file.
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw SettingsError(.unreadable("it is no regular file"), file: path)
  }
  let bytes: [UInt8]
  do throws(ReadingError) {
    bytes = try readBytes(from: descriptor, limit: Settings.sizeLimit + 1)
  } catch {
    throw SettingsError(.unreadable(error.text), file: path)
  }
  guard bytes.count <= Settings.sizeLimit else {
    throw SettingsError(.tooLarge(limit: Settings.sizeLimit), file: path)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw SettingsError(.syntax("it is not UTF-8 text"), file: path)
  }
  return text
}
