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
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 16_384)
  while bytes.count <= Settings.sizeLimit {
    let count = read(descriptor, &chunk, chunk.count)
    guard count >= 0 else {
      if errno == EINTR { continue }
      throw SettingsError(.unreadable(String(cString: strerror(errno))), file: path)
    }
    if count == 0 { break }
    bytes += chunk.prefix(count)
  }
  guard bytes.count <= Settings.sizeLimit else {
    throw SettingsError(.tooLarge(limit: Settings.sizeLimit), file: path)
  }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw SettingsError(.syntax("it is not UTF-8 text"), file: path)
  }
  return text
}
