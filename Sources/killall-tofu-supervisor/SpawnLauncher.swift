import ExecutionJournal
import Glibc

/// Where the launching process finds what it is handed.
enum Handed {
  /// A pipe: one byte comes when the start is recorded, and end of file if the supervisor has gone.
  static let gate: Int32 = 3
  /// A pipe: a ``StartFailure`` goes here if the shell cannot be run; it closes when it runs.
  static let report: Int32 = 4
  /// The working directory.
  static let directory: Int32 = 5
}

/// Starts this program once more, as the process that will become the command: leader of a group of its own, with every
/// signal as a terminal's programs have it, `/dev/null` as input and the descriptors of `handing` under the numbers named.
func spawnLauncher(
  _ folder: ExecutionFolder, handing descriptors: [(ours: Int32, theirs: Int32)]
) throws(StartFailure) -> pid_t {
  var actions = posix_spawn_file_actions_t()
  try demand(posix_spawn_file_actions_init(&actions))
  defer { posix_spawn_file_actions_destroy(&actions) }
  // First out of the way of the numbers they are to have, so that none is overwritten before it is copied.
  let aside: Int32 = 64
  for (place, descriptor) in descriptors.enumerated() {
    try demand(posix_spawn_file_actions_adddup2(&actions, descriptor.ours, aside + Int32(place)))
  }
  for (place, descriptor) in descriptors.enumerated() {
    try demand(posix_spawn_file_actions_adddup2(&actions, aside + Int32(place), descriptor.theirs))
    try demand(posix_spawn_file_actions_addclose(&actions, aside + Int32(place)))
  }
  try demand(posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0))

  var attributes = posix_spawnattr_t()
  try demand(posix_spawnattr_init(&attributes))
  defer { posix_spawnattr_destroy(&attributes) }
  var all = sigset_t()
  sigfillset(&all)
  var none = sigset_t()
  sigemptyset(&none)
  try demand(posix_spawnattr_setsigdefault(&attributes, &all))
  try demand(posix_spawnattr_setsigmask(&attributes, &none))
  try demand(posix_spawnattr_setpgroup(&attributes, 0))
  let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
  try demand(posix_spawnattr_setflags(&attributes, Int16(flags)))

  let argv = CStrings(["killall-tofu-supervisor", "launch", folder.root, folder.name].map { Array($0.utf8) })
  // The command's environment is put on with the shell: nothing in it is to act on this program.
  var pid = pid_t()
  try demand(posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, argv.pointers, [nil]))
  return pid
}

private func demand(_ result: Int32) throws(StartFailure) {
  guard result == 0 else { throw StartFailure(.process, errno: result) }
}
