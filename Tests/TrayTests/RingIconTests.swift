import Foundation
import Testing
import Tray

/// The icons that hosts find by name, beside the program's other ones.
@Suite struct RingIconTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../desktop/icons/hicolor/scalable/status").standardizedFileURL

  /// Set, it has the icons drawn anew instead of compared.
  private static let drawsAnew = ProcessInfo.processInfo.environment["KILLALL_TOFU_DRAW_ICONS"] != nil

  @Test func theInstalledIconsAreTheLooks() throws {
    if Self.drawsAnew {
      try? FileManager.default.removeItem(at: Self.folder)
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      for ring in Ring.looks {
        try ring.svg().write(
          to: Self.folder.appending(path: ring.iconName + ".svg"), atomically: true, encoding: .utf8)
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path(percentEncoded: false))
    #expect(Set(names) == Set(Ring.looks.map { $0.iconName + ".svg" }))
    let outdated = Ring.looks.filter { ring in
      let file = Self.folder.appending(path: ring.iconName + ".svg")
      return (try? String(contentsOf: file, encoding: .utf8)) != ring.svg()
    }
    #expect(outdated.isEmpty, "KILLALL_TOFU_DRAW_ICONS=1 draws them anew")
  }

  @Test func anIconIsADocumentOfItsOwn() throws {
    for ring in Ring.looks {
      let parser = XMLText(ring.svg())
      #expect(parser.isWellFormed)
    }
  }
}

/// Whether every tag of a document is closed, in order.
private struct XMLText {
  var isWellFormed: Bool

  init(_ text: String) {
    var open: [Substring] = []
    isWellFormed = true
    for tag in text.split(separator: "<") {
      guard let end = tag.firstIndex(of: ">") else {
        isWellFormed = false
        return
      }
      let name = tag.prefix { $0 != " " && $0 != ">" && $0 != "/" }
      if tag.hasPrefix("/") {
        isWellFormed = isWellFormed && open.popLast() == tag[..<end].dropFirst()
      } else if !tag[..<end].hasSuffix("/") {
        open.append(name)
      }
    }
    isWellFormed = isWellFormed && open.isEmpty
  }
}
