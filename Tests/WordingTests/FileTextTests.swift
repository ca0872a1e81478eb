import Testing
import Wording

@Suite struct FileTextTests {
  private func bad(_ directory: String = "/home/ana/demo") -> RefusedFile {
    RefusedFile(
      directory: directory,
      trouble: "\(directory)/.killall.yaml:3:1: unknown key “comand”; did you mean “command”?",
      isUnsafe: false)
  }

  @Test func aBadFileIsNamedByPlaceAndLineWithTheWaysOut() {
    let text = [bad()].text(home: "/home/ana")
    #expect(text.summary == "The project file in ~/demo is wrong")
    #expect(text.body.hasPrefix("~/demo/.killall.yaml:3:1: unknown key “comand”; did you mean “command”?\n"))
    #expect(text.body.hasSuffix("killall-tofu deny ~/demo"))
  }

  @Test func anUnsafeOneSaysSo() {
    let file = RefusedFile(
      directory: "/home/ana/demo", trouble: "user 1000 owns it; chown it", isUnsafe: true)
    let text = [file].text(home: "/home/ana")
    #expect(text.summary == "The project file in ~/demo is not safe")
    #expect(text.body.hasPrefix("user 1000 owns it; chown it\nNone of it runs."))
  }

  @Test func manyAreCountedAndTheFirstNamed() {
    let text = (1...20).map { bad("/srv/p\($0)") }.text(home: nil)
    #expect(text.summary == "20 project files cannot be taken")
    #expect(text.body.hasPrefix("/srv/p1/.killall.yaml:3:1: ") && text.body.contains("\nand 12 more\n"))
  }

  @Test func whatAFileSaysIsHarmlessAndShort() {
    var file = bad()
    file.trouble = "a\u{1B}[2J\n" + String(repeating: "x", count: 10_000)
    let body = [file].text(home: nil).body
    #expect(!body.contains("\u{1B}") && body.count < 500)
  }
}
