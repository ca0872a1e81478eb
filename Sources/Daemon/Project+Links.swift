import Deadlines
import Executor
import Settings
import SystemPackage

extension Project {
  /// Whether its directory, without the symbolic links in its path, is protected.
  func isProtectedBehindLinks(under policy: Policy) -> Bool {
    guard !policy.protection.paths.isEmpty, let real = resolvedPath(path) else { return false }
    var project = self
    project.path = real
    return project.protection(under: policy.protection) != nil
  }
}

extension Project {
  /// Whether its command may destroy resources of OpenTofu or Terraform although it is no plain call of theirs.
  var mayDestroyUncounted: Bool {
    let line = command.lowercased()
    return line.contains("terraform") || line.contains("tofu")
      || TerraformCommand.default(in: FilePath(path), path: nil) != nil
  }
}
