import Foundation

/// A part of this process's memory that shows a file and that nobody may write to: code and constants of the program and its
/// libraries (proc(5), `/proc/PID/smaps`).
struct FileMapping: Hashable, Sendable {
  let start: UInt
  /// In bytes.
  let length: Int
  /// The file's path, as the kernel writes it.
  let path: String
  /// How many bytes of it are in memory for this process.
  private(set) var resident = 0
  /// How many bytes are no longer the file's but this process's own, such as a relocation or a debugger's breakpoint.
  private(set) var changed: Int?

  /// Whether it could be read from the file again as it is.
  ///
  /// One of which the kernel does not tell is taken for changed.
  var isUnchanged: Bool { changed == 0 }

  /// The mappings of this process now; none where the kernel does not tell.
  static func ofThisProcess() -> [FileMapping] {
    // String(contentsOfFile:) would end at the kernel's first page.
    let text = (try? FileHandle(forReadingAtPath: "/proc/self/smaps")?.readToEnd()) ?? Data()
    return all(in: String(decoding: text, as: UTF8.self))
  }

  /// Reads such a table: a line for each mapping, and its figures below.
  static func all(in smaps: String) -> [FileMapping] {
    var mappings: [FileMapping] = []
    var isWanted = false
    for line in smaps.utf8.split(separator: UInt8(ascii: "\n")) {
      // Figures begin with a capital, addresses with a digit or a small letter.
      guard let first = line.first else { continue }
      if first < UInt8(ascii: "A") || first > UInt8(ascii: "Z") {
        let mapping = FileMapping(line: Substring(line))
        isWanted = mapping != nil
        if let mapping { mappings.append(mapping) }
      } else if isWanted {
        mappings[mappings.count - 1].read(figure: Substring(line))
      }
    }
    return mappings
  }

  /// Reads `START-END r-xp OFFSET DEVICE INODE PATH`; nil where it is of no file, shared with others, or may be written to.
  private init?(line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 5)
    guard fields.count == 6, ["r-xp", "r--p"].contains(fields[1]) else { return nil }
    let ends = fields[0].split(separator: "-").map { UInt($0, radix: 16) }
    let path = fields[5].drop { $0 == " " }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < end, path.hasPrefix("/") else {
      return nil
    }
    self.start = start
    length = Int(end - start)
    self.path = String(path)
  }

  private mutating func read(figure line: Substring) {
    let fields = line.split(separator: " ")
    guard fields.count == 3, fields[2] == "kB", let kilobytes = Int(fields[1]) else { return }
    switch fields[0] {
    case "Rss:": resident = kilobytes << 10
    case "Anonymous:": changed = kilobytes << 10
    default: break
    }
  }

  /// Has the kernel forget that this process uses it; what is used again comes from the file's pages in memory, or from the
  /// file (madvise(2), `MADV_DONTNEED`).
  ///
  /// Nothing but a mapping that is unchanged may be given back: changes would be lost.
  ///
  /// - Returns: how many bytes that was.
  func giveBack() -> Int {
    guard isUnchanged, madvise(UnsafeMutableRawPointer(bitPattern: start), length, MADV_DONTNEED) == 0 else {
      return 0
    }
    return resident
  }
}
