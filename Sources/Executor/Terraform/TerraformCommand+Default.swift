import Glibc
public import SystemPackage

extension TerraformCommand {
  /// The shell line that destroys what the files in `directory` describe; nil where none of OpenTofu's or Terraform's lies.
  ///
  /// OpenTofu's where `path`, a `PATH`, leads to it or to neither, else Terraform's.
  public static func `default`(in directory: FilePath, path: String?) -> String? {
    guard holdsConfiguration(directory) else { return nil }
    let path = SearchPath(path ?? "")
    let program = path.finds("tofu") || !path.finds("terraform") ? "tofu" : "terraform"
    return "\(program) destroy -auto-approve"
  }

  private static func holdsConfiguration(_ directory: FilePath) -> Bool {
    guard let stream = directory.withPlatformString({ opendir($0) }) else { return false }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if endings.contains(where: { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }) {
        return true
      }
    }
    return false
  }

  private static let endings = [".tf", ".tofu", ".tf.json", ".tofu.json"].map { Array($0.utf8) }
}
