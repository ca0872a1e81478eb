import Foundation

/// What a command wrote of itself, each line on the disk before it went on: the only witness of what was done.
struct Marks: Hashable, Sendable {
  /// The runs that began, in order.
  var begun: [String] = []
  /// The runs that came to their end.
  var ended: [String] = []
  /// Whether a run began before the one before it had ended.
  var hasOverlap = false

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 2 else { continue }
      if words[0] == "begin" {
        hasOverlap = hasOverlap || ended.count < begun.count
        begun.append(words[1])
      } else {
        ended.append(words[1])
      }
    }
  }

  init(in file: String) {
    self.init((try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
  }

  /// Whether every run that began has ended.
  var isQuiet: Bool { Set(begun) == Set(ended) }

  /// A program that writes them into the file it is given, with some work in between.
  static let program = """
    #!/bin/sh
    run=$$-$(cat /proc/sys/kernel/random/uuid)
    printf 'begin %s\\n' "$run" >>"$1"
    sync "$1"
    sleep 0.15
    printf 'end %s\\n' "$run" >>"$1"
    sync "$1"
    """
}
