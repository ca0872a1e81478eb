/// A process of a teardown that is killed.
enum Victim: String, CaseIterable, Sendable {
  case daemon
  case supervisor
}

/// A named point of a teardown: what one of its processes has just done, or is about to do.
struct KillPoint: Hashable, Sendable {
  /// A call of the C library, the end of the path it is about, and the how manieth of its kind; counted from the
  /// moment at which the daemon begins to prepare, or the supervisor starts.
  struct Call: Hashable, Sendable {
    var name: String
    var pathEnd: String
    var number: Int

    init(_ name: String, _ pathEnd: String = "-", _ number: Int = 1) {
      self.name = name
      self.pathEnd = pathEnd
      self.number = number
    }
  }

  enum Moment: String {
    case before
    case after
  }

  /// What has happened by then.
  var name: String
  /// Whose call it is.
  var process: Victim
  var moment: Moment
  var call: Call
  /// Whether the teardown is one with a hook before and a hook after the command.
  var hasHooks = false
  /// Whether a kill cannot make the end unknown any more.
  var isAfterVerdict = false

  init(
    _ process: Victim, _ name: String, _ moment: Moment, _ call: Call, hasHooks: Bool = false,
    isAfterVerdict: Bool = false
  ) {
    self.name = name
    self.process = process
    self.moment = moment
    self.call = call
    self.hasHooks = hasHooks
    self.isAfterVerdict = isAfterVerdict
  }

  /// The line that ``killLibrary`` reads.
  func line(killing victims: Set<Victim>) -> String {
    let others = victims.subtracting([process])
    let whom = others.isEmpty ? "self" : victims.contains(process) ? "both" : "other"
    return "\(process) \(call.name) \(call.pathEnd) \(call.number) \(moment) \(whom)"
  }
}

extension KillPoint {
  /// In the order of a teardown.
  static let all: [KillPoint] = [
    KillPoint(.daemon, "nothing written yet", .before, Call("mkdir", "-")),
    KillPoint(.daemon, "intent written, not in sight", .before, Call("rename", "-")),
    KillPoint(.daemon, "folder in sight, not synchronised", .after, Call("rename", "-")),
    KillPoint(.daemon, "intent synchronised", .after, Call("fsync", "/intent")),
    KillPoint(.daemon, "folder synchronised", .after, Call("fsync", "/executions")),
    KillPoint(.daemon, "supervisor spawned", .after, Call("posix_spawn", "/supervisor")),
    KillPoint(.daemon, "claim in the journal", .after, Call("fdatasync", "-journal", 2)),
    KillPoint(.daemon, "claim in the file", .before, Call("ftruncate", "-journal")),
    KillPoint(.daemon, "claim committed", .after, Call("ftruncate", "-journal")),
    KillPoint(.daemon, "claim synchronised, not let go", .before, Call("send", "-")),
    KillPoint(.daemon, "let go", .after, Call("send", "-")),
    KillPoint(.supervisor, "at the gate", .before, Call("read", "gate")),
    KillPoint(.supervisor, "through the gate", .after, Call("read", "gate")),
    KillPoint(.supervisor, "copy made", .after, Call("fork", "-")),
    KillPoint(.supervisor, "start written", .before, Call("rename", "/started")),
    KillPoint(.supervisor, "start in sight", .after, Call("rename", "/started")),
    KillPoint(.supervisor, "start synchronised, not let go", .before, Call("write", "pipe")),
    KillPoint(.supervisor, "command let go", .after, Call("write", "pipe")),
    KillPoint(.daemon, "start not committed", .before, Call("ftruncate", "-journal", 2)),
    KillPoint(.daemon, "start committed", .after, Call("ftruncate", "-journal", 2)),
    KillPoint(.supervisor, "command ended, nothing written", .after, Call("waitpid", "-")),
    KillPoint(.supervisor, "end written", .before, Call("rename", "/ended")),
    KillPoint(.supervisor, "end in sight", .after, Call("rename", "/ended"), isAfterVerdict: true),
    KillPoint(.supervisor, "end synchronised", .before, Call("exit", "-"), isAfterVerdict: true),
    KillPoint(.daemon, "end not committed", .before, Call("ftruncate", "-journal", 3)),
    KillPoint(.daemon, "end committed", .after, Call("ftruncate", "-journal", 3)),
  ]

  /// What hooks add: with them the first start is that of the hook before the command, the last that of the one after.
  static let withHooks: [KillPoint] = [
    hook("first hook in sight", .after, Call("rename", "/started")),
    hook("first hook ended", .after, Call("waitpid")),
    hook("start after a hook written", .before, Call("rename", "/started", 2)),
    hook("start after a hook in sight", .after, Call("rename", "/started", 2)),
    hook("command after a hook ended", .after, Call("waitpid", "-", 2)),
    hook("end before a hook in sight", .after, Call("rename", "/ended"), isAfterVerdict: true),
    hook("last hook in sight", .after, Call("rename", "/started", 3), isAfterVerdict: true),
    hook("last hook ended", .after, Call("waitpid", "-", 3), isAfterVerdict: true),
    hook("end of the last hook written", .before, Call("rename", "/hook-ended"), isAfterVerdict: true),
    hook("end of the last hook in sight", .after, Call("rename", "/hook-ended"), isAfterVerdict: true),
  ]

  private static func hook(
    _ name: String, _ moment: Moment, _ call: Call, isAfterVerdict: Bool = false
  ) -> KillPoint {
    KillPoint(.supervisor, name, moment, call, hasHooks: true, isAfterVerdict: isAfterVerdict)
  }
}
