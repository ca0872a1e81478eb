import ExecutionJournal
public import SystemPackage

extension TerraformCommand {
  /// The shell line that destroys what the files in `directory` describe; nil where none of OpenTofu's or Terraform's lies.
  ///
  /// OpenTofu's where `path`, a `PATH`, leads to it or to neither, else Terraform's.
  public static func `default`(in directory: FilePath, path: String?) -> String? {
    guard holdsConfiguration(directory) else { return nil }
    let path = SearchPath(path ?? "")
    let program = path.finds("tofu") || !path.finds("terraform") ? "tofu" : "terraform"
    return line(of: program)
  }

  /// Whether `command` is a line that goes without saying in a directory of OpenTofu's or Terraform's files.
  public static func isDefault(_ command: String) -> Bool {
    ["tofu", "terraform"].contains { line(of: $0) == command }
  }

  private static func line(of program: String) -> String { "\(program) destroy -auto-approve" }

  private static func holdsConfiguration(_ directory: FilePath) -> Bool {
    folderEntries(at: directory.string).contains { name in
      endings.contains { name.utf8.count > $0.utf8.count && name.hasSuffix($0) }
    }
  }

  private static let endings = [".tf", ".tofu", ".tf.json", ".tofu.json"]
}
