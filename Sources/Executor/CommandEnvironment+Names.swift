import Deadlines
import ExecutionJournal

extension CommandEnvironment {
  /// Variables that are passed on.
  public static let names: Set<String> = [
    "HOME", "USER", "LOGNAME", "PATH", "SHELL", "TMPDIR", "LANG", "LANGUAGE", "TZ",
    "SSH_AUTH_SOCK", "SSH_AGENT_PID", "DBUS_SESSION_BUS_ADDRESS", "GNUPGHOME", "KUBECONFIG",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE",
    "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy",
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY",
  ]

  /// Beginnings of names that are passed on: locale, desktop, OpenTofu, containers.
  public static let prefixes = ["LC_", "XDG_", "TF_", "DOCKER_", "KUBE_"]

  /// Beginnings of names that clouds and other providers of infrastructure read what they need from.
  public static let providerPrefixes = [
    "AWS_", "AZURE_", "ARM_", "GOOGLE_", "GCLOUD_", "CLOUDSDK_", "VAULT_", "CONSUL_", "NOMAD_", "GITHUB_",
    "GITLAB_", "DIGITALOCEAN_", "HCLOUD_", "CLOUDFLARE_", "LINODE_", "SCW_", "OCI_", "OS_", "ALICLOUD_",
    "VSPHERE_", "PULUMI_", "VULTR_", "CIVO_", "EXOSCALE_", "OVH_", "HETZNER_", "UPCLOUD_", "IBMCLOUD_", "IC_",
    "TENCENTCLOUD_", "YC_", "FASTLY_", "HEROKU_", "DATADOG_", "DD_", "NEW_RELIC_", "PAGERDUTY_", "GRAFANA_",
    "OKTA_", "AUTH0_", "MONGODB_ATLAS_", "CONFLUENT_", "SNOWFLAKE_", "DATABRICKS_", "PROXMOX_", "PM_",
    "NETLIFY_",
    "VERCEL_", "TAILSCALE_", "TFE_", "ATLAS_", "RANCHER_", "HELM_",
  ]

  /// Beginnings of names that are kept back although they fit otherwise.
  public static let excludedPrefixes = ["TF_CLI_ARGS"]

  /// Whether a variable of the session is passed on: it is listed, or looks like a credential.
  ///
  /// A provider that no list knows would else do nothing, or work on another account.
  public static func passesOn(_ name: String) -> Bool {
    guard !excludedPrefixes.contains(where: name.hasPrefix) else { return false }
    return names.contains(name) || prefixes.contains(where: name.hasPrefix) || isCredential(name)
  }

  /// Whether a name is one that credentials are looked for under: a provider's, or a secret's by its looks.
  public static func isCredential(_ name: String) -> Bool {
    guard !name.utf8.isEmpty, name.utf8.allSatisfy(\.isOfVariableName) else { return false }
    return providerPrefixes.contains(where: name.hasPrefix) || secretNames.contains(Array(name.utf8))
  }
}

private let secretNames = SecretNames()
