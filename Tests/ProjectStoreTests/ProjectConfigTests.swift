import Deadlines
import RealParts
import Testing

@testable import ProjectStore

@Suite("The config of a project", .bothEngines)
struct ProjectConfigTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("store")
  }

  private func read(_ config: String) async throws -> Project {
    let store = try await openStore(in: folder)
    let project = try await store.projects.add(sample("/srv/demo"))
    let quoted = config.replacing("'", with: "''")
    try await OtherProgram.run("UPDATE projects SET config = '\(quoted)'", on: folder.file)
    return try await store.required(project.id)
  }

  @Test("says how it is torn down")
  func everyKey() async throws {
    let project = try await read(
      #"""
      {"version": 1, "execution": {"timeout": "1h30m", "working_directory": "./infra//eu/", "retries": 0,
        "environment": {"AWS_PROFILE": "it's", "COUNT": 3, "ON": true, "EMPTY": ""}, "kill_after": "2 min"},
       "hooks": {"before_destroy": "./check", "after_destroy": "echo \"done\"", "on_failure": "./tell"}}
      """#)
    #expect(project.flaw == nil)
    #expect(
      project.wishes
        == ExecutionWishes(
          commandTimeout: .minutes(90), workingDirectory: "infra/eu",
          environment: ["AWS_PROFILE": "it's", "COUNT": "3", "ON": "true", "EMPTY": ""], retries: 0,
          killAfter: .minutes(2),
          hooks: ExecutionWishes.Hooks(
            beforeDestroy: "./check", afterDestroy: "echo \"done\"", onFailure: "./tell")))
  }

  @Test(
    "leaves what it does not say to the settings",
    arguments: [
      "{}", #"{"execution": null, "hooks": null}"#, #"{"execution": {}, "hooks": {}}"#,
      #"{"execution": {"environment": null, "working_directory": ".", "timeout": null}}"#,
      #"{"execution": {"working_directory": "/srv/demo"}}"#,
      #"{"execution": {"working_directory": "/srv/demo/"}}"#,
      #"{"hooks": {"before_destroy": " ", "on_failure": ""}}"#,
      #"{"hooks": {"beforeDestroy": ["x"]}, "x": 1e99}"#,
      #"{"x": {"x": {"y": "x"}, "y": ["y", "y", "\"", "\\"]}, "y": [{"x": 1}, {"x": 2}], "z": "z"}"#,
    ])
  func silence(config: String) async throws {
    let project = try await read(config)
    #expect(project.wishes == ExecutionWishes() && project.flaw == nil)
  }

  @Test("may name a directory inside its own by its whole path")
  func absolute() async throws {
    #expect(
      try await read(#"{"execution": {"working_directory": "/srv/demo/a/./b"}}"#).wishes.workingDirectory
        == "a/b")
  }

  @Test(
    "holds it where it makes no sense, and names the place but no secret",
    arguments: [
      ("[1]", "it is no JSON object"), ("{\"secret\"", "it is no JSON object"),
      (#"{"execution": 3}"#, "execution is 3, no object"),
      (#"{"hooks": ["x"]}"#, "hooks is a list, no object"),
      (
        #"{"execution": {"timeout": 300}}"#,
        "execution.timeout is 300, no duration such as 30s, 15 min or 2 hours"
      ),
      (#"{"execution": {"timeout": "soon"}}"#, "execution.timeout is soon, no duration"),
      (#"{"execution": {"kill_after": "0s"}}"#, "execution.kill_after is 0s, no duration"),
      (#"{"execution": {"retries": -1}}"#, "execution.retries is -1, no number from 0 to 99"),
      (#"{"execution": {"retries": "3"}}"#, "execution.retries is 3, no number"),
      (#"{"execution": {"retries": 1.5}}"#, "execution.retries is 1.5, no number"),
      (#"{"execution": {"retries": true}}"#, "execution.retries is true, no number"),
      (
        #"{"execution": {"working_directory": "/srv"}}"#,
        "execution.working_directory is /srv, no directory inside the project's"
      ),
      (#"{"execution": {"working_directory": "/srv/demonstration"}}"#, "no directory inside"),
      (#"{"execution": {"working_directory": "a/../../b"}}"#, "no directory inside"),
      (#"{"execution": {"working_directory": "a\u0000b"}}"#, "no text that can be used"),
      (#"{"execution": {"working_directory": 7}}"#, "no text that can be used"),
      (#"{"execution": {"environment": ["A=secret"]}}"#, "execution.environment is a list, no object"),
      (#"{"execution": {"environment": {"A": ["secret"]}}}"#, "execution.environment.A is no text"),
      (#"{"execution": {"environment": {"A": "secret\u0000"}}}"#, "execution.environment.A is no text"),
      (#"{"execution": {"environment": {"A": null}}}"#, "execution.environment.A is no text"),
      (#"{"execution": {"environment": {"A=B": "secret"}}}"#, "execution.environment.A=B is no name"),
      (#"{"execution": {"environment": {"": "secret"}}}"#, "execution.environment. is no name"),
      (#"{"hooks": {"before_destroy": ["./check"]}}"#, "hooks.before_destroy is a list, no text"),
      (
        #"{"hooks": {"befor_destroy": "./dump"}}"#,
        "hooks.befor_destroy is no key that is known; did you mean before_destroy?"
      ),
      (#"{"execution": {"retrys": 0}}"#, "execution.retrys is no key that is known"),
      (#"{"hooks": {"on_failure": "a\u0000"}}"#, "no text that can be used"),
      (#"{"warnings": [5, "soon"]}"#, "warnings holds soon, none of the minutes or durations"),
      (#"{"version": 1, "execution": {"retries": 1, "retries": 0}}"#, "execution.retries stands there twice"),
      (#"{"hooks": {"on_failure": "secret"}, "hooks": {}}"#, "hooks stands there twice"),
      (#"{"execution": {"timeout": "1h", "time\u006fut": "2h"}}"#, "execution.timeout stands there twice"),
      (
        #"{"execution": {"environment": {"A": "secret}\"{", "B": "{", "A": "secret"}}}"#,
        "execution.environment.A stands there twice"
      ),
      (#"{"x": [{"a": 1}, {"b": [], "b": 2}]}"#, "x.b stands there twice"),
      (#"{"warnings": 5}"#, "warnings is 5, no list of minutes or durations"),
    ])
  func nonsense(config: String, words: String) async throws {
    guard case .config(let text)? = try await read(config).flaw else {
      Issue.record("taken for sound: \(config)")
      return
    }
    #expect(text.hasPrefix(words) || text.contains(words), "\(text)")
    #expect(!text.contains("secret"))
  }
}
