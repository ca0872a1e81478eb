import Foundation
import RealParts
import Testing

@testable import ExecutionJournal

@Suite struct LogFileTests {
  private let root: TestFolder
  private let folder: ExecutionFolder
  private let limits = LogFile.Limits(head: 1000, tail: 500)

  init() throws {
    root = try TestFolder("log")
    folder = ExecutionFolder(name: "one", in: root.path)
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
  }

  @Test func `It grows no further than its limits, and keeps beginning and end`() throws {
    var log = LogFile(in: folder, limits: limits)
    for number in 0..<1000 { write("line \(number)\n", to: &log) }
    let names = try root.names(of: "one")
    #expect(names.count == 3 && names.first == "log")
    #expect(try text("log").hasPrefix("line 0\nline 1\n"))
    let (before, last) = (try text(names[1]), try text(names[2]))
    #expect(last.hasSuffix("line 999\n"))
    for (name, limit) in zip(names, [1000, 500, 500]) { #expect(try text(name).utf8.count <= limit) }
    // What each tells of the bytes before it fits the other.
    #expect(try skipped(last) == skipped(before) + before.utf8.count)
  }

  @Test func `Another writer goes on where one was killed, even within a line`() throws {
    try Data("line 0\nhalf a li".utf8).write(to: URL(filePath: folder.logPath(0)))
    var log = LogFile(in: folder, limits: limits)
    write("line 1\n", to: &log)
    #expect(try text("log") == "line 0\nhalf a li\nline 1\n")
    for number in 0..<200 { write("line \(number)\n", to: &log) }
    let (tails, end) = (folder.tailSegments(), try text("tail.\(folder.tailSegments().last ?? 0)"))
    var next = LogFile(in: folder, limits: limits)
    for number in 0..<80 { write("more \(number)\n", to: &next) }
    #expect(
      folder.tailSegments().last == (tails.last ?? 0) + 2
        || folder.tailSegments().last == (tails.last ?? 0) + 1)
    #expect(try skipped(text("tail.\((tails.last ?? 0) + 1)")) >= skipped(end) + end.utf8.count)
  }

  /// A disk that is full, and then is not: the name of the log is taken by a folder until that goes.
  @Test func `What could not be written is told once something can be`() throws {
    try FileManager.default.createDirectory(atPath: folder.logPath(0), withIntermediateDirectories: false)
    var log = LogFile(in: folder, limits: limits)
    write("lost\n", to: &log)
    write("lost too\n", to: &log)
    try FileManager.default.removeItem(atPath: folder.logPath(0))
    write("kept\n", to: &log)
    let lines = try text("log").split(separator: "\n")
    #expect(lines.count == 2 && lines.last == "kept")
    #expect(lines.first?.contains("---  cut: 14 bytes could not be written: ") == true)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z out  "), (1_795_711_543_123, "2026-11-26T16:45:43.123Z out  "),
      (951_782_400_007, "2000-02-29T00:00:00.007Z out  "),
    ] as [(Int64, String)])
  func `A stamp is the time in UTC`(time: Int64, text: String) {
    #expect(String(decoding: LogStamp.text("out ", at: time), as: UTF8.self) == text)
    #expect(text.utf8.count == LogStamp.length)
  }

  private func write(_ text: String, to log: inout LogFile) {
    Array(text.utf8).withUnsafeBytes { log.write($0) }
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
  }

  private func skipped(_ text: String) throws -> Int {
    let words = try #require(text.split(separator: "\n").first).split(separator: " ")
    return try #require(Int(words[3]))
  }
}

extension TestFolder {
  fileprivate func names(of folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted { left, right in
      (left.count, left) < (right.count, right)
    }
  }
}
