/// A `.killall.yaml` as a stranger might put it into a repository, so that something of it is run.
struct HostileFile: Sendable {
  /// The directory that it lies in.
  let name: String
  let bytes: [UInt8]
  /// What `scan` says of it where it is refused; nil where it becomes a project that waits for its user.
  let trouble: String?

  private init(_ name: String, _ yaml: String, refusedAs trouble: String? = nil) {
    self.init(name, bytes: Array(yaml.utf8), refusedAs: trouble)
  }

  private init(_ name: String, bytes: [UInt8], refusedAs trouble: String? = nil) {
    self.name = name
    self.bytes = bytes
    self.trouble = trouble
  }

  /// All of them; whatever of any is run leaves a file in the folder `marks`.
  static func all(marks: String) -> [HostileFile] {
    waiting(marks) + malformed(marks) + outside(marks) + oversized(marks)
  }

  private static func head(_ name: String, _ marks: String) -> String {
    "version: 1\ntimeout: 1s\ncommand: touch \(marks)/\(name)\n"
  }

  /// What makes sense, and therefore waits.
  private static func waiting(_ marks: String) -> [HostileFile] {
    [
      HostileFile("plain", head("plain", marks)),
      HostileFile(
        "hooks",
        head("hooks", marks)
          + "hooks: {before_destroy: touch \(marks)/a, after_destroy: touch \(marks)/b, on_failure: touch \(marks)/c}\n"
      ),
      HostileFile(
        "variables",
        head("variables", marks)
          + "execution: {environment: {PATH: ., LD_PRELOAD: ./x.so, ENV: ./x, BASH_ENV: ./x, TF_CLI_ARGS: -target=x}}\n"
      ),
      HostileFile(
        "escapes", head("escapes", marks) + "name: \"\\e[2J\\u202Eprod\\a\"\n", refusedAs: "“name”"),
      HostileFile("inner-link", head("inner-link", marks) + "execution: {working_directory: link}\n"),
      HostileFile("substitution", head("substitution", marks) + "name: $(touch \(marks)/name)\n"),
      HostileFile("no-warning", head("no-warning", marks) + "warnings: []\n"),
    ]
  }

  private static func malformed(_ marks: String) -> [HostileFile] {
    let bomb =
      "version: 1\na: &a [x,x,x,x,x,x,x,x,x]\n"
      + zip("bcdefghij", "abcdefghi").map {
        "\($0): &\($0) [\(Array(repeating: "*\($1)", count: 9).joined(separator: ","))]\n"
      }
      .joined()
    return [
      HostileFile("bomb", bomb + head("bomb", marks), refusedAs: "bomb/.killall.yaml:2:"),
      HostileFile(
        "alias", "version: 1\ntimeout: 1s\nname: &x touch \(marks)/alias\ncommand: *x\n",
        refusedAs: "alias/.killall.yaml:3:"),
      HostileFile(
        "merge", "version: 1\nhooks: &h {}\n<<: *h\ntimeout: 1s\ncommand: touch \(marks)/merge\n",
        refusedAs: "merge/.killall.yaml:2:"),
      HostileFile(
        "twice", head("twice", marks) + "command: touch \(marks)/twice\n",
        refusedAs: "the key “command” stands twice"),
      HostileFile(
        "twice-otherwise",
        head("x", marks) + "hooks: {pre_destroy: true, before_destroy: touch \(marks)/x}\n",
        refusedAs: "twice-otherwise/.killall.yaml:4:"),
      HostileFile("unknown", head("unknown", marks) + "allowed: true\n", refusedAs: "unknown key “allowed”"),
      HostileFile(
        "tag", "version: 1\ntimeout: 1s\ncommand: !!python/object/apply:os.system [touch \(marks)/tag]\n",
        refusedAs: "tag/.killall.yaml:3:"),
      HostileFile(
        "documents", head("documents", marks) + "---\n" + head("documents", marks),
        refusedAs: "documents/.killall.yaml:"),
      HostileFile(
        "newer", "version: 2\ntimeout: 1s\ncommand: touch \(marks)/newer\n", refusedAs: "version 2"),
      HostileFile("empty", "", refusedAs: "“version: 1” is missing"),
      HostileFile(
        "sign", "version: 1\ntimeout: -1s\ncommand: touch \(marks)/sign\n", refusedAs: "sign/.killall.yaml:2:"
      ),
    ]
  }

  private static func outside(_ marks: String) -> [HostileFile] {
    ["..", "../../..", "/etc", "a/../../b", "infra/.."].enumerated().map { number, place in
      HostileFile(
        "outside-\(number)", head("outside", marks) + "execution: {working_directory: \(place)}\n",
        refusedAs: "outside-\(number)/.killall.yaml:4:")
    }
  }

  private static func oversized(_ marks: String) -> [HostileFile] {
    let valid = Array(head("bytes", marks).utf8)
    return [
      HostileFile("nul", bytes: valid + [0] + Array("# x\n".utf8), refusedAs: "nul/.killall.yaml"),
      HostileFile("latin-1", bytes: valid + Array("name: ".utf8) + [0xE9, 0x0A], refusedAs: "UTF-8"),
      HostileFile(
        "ten-megabytes", bytes: valid + [UInt8](repeating: UInt8(ascii: "#"), count: 10 << 20),
        refusedAs: "65536"),
      HostileFile(
        "deep", bytes: valid + Array("tags: ".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 60_000),
        refusedAs: "deep/.killall.yaml"),
      HostileFile(
        "deeper", bytes: Array(repeating: "- ", count: 30_000).joined().utf8.map { $0 },
        refusedAs: "deeper/.killall.yaml"),
      HostileFile(
        "deepest", bytes: Array(repeating: "? ", count: 30_000).joined().utf8.map { $0 },
        refusedAs: "deepest/.killall.yaml"),
    ]
  }
}
