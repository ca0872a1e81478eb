import Glibc

// Started by a daemon or the command line, not by people; GATE is missing where the execution is claimed already.
//
//     killall-tofu-supervisor supervise ROOT NAME LOCK [GATE]
let arguments = CommandLine.arguments.dropFirst()
guard arguments.first == "supervise", [4, 5, 6].contains(arguments.count) else {
  let usage =
    "usage: killall-tofu-supervisor supervise ROOT NAME LOCK [GATE]\nStarted by killall-tofu, one per teardown.\n"
  usage.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
  exit(EX_USAGE)
}
exit(
  supervise(
    root: arguments[2], name: arguments[3], inheritedLock: arguments[4],
    gate: arguments.count > 4 ? arguments[5] : nil, values: arguments.count == 6 ? arguments[6] : nil))
