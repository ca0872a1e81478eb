import Foundation
import RealParts
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct KeyFileTests {
  @Test(arguments: [
    ("/usr/bin/killall-tofu daemon", "/usr/bin/killall-tofu"), ("\"/a b/c\" daemon", "/a b/c"),
    ("env A=1 B=2 /x daemon", "/x"), ("/usr/bin/env -i /x", "/x"), ("\"/a\\\\$b\" x", "/a$b"),
    ("/a%%b x", "/a%b"), ("", nil), ("env A=1", nil), ("\"/a", nil),
    (#"/bin/sh -c "exec \\"\\$0\\" \\"\\$@\\"" "/a %%b" daemon"#, "/a %b"),
    ("sh -c \"exec '/a b' daemon\"", "/a b"), ("sh -c 'sleep 5; /x'", "sh"),
  ])
  func findsTheProgramOfADesktopEntry(line: String, program: String?) {
    #expect(KeyFile("[Desktop Entry]\nExec=\(line)\n").program == program)
  }

  @Test(arguments: [
    ("/x daemon", "/x"), ("'/a b' daemon", "/a b"), ("'/a'\"'\"'b' daemon", "/a'b"), ("'/a%%b' x", "/a%%b"),
    (#"'/a\\b' x"#, #"/a\b"#), (#"/a\\ b x"#, "/a b"), (#""/a\\$b" x"#, "/a$b"), ("'/a", nil), ("# x", nil),
    ("/usr/bin/env 'A=1 2' '/x y' daemon", "/x y"),
  ])
  func findsTheProgramOfABusService(line: String, program: String?) {
    #expect(KeyFile("[D-BUS Service]\nName=a.b\nExec=\(line)\n").program == program)
  }

  /// What the installation writes is read as it is meant, whatever is in the path.
  @Test(arguments: [
    "sp ace", "it's", "50%", #"a\b"#, "a\"b", "$HOME", "a`b`", "a|b&c", "ü", "#x", #"'%"$\ x"#,
  ])
  func readsWhatTheInstallationWrites(name: String) async throws {
    let folder = try TestFolder("exec")
    let program = folder.path("\(name)/killall-tofu")
    try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
    try "".write(toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    for (word, group) in [("bus_word", "D-BUS Service"), ("entry_word", "Desktop Entry")] {
      let answer = try await ChildProcess.run([
        "bash", "-uc", ". \"$0\"; \(word) \"$1\"", "\(root)/desktop/installing/quoting.bash", program,
      ])
      #expect(answer.code == 0, "\(answer.errors)")
      let file = KeyFile("[\(group)]\nExec=\(answer.output) daemon\n")
      #expect(file.program == program, "\(word): \(answer.output)")
      #expect(file.missingProgram(searchPath: nil) == nil)
    }
  }

  @Test func whatCannotBeTakenApartStartsNothing() {
    #expect(KeyFile("[D-BUS Service]\nExec='/bin/sh\n").missingProgram(searchPath: nil) == "'/bin/sh")
    #expect(KeyFile("[D-BUS Service]\nName=a.b\n").missingProgram(searchPath: nil) == "Exec")
  }

  @Test func whatIsTriedIsUnescapedToo() {
    let file = KeyFile("[Desktop Entry]\nTryExec=/gone/a\\\\b\nExec=/bin/sh\n")
    #expect(file.missingProgram(searchPath: nil) == #"/gone/a\b"#)
  }

  @Test func readsTheFirstGroupAlone() {
    let file = KeyFile("# a\n[Desktop Entry]\nExec = /x\nHidden=True\n[Desktop Action a]\nExec=/y\nName=b\n")
    #expect(file["Exec"] == "/x" && file["Name"] == nil && file.isTrue("Hidden"))
  }
}
