/// The first `.killall.yaml` of a project, with words on what else it may say.
public struct ProjectFileDraft: Hashable, Sendable {
  /// How long the project lives, as people write it.
  public var timeout: String
  /// What to call it; nil for the name of its directory.
  public var name: String?
  /// What tears it down; nil for what its directory suggests.
  public var command: String?

  /// Puts together what the file is to say; whether that makes sense is told by reading ``text`` as a ``ProjectFile``.
  public init(timeout: String, name: String? = nil, command: String? = nil) {
    self.timeout = timeout
    self.name = name
    self.command = command
  }

  /// The file: a ``ProjectFile`` that is read from it has these very values.
  public var text: String {
    """
    # When this project is destroyed, and how.
    # Any change but a longer timeout has to be allowed anew: killall-tofu allow
    version: 1

    # How long it lives from when it is registered: 30 min, 2 hours, 1 day, 1h30m.
    timeout: \(timeout.scalar)

    # What to call it; otherwise it is called like its directory.
    \(name.map { "name: \($0.scalar)" } ?? "#name: demo")

    # What tears it down; otherwise tofu destroy -auto-approve (or terraform's), where there are such files.
    \(command.map { "command: \($0.scalar)" } ?? "#command: tofu destroy -auto-approve")

    #tags: [demo]
    # Never destroyed by a deadline, only by killall-tofu destroy:
    #protected: true
    # When to warn before the deadline, in minutes or as durations:
    #warnings: [60, 15, 5, 1]

    #execution:
    #  timeout: 30 min            # how long the command may say nothing before you are asked
    #  working_directory: infra   # inside this directory
    #  environment: {AWS_PROFILE: sandbox}
    #  retries: 2                 # attempts after a failed one
    #  kill_after: 10 min         # how long after it was asked to stop it is killed; never without this

    #hooks:
    #  before_destroy: ./check.sh   # where it fails, nothing is destroyed
    #  after_destroy: ./tell.sh
    #  on_failure: ./cry.sh

    """
  }
}

extension String {
  /// It as YAML: plain where that is plain to see, else in quotes.
  fileprivate var scalar: String {
    let isPlain = utf8.allSatisfy { byte in
      "./-_ ".utf8.contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    guard isPlain, let first, let last, first.isLetter || first.isNumber, last != " " else { return yaml }
    // These mean that nothing is said.
    return lowercased() == "null" ? yaml : self
  }
}
