import Testing

@testable import Daemon

@Suite struct KeyFileTests {
  @Test(arguments: [
    ("/usr/bin/killall-tofu daemon", "/usr/bin/killall-tofu"), ("\"/a b/c\" daemon", "/a b/c"),
    ("env A=1 B=2 /x daemon", "/x"), ("/usr/bin/env -i /x", "/x"), ("\"/a\\\\$b\" x", "/a$b"),
    ("/a%%b x", "/a%b"), ("", nil), ("env A=1", nil),
  ])
  func findsTheProgramOfAnExecLine(line: String, program: String?) {
    #expect(KeyFile.program(line) == program)
  }

  @Test func readsTheFirstGroupAlone() {
    let file = KeyFile("# a\n[Desktop Entry]\nExec = /x\nHidden=True\n[Desktop Action a]\nExec=/y\nName=b\n")
    #expect(file["Exec"] == "/x" && file["Name"] == nil && file.isTrue("Hidden"))
  }
}
