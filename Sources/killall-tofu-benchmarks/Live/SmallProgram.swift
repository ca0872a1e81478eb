import Foundation

/// A program that does next to nothing, built here: what starting a program costs in its language at the least.
enum SmallProgram: String, CaseIterable, Sendable {
  /// C on libnotify, which our daemon stands on as well.
  case c = "small C program on libnotify"
  /// Swift that prints one line, with its runtime linked in as ours has it.
  case swift = "small Swift program"

  private var fileName: String {
    switch self {
    case .c: "small.c"
    case .swift: "small.swift"
    }
  }

  private var source: String {
    switch self {
    case .c:
      """
      #include <libnotify/notify.h>
      #include <stdio.h>
      int main(void) {
        if (!notify_init("small")) return 1;
        puts(notify_get_app_name());
        notify_uninit();
        return 0;
      }

      """
    case .swift: "print(\"small\")\n"
    }
  }

  private var compiler: [String] {
    switch self {
    case .c:
      ["sh", "-c", "cc -O2 -o small-c small.c $(pkg-config --cflags --libs libnotify) && strip small-c"]
    case .swift:
      [
        "sh", "-c",
        "swiftc -O -static-stdlib -use-ld=lld -Xlinker --gc-sections -o small-swift small.swift && strip small-swift",
      ]
    }
  }

  /// Builds it in a folder.
  ///
  /// - Throws: `LiveError.notCompiled` with what the compiler said.
  func build(in folder: String) throws -> StartedProgram {
    try source.write(toFile: "\(folder)/\(fileName)", atomically: true, encoding: .utf8)
    let build = Process()
    build.executableURL = URL(filePath: "/usr/bin/env")
    build.arguments = compiler
    build.currentDirectoryURL = URL(filePath: folder)
    let output = Pipe()
    build.standardOutput = output
    build.standardError = output
    try build.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    build.waitUntilExit()
    guard build.terminationStatus == 0 else {
      throw LiveError.notCompiled(fileName, said: String(decoding: said, as: UTF8.self))
    }
    return StartedProgram(title: rawValue, path: "\(folder)/small-\(self)", arguments: [])
  }
}
