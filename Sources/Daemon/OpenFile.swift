import Glibc

/// Has the desktop open the file at `path` with whatever its user reads such files with, as xdg-open(1) does.
///
/// - Throws: `SystemCallError` if that cannot be started; what becomes of it afterwards is the desktop's business.
func openWithDesktop(_ path: String) throws(SystemCallError) {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  // `POSIX_SPAWN_SETSID`, which Glibc hides from Swift: what is opened outlives us.
  let setSession: Int16 = 0x80
  var all = sigset_t()
  sigfillset(&all)
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setflags(
    &attributes, setSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
  let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("xdg-open"), strdup(path), nil]
  defer { arguments.forEach { free($0) } }
  var pid = pid_t()
  let result = posix_spawnp(&pid, "xdg-open", nil, &attributes, arguments, environmentForOthers())
  guard result == 0 else { throw SystemCallError(call: "xdg-open", errno: result) }
  startThread { [pid] in while waitpid(pid, nil, 0) < 0, errno == EINTR {} }
}
