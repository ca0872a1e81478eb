import RealParts
import Settings
import Testing

/// What a project file must not say; each error names line, column and key, and what would be right.
@Suite struct ProjectFileErrorTests {
  private let start = "version: 1\ntimeout: 2h\n"

  private func refusal(of bytes: [UInt8]) -> SettingsError? {
    do {
      _ = try ProjectFile(bytes: bytes, at: "/p/.killall.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("nmae: x", "/p/.killall.yaml:3:1: unknown key “nmae”; did you mean “name”?"),
    ("Timeout: 3h", "did you mean “timeout”?"), ("surprise: 1", "unknown key “surprise”; remove it"),
    ("execution: {comand: x}", "unknown key “comand”"), ("execution: {shell: sh}", "unknown key “shell”"),
    ("execution: {retrys: 1}", "did you mean “retries”?"),
    ("hooks: {predestroy: x}", "/p/.killall.yaml:3:9: unknown key “predestroy”; did you mean “pre_destroy”?"),
    ("hooks: {on_sucess: x}", "unknown key “on_sucess”"),
    ("timeout: 3h", "the key “timeout” stands twice"), ("name: a\nname: b", "the key “name” stands twice"),
    ("\"name\": a\nname: b", "“name” stands twice"),
    ("hooks: {pre_destroy: a, before_destroy: b}", "“pre_destroy” and “before_destroy” are one key"),
    (
      "execution: {workingDir: a, workingDirectory: b}",
      "3:28: “workingDir” and “workingDirectory” are one key in two spellings; keep one"
    ),
    ("name: ''", "“name” is “”; expected words on one line"), ("name: ' '", "“name” is “ ”"),
    ("name:", "“name” is “”"),
    ("name: ~", "“name” is “~”"), ("name: \"a\\nb\"", "“name” is “a\u{FFFD}b”"),
    ("name: [a]", "“name” is “a list or mapping”"),
    ("command:", "“command” is “”; expected a command"), ("command: null", "“command” is “null”"),
    ("command: \" \\n\"", "expected a command"),
    ("command: [tofu, destroy]", "“command” is “a list or mapping”"),
    ("tags: demo", "“tags” is “demo”; expected a list"), ("tags: [a, ' ']", "expected words"),
    ("tags: [[a]]", "a list of lists"), ("tags: {a: b}", "“tags” is “a mapping”"),
    ("protected: maybe", "3:12: “protected” is “maybe”; expected true or false"),
    ("warnings: 5", "“warnings” is “5”; expected a list"),
    ("warnings: [soon]", "“warnings” is “soon”; expected minutes"),
    ("warnings: [0]", "“0”"), ("warnings: [525601]", "“525601”"), ("warnings: [-5]", "“-5”"),
    ("warnings: [1.5]", "“1.5”"),
    ("execution: 5", "3:12: a mapping of keys"), ("hooks: [a]", "a mapping of keys"),
    ("execution: {timeout: 1800}", "“timeout” is “1800”; expected a duration such as"),
    ("execution: {kill_after: never}", "“kill_after” is “never”"),
    ("execution: {retries: 100}", "“retries” is “100”; expected a number from 0 to 99"),
    ("execution: {retries: -1}", "“retries” is “-1”"), ("execution: {retries: many}", "“retries” is “many”"),
    ("execution: {working_directory: ../x}", "“working_directory” is “../x”; expected a directory inside"),
    ("execution: {environment: [A]}", "a mapping of keys"),
    ("execution: {environment: {A-B: x}}", "“environment” is “A-B”; expected names of letters"),
    ("execution: {environment: {<<: {A: x}}}", "“environment” is “<<”"),
    ("hooks: {before_destroy: {a: b}}", "“before_destroy” is “a list or mapping”"),
    ("hooks: {before_destroy: ''}", "expected a command, or a list of them"),
    ("hooks: {before_destroy: [a, '']}", "expected a command, or a list of them"),
    ("hooks: {before_destroy: [[a]]}", "a list of lists"),
    ("<<: {name: x}", "unknown key “<<”"), ("? name\n: x", "3:1: keys after “?” are not understood"),
    ("{a: b}: c", "a mapping of keys"), ("[a]: c", "a mapping of keys"),
    ("tags: [{? a : b}]", "keys after “?” are not understood"),
    ("name: &a x", "3:7: anchors (&name) and aliases (*name) are not understood"),
    ("name: *a", "aliases (*name)"),
    ("tags: &a [x]\nwarnings: *a", "3:7: anchors"), ("&a name: x", "3:1: anchors"),
    ("hooks: &h\n  pre_destroy: x", "anchors"),
    ("name: !!binary aGk=", "3:7: tags (!name) are not understood"), ("name: !!str x", "tags"),
    ("name: !foo x", "tags"),
    ("tags: !!set {a, b}", "tags"), ("tags: [!x a]", "3:8: tags"), ("!!str name: x", "3:1: tags"),
    ("---\nversion: 1", "more documents than one"), ("...\n---\nversion: 1", "more documents than one"),
    ("name: [", "is no valid YAML"), ("  name: x", "is no valid YAML"), ("name: 'x", "is no valid YAML"),
    ("\tname: x", "is no valid YAML"), ("name: \"\\0\"", "“name” is “\u{FFFD}”"),
    ("command: \"a\\0b\"", "“command” is"),
    ("name: \u{7}", "is no valid YAML: control characters are not allowed"),
  ])
  func saysWhatIsWrongAndWhere(text: String, part: String) throws {
    let error = try #require(refusal(of: Array((start + text).utf8)), "accepted: \(text)")
    #expect(error.description.contains(part), "\(error.description)")
    #expect(error.description.hasPrefix("/p/.killall.yaml"))
  }

  @Test(arguments: [
    ("", "“version: 1” is missing"), ("# nothing\n", "“version: 1” is missing"),
    ("---\n", "“version: 1” is missing"),
    ("timeout: 2h", "1:1: “version: 1” is missing"),
    ("version: 2\ntimeout: 2h", "1:10: version 2 is not understood"),
    ("version: [1]\ntimeout: 2h", "“version” is"),
    ("version: 1", "“timeout” is missing; expected a duration such as 2h"),
    ("version: 1\ntimeout:", "2:9: “timeout” is “”"),
    ("version: 1\ntimeout: 2", "“timeout” is “2”; expected a duration"),
    ("version: 1\ntimeout: 0s", "“0s”"), ("version: 1\ntimeout: -5h", "“-5h”"),
    ("version: 1\ntimeout: 366 days", "“366 days”"),
    ("version: 1\ntimeout: 1.5", "“1.5”"), ("version: 1\ntimeout: [2h]", "“timeout” is “a list or mapping”"),
    ("- version: 1", "a mapping of keys"), ("version", "a mapping of keys"), ("'", "is no valid YAML"),
  ])
  func whatMustBeThere(text: String, part: String) throws {
    let error = try #require(refusal(of: Array(text.utf8)), "accepted: \(text)")
    #expect(error.description.contains(part), "\(error.description)")
  }

  @Test func bytesThatAreNoText() {
    let path = "/p/.killall.yaml"
    #expect(refusal(of: [0xFF, 0xFE]) == SettingsError(.syntax("it is not UTF-8 text"), file: path))
    #expect(
      refusal(of: Array(start.utf8) + [0xC3]) == SettingsError(.syntax("it is not UTF-8 text"), file: path))
    let full = Array(start.utf8) + Array(repeating: UInt8(ascii: "#"), count: 65_536 - start.utf8.count)
    #expect(refusal(of: full) == nil)
    #expect(refusal(of: full + [0x23]) == SettingsError(.tooLarge(limit: 65_536), file: path))
    #expect(
      refusal(of: Array(repeating: 0, count: 10_000_000))
        == SettingsError(.tooLarge(limit: 65_536), file: path))
    #expect(refusal(of: Array(start.utf8) + [0])?.description.contains("control characters") == true)
    #expect(refusal(of: [])?.problem == .version(nil))
  }

  /// Wherever a value of a variable stands, and whatever is wrong around it.
  @Test(arguments: [
    "execution: {environment: {A: [s3cret]}}", "execution: {environment: {A: {b: s3cret}}}",
    "execution: {environment: {A: \"s3cret\\0\"}}", "execution: {environment: {A: !x s3cret}}",
    "execution: {environment: {A=s3cret: x}}", "execution: {environment: [A=s3cret]}",
    "execution: {environment: A=s3cret}", "execution: {environment: {A: s3cret, A: s3cret}}",
    "execution: {environment: {A: &a s3cret, B: *a}}", "execution: {environment: {A: 's3cret}}",
    "execution:\n  environment:\n    A: s3cret: x", "execution:\n  environment:\n    A: s3cret\n   B: x",
    "execution:\n  environment:\n    A: \"s3cret\"x", "execution: {environment: {A: s3cret, B-C: s3cret}}",
    "execution: {environment: {A: s3cret}, workingDir: a, working_dir: b}",
  ])
  func noErrorNamesTheValueOfAVariable(text: String) throws {
    let error = try #require(refusal(of: Array((start + text).utf8)))
    #expect(!"\(error.description) \(error)".contains("s3cret"), "\(error)")
  }

  /// What a terminal would obey is not handed to it.
  @Test(arguments: [
    "\"\\e[31mx\": 1", "\"a\\r\\nb\": 1", "name: \"\\e]0;x\\a\"", "version: \"\\e[1m\"", "tags: \"\\u202E\"",
  ])
  func errorsAreOneLineOfPlainText(text: String) throws {
    let words = try #require(refusal(of: Array((start + text).utf8))).description
    #expect(
      words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x202E })
    #expect(words.unicodeScalars.count < 400)
  }

  /// The names of directories are whatever somebody chose.
  @Test func pathsInErrorsAreOneLineOfPlainText() throws {
    do {
      _ = try ProjectFile(bytes: [], at: "/p/\u{1B}[31m\n\u{202E}x/.killall.yaml")
      Issue.record("it is taken")
    } catch {
      #expect(error.description.hasPrefix("/p/\u{FFFD}[31m\u{FFFD}\u{FFFD}x/.killall.yaml: "))
    }
  }
}
