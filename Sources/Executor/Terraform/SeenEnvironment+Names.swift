public import Deadlines

extension SeenEnvironment {
  /// Takes down what is worth remembering of the environment a project is registered in.
  ///
  /// That is the absolute folders of its `PATH`, and the names of variables that lead to infrastructure or open it; their
  /// values are left where they are.
  public init(of environment: [String: String]) {
    let path = SearchPath(environment["PATH"] ?? "").text
    self.init(
      path: path.isEmpty ? nil : path,
      credentials: environment.filter { !$0.value.isEmpty && Self.isWorthRemembering($0.key) }.keys.sorted())
  }

  /// Whether its absence could let a teardown fail, or work on something else than meant.
  private static func isWorthRemembering(_ name: String) -> Bool {
    guard !trifles.contains(name), !endingsOfTrifles.contains(where: name.hasSuffix) else { return false }
    return name == "KUBECONFIG" || prefixes.contains(where: name.hasPrefix)
      || CommandEnvironment.isCredential(name)
  }

  private static let prefixes = ["TF_", "DOCKER_", "KUBE_"]

  /// They look like the others, and nothing depends on them.
  private static let trifles: Set<String> = [
    "TF_INPUT", "TF_IN_AUTOMATION", "TF_PLUGIN_CACHE_DIR", "TF_LOG_PATH",
  ]
  private static let endingsOfTrifles = [
    "_PAGER", "_EDITOR", "_OUTPUT", "_LOG", "_DEBUG", "_COLOR", "_PROMPT", "_CA_BUNDLE", "_CERTS_FILE",
  ]
}
