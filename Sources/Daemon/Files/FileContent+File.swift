public import Deadlines
public import Discovery
import Executor
public import Settings
import SystemPackage

extension FileContent {
  /// What the row of the project in `directory` is to say by its file.
  ///
  /// - Parameters:
  ///   - known: the row as it is; the command that was found for these very bytes stays, whatever is installed now.
  ///   - searchPath: where tofu and terraform are looked for.
  /// - Returns: nil where the file names no command and none goes without saying.
  public init?(
    _ file: ProjectFile, _ digest: ContentDigest, in directory: String, known: Project?, searchPath: String?
  ) {
    let found = known.flatMap { row in
      row.source == .file && TerraformCommand.isDefault(row.command) ? row.command : nil
    }
    let command =
      file.command ?? found ?? TerraformCommand.default(in: FilePath(directory), path: searchPath)
    guard let command else { return nil }
    self.init(
      digest: digest.text,
      name: file.name ?? directory.split(separator: "/").last.map(String.init) ?? "root",
      timeout: file.timeout, command: command, tags: file.tags, config: file.config,
      isProtected: file.isProtected, warningOffsets: file.warningOffsets, wishes: file.wishes)
  }
}
