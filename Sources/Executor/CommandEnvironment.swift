/// The environment a command gets: a fixed list from the session, nothing else, and two settings for OpenTofu.
///
/// What could make a program do something other than the command says (`LD_PRELOAD`, `BASH_ENV`, `TF_CLI_ARGS`, …) is
/// not on the list.
public struct CommandEnvironment: Hashable, Sendable {
  /// The variables by name.
  public let variables: [String: String]

  /// Variables that are passed on.
  public static let names: Set<String> = [
    "HOME", "USER", "LOGNAME", "PATH", "SHELL", "TMPDIR", "LANG", "LANGUAGE", "TZ",
    "SSH_AUTH_SOCK", "SSH_AGENT_PID", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME", "KUBECONFIG",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE",
    "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY",
  ]

  /// Beginnings of names that are passed on: locale, desktop, and the credentials of clouds.
  public static let prefixes = [
    "LC_", "XDG_", "TF_", "AWS_", "AZURE_", "ARM_", "GOOGLE_", "GCLOUD_", "CLOUDSDK_", "DOCKER_", "KUBE_",
    "VAULT_", "CONSUL_", "NOMAD_", "GITHUB_", "GITLAB_", "DIGITALOCEAN_", "HCLOUD_", "CLOUDFLARE_", "LINODE_",
    "SCW_", "OCI_", "OS_", "ALICLOUD_", "VSPHERE_", "PULUMI_",
  ]

  /// Beginnings of names that are kept back although one of ``prefixes`` fits.
  public static let excludedPrefixes = ["TF_CLI_ARGS"]

  /// Chooses from the variables of the session.
  ///
  /// A session without `PATH` gets the system's usual one. What `own` names is passed on whatever it is, and wins; the
  /// directories of `seenPath` are searched after those of the session.
  public init(session: [String: String], own: [String: String] = [:], seenPath: String? = nil) {
    var variables = session.filter { name, value in
      Self.names.contains(name)
        || Self.prefixes.contains(where: name.hasPrefix)
          && !Self.excludedPrefixes.contains(where: name.hasPrefix)
    }
    variables["PATH"] = joined(variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin", with: seenPath)
    variables["TF_IN_AUTOMATION"] = "1"
    variables["TF_INPUT"] = "0"
    variables.merge(own) { _, own in own }
    // These come from outside as well; a process can be given neither a NUL nor a name that ends early.
    variables = variables.filter { name, value in
      !name.isEmpty && !name.utf8.contains(UInt8(ascii: "=")) && !name.utf8.contains(0)
        && !value.utf8.contains(0)
    }
    self.variables = variables
  }

  /// The variables as a process takes them, `NAME=value`, sorted by name.
  var entries: [[UInt8]] {
    variables.sorted { $0.key < $1.key }.map { Array("\($0.key)=\($0.value)".utf8) }
  }
}

/// A search path, and what another one has besides; only absolute directories of that.
private func joined(_ path: String, with other: String?) -> String {
  let present = path.split(separator: ":", omittingEmptySubsequences: false)
  var added: [Substring] = []
  for directory in other?.split(separator: ":") ?? [] where directory.hasPrefix("/") {
    if !present.contains(directory), !added.contains(directory) { added.append(directory) }
  }
  return (present + added).joined(separator: ":")
}
