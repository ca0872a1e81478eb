import ExecutionJournal
import Glibc

// Started by a daemon or the command line, not by people; GATE is missing where the execution is claimed already.
//
//     killall-tofu-supervisor supervise ROOT NAME LOCK VALUES [GATE]
//     killall-tofu-supervisor --version
let arguments = CommandLine.arguments.dropFirst()
if Array(arguments) == ["--version"] {
  (programVersion + "\n").withCString { _ = write(STDOUT_FILENO, $0, strlen($0)) }
  exit(EX_OK)
}
guard arguments.first == "supervise", arguments.count >= 3,
  let inherited = Inheritance(arguments.dropFirst(3))
else {
  let usage =
    "usage: killall-tofu-supervisor supervise ROOT NAME LOCK VALUES [GATE]\n"
    + "Started by killall-tofu, one per teardown.\n"
  usage.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
  exit(EX_USAGE)
}
exit(supervise(root: arguments[2], name: arguments[3], inherited))
