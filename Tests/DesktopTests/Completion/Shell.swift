import Foundation
import RealParts
import Testing

/// A shell that completes our command line, on a terminal, with a user at its keyboard.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// What the shell reads at its start: our completions, and a key that writes the line down as it stands.
  func startFile(_ desk: Desk) -> String {
    let script = "\(desk.folder)/completions.\(rawValue)"
    switch self {
    case .bash:
      return """
        PS1='READY> '
        bind 'set bell-style none'; bind 'set enable-bracketed-paste off'
        . '\(script)'
        show() { printf '%s' "$READLINE_LINE" >'\(desk.folder)/line'; echo SHOWN; }
        bind -x '"\\C-g": show'
        """
    case .zsh:
      return """
        PS1='READY> '
        unset zle_bracketed_paste
        fpath=('\(desk.folder)/functions' $fpath)
        autoload -Uz compinit
        compinit -u -D
        show() { print -rn -- "$BUFFER" >'\(desk.folder)/line'; print SHOWN }
        zle -N show
        bindkey '^G' show
        """
    case .fish:
      return """
        function fish_prompt; printf 'READY> '; end
        function fish_greeting; end
        source '\(script)'
        bind \\cg "commandline >'\(desk.folder)/line'; echo SHOWN"
        """
    }
  }

  func arguments(_ desk: Desk) -> [String] {
    switch self {
    case .bash: ["bash", "--noprofile", "--rcfile", "\(desk.folder)/start", "-i"]
    case .zsh: ["zsh", "-i"]
    case .fish: ["fish", "--no-config", "-i", "-C", "source '\(desk.folder)/start'"]
    }
  }
}

extension Desk {
  /// Makes the shells of this desk find the program, and read its completions.
  func prepare(_ shell: Shell) async throws {
    let programs = URL(filePath: Desk.killallTofu).deletingLastPathComponent().path(percentEncoded: false)
    set("PATH", "\(programs):\(environment["PATH"] ?? "")")
    set("TERM", "xterm")
    set("ZDOTDIR", folder)
    let script = try await killallTofu("completions", shell.rawValue)
    try #require(script.code == 0 && script.errors.isEmpty)
    // Where zsh looks for functions by itself; the others read the file.
    try FileManager.default.createDirectory(atPath: "\(folder)/functions", withIntermediateDirectories: true)
    for name in ["functions/_killall-tofu", "completions.\(shell.rawValue)"] {
      try script.output.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    for name in ["start", ".zshrc"] {
      try shell.startFile(self).write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try keyboard.write(toFile: "\(folder)/keyboard", atomically: true, encoding: .utf8)
  }

  /// The line of the shell after its user typed `keys`; a tab in them is the key.
  func line(_ shell: Shell, typed keys: String) async throws -> String {
    try await type(keys + "\u{7}", into: shell)
    return try String(contentsOfFile: "\(folder)/line", encoding: .utf8).trimmingCharacters(in: .newlines)
  }

  /// Has a user type a command line, with tabs, and run it; what it wrote.
  func run(_ shell: Shell, typed keys: String) async throws -> String {
    try await type("\(keys) >'\(folder)/written' 2>&1; printf 'SH''OWN'\r", into: shell)
    return try String(contentsOfFile: "\(folder)/written", encoding: .utf8)
  }

  private func type(_ keys: String, into shell: Shell) async throws {
    let child = try start(["/usr/bin/python3", "\(folder)/keyboard", keys] + shell.arguments(self))
    let answer = await child.finished()
    try #require(answer.code == 0, "\(answer)")
  }
}

/// Types on a terminal once the prompt is there, and ends the shell when the sign has come that it is done.
private let keyboard = #"""
  import fcntl, os, pty, select, signal, struct, sys, termios, time

  pid, terminal = pty.fork()
  if pid == 0:
      os.execvp(sys.argv[2], sys.argv[2:])
  fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))
  seen = b""
  end = time.monotonic() + 45

  def await_(mark):
      global seen
      while mark not in seen:
          left = end - time.monotonic()
          if left <= 0 or not select.select([terminal], [], [], left)[0]:
              sys.stderr.write(seen.decode(errors="replace"))
              os.kill(pid, signal.SIGKILL)
              sys.exit(1)
          seen += os.read(terminal, 65536)
      seen = seen.split(mark, 1)[1]

  await_(b"READY> ")
  os.write(terminal, os.fsencode(sys.argv[1]))
  await_(b"SHOWN")
  os.kill(pid, signal.SIGKILL)
  os.waitpid(pid, 0)
  """#
