import Foundation
import ProjectStore

/// How much code is an engine's own: not the rows, rules and queries that both share, nor GRDB or SQLite.
struct EngineSize: Encodable, Hashable, Sendable {
  var engine: String
  /// Lines that are neither blank nor only a comment; nil where the sources are not at hand.
  var sourceLines: Int?
  /// Machine code of their object files; nil where these are not at hand.
  ///
  /// The optimiser moves code between the files of a module, so this is a hint.
  var bytes: Int?

  /// Both engines, where the program runs inside the package: `package` is its folder, `build` the one that the
  /// program was built to.
  static func all(package: String, build: String) -> [EngineSize] {
    [("raw", "Raw"), ("typed", "Typed")].map { engine, folder in
      let sources = SourceFolder(path: "\(package)/Sources/ProjectStore/\(folder)")
      let objects = sources.names.map { "\(build)/ProjectStore.build/\($0).o" }
      return EngineSize(
        engine: engine, sourceLines: sources.lineCount, bytes: objects.isEmpty ? nil : textSize(of: objects))
    }
  }

  /// The column `text` of binutils' `size`, summed.
  private static func textSize(of objects: [String]) -> Int? {
    let size = Process()
    size.executableURL = URL(filePath: "/usr/bin/env")
    size.arguments = ["size"] + objects
    let output = Pipe()
    size.standardOutput = output
    size.standardError = FileHandle.nullDevice
    guard (try? size.run()) != nil, let data = try? output.fileHandleForReading.readToEnd() else {
      return nil
    }
    size.waitUntilExit()
    guard size.terminationStatus == 0 else { return nil }
    return sum(sizeOutput: String(decoding: data, as: UTF8.self))
  }

  /// Sums the first column of what `size` prints in Berkeley format; nil if there are no figures.
  static func sum(sizeOutput: String) -> Int? {
    let figures = sizeOutput.split(separator: "\n").dropFirst().compactMap { line in
      line.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }
    return figures.isEmpty ? nil : figures.reduce(0, +)
  }
}

/// The Swift files of one folder.
struct SourceFolder: Sendable {
  var path: String

  /// Their names; none if the folder cannot be read.
  var names: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted()
  }

  /// How many lines hold code; nil if there is no file.
  var lineCount: Int? {
    let texts = names.compactMap { try? String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }
    return texts.isEmpty ? nil : texts.map(Self.codeLines).reduce(0, +)
  }

  /// How many lines are neither blank nor only a comment.
  static func codeLines(_ text: String) -> Int {
    text.split(separator: "\n").count { line in
      let start = line.drop(while: \.isWhitespace)
      return !start.isEmpty && !start.hasPrefix("//")
    }
  }
}
