import ExecutionJournal
import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct SecretsTests {
  private static let token = "hunter22-is-no-token"
  private static let key = "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA7x9\nq1zT0kLmN4vB8sWcXy\n-----END KEY-----"

  private let session = [
    "PATH": "/usr/bin:/bin", "GITHUB_TOKEN": token, "TF_VAR_private_key": key, "TF_VAR_plain": "plain-text",
    "https_proxy": "http://joe:proxy-pass@proxy:1",
  ]

  @Test(arguments: [
    "echo $GITHUB_TOKEN; echo $GITHUB_TOKEN >&2", "printf %s \"$GITHUB_TOKEN\"",
    "echo \"$TF_VAR_private_key\"",
    "printf '%s' \"$GITHUB_TOKEN\" | while IFS= read -r -n 1 c; do printf %s \"$c\"; done; echo",
    "printf hunter22-is; read x < go; printf %s -no-token; echo",
    "printf %s \"$GITHUB_TOKEN\" | base64", "printf x%s \"$GITHUB_TOKEN\" | base64",
    "printf xy%s \"$TF_VAR_private_key\" | base64 -w 0", "printf %s \"$TF_VAR_private_key\" | base64",
    "echo \"$TF_VAR_private_key\" | sed -n 2p", "env", "curl $https_proxy://nowhere; echo $https_proxy",
    "echo \"$TF_VAR_private_key\" | sed ':a;N;$!ba;s/\\n/\\\\n/g'", ": hunter22-is-no-token",
  ])
  func `Nothing of a secret comes to the disk`(command: String) async throws {
    let bench = try Bench(session: session)
    let go = try bench.fifo("go")
    try go.open()
    let running = try await bench.start("exec bash -c '\(command.replacing("'", with: "'\\''"))'")
    let result = try await running.ending()
    let all = try bench.everyByte(of: running.folder)
    let told = Data((result.output + result.error).utf8)
    // The command line is the user's own; what it says is in the record of what was to be run.
    let record =
      command.hasPrefix(":")
      ? try Data(contentsOf: URL(filePath: bench.executions.string + "/\(running.folder)/log")) : all
    for secret in [Self.token, "proxy-pass"] + Self.key.split(separator: "\n").map(String.init) {
      for text in [secret, base64Core(secret, 0), base64Core(secret, 1), base64Core(secret, 2)] {
        #expect(record.range(of: Data(text.utf8)) == nil, "\(text)")
        #expect(told.range(of: Data(text.utf8)) == nil, "\(text)")
      }
    }
    #expect(record.range(of: Data("***".utf8)) != nil)
  }

  @Test func `Names that the settings add are secret, and others are not`() async throws {
    let bench = try Bench(session: session)
    let result = try await bench.run("echo $TF_VAR_plain $OWN") { teardown in
      teardown.environment = ["OWN": "own-value"]
      teardown.masked = ["TF_*_PLAIN"]
    }
    #expect(result.output == "*** own-value\n")
  }

  /// While it runs, too: the record is complete before the command begins.
  @Test func `The record names the variables alone`() async throws {
    let bench = try Bench(session: session)
    let prepared = try await bench.prepare("true") { $0.environment = ["OWN": "own-value"] }
    let names = try bench.record(prepared.folder).readIntent().variables.map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(Set(names).isSuperset(of: ["GITHUB_TOKEN", "OWN", "PATH"]))
    let all = try bench.everyByte(of: prepared.folder)
    for value in [Self.token, "own-value", "plain-text"] { #expect(all.range(of: Data(value.utf8)) == nil) }
    #expect(try await prepared.launch().ending().ending == .exited(0))
  }

  /// The characters of its base64 that it alone decides.
  private func base64Core(_ text: String, _ before: Int) -> String {
    let whole = (Data(repeating: 0, count: before) + Data(text.utf8)).base64EncodedString()
    return String(whole.prefix((before + text.utf8.count) * 8 / 6).dropFirst((before * 8 + 5) / 6))
  }
}
