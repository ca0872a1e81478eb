import Glibc

// Two ways to be started, neither by people: as the supervisor of one execution, and by that as the process which
// becomes its command.
//
//     killall-tofu-supervisor supervise ROOT NAME LOCK
//     killall-tofu-supervisor launch ROOT NAME
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("supervise", 4):
  exit(supervise(root: arguments[2], name: arguments[3], inheritedLock: arguments[4]))
case ("launch", 3):
  exit(launch(root: arguments[2], name: arguments[3]))
default:
  let usage =
    "usage: killall-tofu-supervisor supervise ROOT NAME LOCK\nStarted by killall-tofu, one per teardown.\n"
  usage.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) }
  exit(EX_USAGE)
}
