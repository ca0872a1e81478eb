import Foundation

/// The icons of ours that panels find by name, in the fallback theme of the Icon Theme Specification.
struct InstalledIcons: Sendable {
  private let names: Set<String>

  /// Looks for them once, where `environment` says that shared data lies.
  ///
  /// A panel that is given a name which it does not find may show a picture of its own instead of ours, so only what is
  /// there is named.
  init(environment: [String: String], home: String?) {
    let folders = Self.dataFolders(environment, home: home)
    names = folders.reduce(into: []) { names, folder in
      let files = try? FileManager.default.contentsOfDirectory(
        atPath: folder + "/icons/hicolor/scalable/status")
      for file in files ?? [] where file.hasSuffix(".svg") { names.insert(String(file.dropLast(4))) }
    }
  }

  /// None at all.
  init() { names = [] }

  /// Whether a panel finds it.
  func has(_ name: String) -> Bool { names.contains(name) }

  private static func dataFolders(_ environment: [String: String], home: String?) -> [String] {
    let own = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let shared =
      environment["XDG_DATA_DIRS"].flatMap { $0.isEmpty ? nil : $0 } ?? "/usr/local/share:/usr/share"
    let folders = [own ?? home.map { $0 + "/.local/share" }].compactMap { $0 }
    return folders + shared.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }
}
