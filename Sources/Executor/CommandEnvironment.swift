/// The environment a command gets: what is listed here from the session, what the project and the settings add, and two
/// settings for OpenTofu.
///
/// Nothing else of the session: what could make a program do something other than the command says (`LD_PRELOAD`,
/// `BASH_ENV`, `TF_CLI_ARGS`, …) gets there only by being added.
public struct CommandEnvironment: Hashable, Sendable {
  /// The variables by name.
  public let variables: [String: String]

  /// Chooses from the variables of the session; `added` is what the settings and the project say, and wins.
  ///
  /// `PATH` leads first to `seenPath`, the one there was when the project was registered, then to the session's; where
  /// there is neither, to the system's usual folders.
  public init(session: [String: String], seenPath: String? = nil, added: [String: String] = [:]) {
    var variables = session.filter { name, _ in Self.passesOn(name) }
    let path = SearchPath(seenPath ?? "").followed(by: SearchPath(variables["PATH"] ?? "")).text
    variables["PATH"] = path.isEmpty ? "/usr/local/bin:/usr/bin:/bin" : path
    variables["TF_IN_AUTOMATION"] = "1"
    variables["TF_INPUT"] = "0"
    variables.merge(added) { $1 }
    // These come from outside as well; a process can be given neither a NUL nor a name that ends early.
    self.variables = variables.filter { name, value in
      !name.isEmpty && !name.utf8.contains(UInt8(ascii: "=")) && !name.utf8.contains(0)
        && !value.utf8.contains(0)
    }
  }

  /// What the command of a teardown gets from this session, its project and the settings.
  init(session: [String: String], for teardown: Teardown) {
    self.init(session: session, seenPath: teardown.seenPath, added: teardown.environment)
  }

  /// The variables as a process takes them, `NAME=value`, sorted by name.
  var entries: [[UInt8]] {
    variables.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) }
  }
}
