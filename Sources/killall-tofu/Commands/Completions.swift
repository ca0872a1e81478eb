import ArgumentParser

struct Completions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the script for completions in a shell.",
    discussion: """
      For good: for bash into ~/.local/share/bash-completion/completions/killall-tofu, for fish into \
      ~/.config/fish/completions/killall-tofu.fish, for zsh as _killall-tofu into a directory of $fpath. For this shell \
      alone, read it at once.

      EXAMPLE:
        source <(killall-tofu completions bash)
        source <(killall-tofu completions zsh)
        killall-tofu completions fish | source
      """)

  @Argument(help: "The shell: bash, zsh or fish.")
  var shell: CompletionScript

  func run() {
    print(shell.text, terminator: "")
  }
}
