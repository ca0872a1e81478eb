/// Puts a script where it can be run at once, in one step, and makes the folders above it.
///
/// It is written by a program of its own. A file that we write is held open for writing by every child that another test
/// starts just then, some of them for minutes, and the kernel runs no such file (`ETXTBSY`, see execve(2)).
package func writeScript(_ script: String, at path: String) async throws {
  let line = #"mkdir -p "${0%/*}" && cat >"$0.new" && chmod 755 "$0.new" && mv "$0.new" "$0""#
  let answer = try await ChildProcess.run(["sh", "-c", line, path], input: script)
  guard answer.code == 0 else { throw NotWritten(path: path, errors: answer.errors) }
}

/// A script that could not be put in its place.
private struct NotWritten: Error {
  var path: String
  var errors: String
}
