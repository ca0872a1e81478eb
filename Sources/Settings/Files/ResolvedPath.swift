import Glibc

/// The path as the file system has it, with every link resolved (realpath(3)); nil if nothing is there.
public func resolvedPath(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(validatingCString: real)
}
