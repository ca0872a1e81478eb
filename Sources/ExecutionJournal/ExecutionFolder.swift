import Glibc

/// The folder that holds the record of one execution, shared by supervisor and daemon.
///
/// It has mode 0700 and its files 0600, whatever the umask:
///
/// - `lock`: held while the execution is under way; see ``FolderLock``
/// - `intent`, `started`, `ended`, `hook-ended`: the steps, each durable before the next; see ``Part``
/// - `out`, `err`: the pipes the shell lines write to, while it is under way
/// - `log`, `tail.N`: what they wrote; see ``LogFile``
/// - `stop`, `kill`: there once it was asked to stop, once its processes were killed by us
/// - `silent`: there while the command says nothing for too long; the time of its last output, Unix seconds
/// - `drain`: locked by whoever empties the pipes after a supervisor that was killed
public struct ExecutionFolder: Hashable, Sendable {
  /// Its name among the execution folders.
  public let name: String
  /// Absolute path of the folder that holds all of them.
  public let root: String

  /// Its absolute path.
  public var path: String { "\(root)/\(name)" }

  /// Names a folder; touches nothing.
  public init(name: String, in root: String) {
    self.name = name
    self.root = root
  }

  /// Makes the folder with its intent and locks it; returns when the disk has it.
  ///
  /// It comes into sight whole: nobody ever sees it unlocked or without its intent. After a power cut before the return
  /// it may be there without a readable intent; no claim names it then.
  ///
  /// - Throws: `JournalError.system`, with `ENOTEMPTY` if the name is taken; nothing is left behind.
  public func create(_ intent: Intent) throws(JournalError) -> FolderLock {
    let draft = ExecutionFolder(name: "." + name, in: root)
    guard mkdir(draft.path, 0o700) == 0 else { throw .last("mkdir", draft.path) }
    // What has this folder's name: the draft, then the folder itself; never one that was there before.
    var made = draft
    do throws(JournalError) {
      guard chmod(draft.path, 0o700) == 0 else { throw .last("chmod", draft.path) }
      let lock = try FolderLock(creatingIn: draft.path)
      let file = try writeNew(intent.bytes, to: draft.entryPath(Intent.name))
      guard rename(draft.path, path) == 0 else { throw .last("rename", path) }
      made = self
      // Only now, in one go: a journalling file system writes all of it with the first, and has little left to do for
      // the others.
      guard fsync(file.number) == 0 else { throw .last("fsync", entryPath(Intent.name)) }
      try synchronizeFolder(path)
      try synchronizeFolder(root)
      return lock
    } catch {
      made.remove()
      throw error
    }
  }

  /// The intent.
  ///
  /// - Throws: `JournalError`, also if there is none: every folder is made with one.
  public func readIntent() throws(JournalError) -> Intent {
    guard let intent = try read(Intent.self) else {
      throw .system(call: "open", path: entryPath(Intent.name), errno: ENOENT)
    }
    return intent
  }

  /// The record of the start, nil if there is none.
  ///
  /// - Throws: `JournalError` if it is there and cannot be read.
  public func readStarted() throws(JournalError) -> Started? {
    try read(Started.self)
  }

  /// The record of the end, nil if there is none.
  ///
  /// - Throws: `JournalError` if it is there and cannot be read.
  public func readEnded() throws(JournalError) -> Ended? {
    try read(Ended.self)
  }

  /// The record of the end of the hook after the verdict, nil if there is none.
  ///
  /// - Throws: `JournalError` if it is there and cannot be read.
  public func readHookEnded() throws(JournalError) -> HookEnded? {
    try read(HookEnded.self)
  }

  /// Records the start of a part and returns when the disk has it; only for the holder of the lock.
  ///
  /// - Throws: `JournalError.system`; the record may then be there or not.
  public func write(_ started: Started) throws(JournalError) {
    try write(entry: started)
  }

  /// Records the end and returns when the disk has it; only for the holder of the lock.
  ///
  /// - Throws: `JournalError.system`; the record may then be there or not.
  public func write(_ ended: Ended) throws(JournalError) {
    try write(entry: ended)
  }

  /// Records the end of the hook after the verdict and returns when the disk has it; only for the holder of the lock.
  ///
  /// - Throws: `JournalError.system`; the record may then be there or not.
  public func write(_ ended: HookEnded) throws(JournalError) {
    try write(entry: ended)
  }

  /// Takes room on the disk for the verdict before there is one: the output may fill the disk meanwhile.
  public func reserveEnd() {
    reserve(8 * 1024, for: entryPath(Ended.name))
  }

  /// Removes the folder and the files this module makes; only for the holder of the lock, before a claim.
  public func remove() {
    let names = [Intent.name, Started.name, Ended.name, HookEnded.name, Mark.silent.rawValue]
    for name in names { unlink(draftPath(entryPath(name))) }
    for name in names + ["out", "err", "log", "stop", "kill", "drain", "lock"] { unlink(entryPath(name)) }
    rmdir(path)
  }

  var lockPath: String { entryPath("lock") }

  func entryPath(_ name: String) -> String { "\(path)/\(name)" }

  private func write(entry: some Entry) throws(JournalError) {
    try writeDurably(entry.bytes, to: entryPath(type(of: entry).name), in: path)
  }

  private func read<E: Entry>(_ type: E.Type) throws(JournalError) -> E? {
    let path = entryPath(E.name)
    guard let bytes = try readWhole(path) else { return nil }
    do {
      return try E(bytes: bytes)
    } catch {
      throw .damaged(path: path, error)
    }
  }
}
