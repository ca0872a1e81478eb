import Testing

@testable import ExecutionJournal

@Suite struct SecretNamesTests {
  @Test(arguments: [
    "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "DB_PASSWORD", "db_password", "TF_VAR_dbPassword", "PGPASSWD",
    "KEY_PASSPHRASE", "GOOGLE_CREDENTIALS", "SSH_PRIVATE_KEY", "BASIC_AUTH", "GITLAB_PAT",
    "AZURE_CONNECTION_STRING",
    "SENTRY_DSN", "APIKEY", "VAULT_TOKEN", "TF_TOKEN_app_terraform_io", "DB_PWD", "ARM_CLIENT_SECRET",
    "ADMIN_PASSWORD1", "TF_VAR_dbpassword_main", "TF_VAR_db_pw", "CF_API_KEY2", "DBPASS", "MYSECRETS_B",
    "apikey_x",
    "SENTRY_DSN2", "PW1", "TF_VAR_mytokenvalue",
  ])
  func `These look secret`(name: String) {
    #expect(SecretNames().contains(Array(name.utf8)))
  }

  @Test(arguments: [
    "KEYBOARD", "SSH_AUTH_SOCK", "PASSWORD_FILE", "GPG_KEY_ID", "AWS_ACCESS_KEY_ID", "PWD", "OLDPWD", "PATH",
    "HOME",
    "AUTHOR", "OS_AUTH_URL", "GOOGLE_APPLICATION_CREDENTIALS", "XKB_KEYMAP", "PATTERN", "TOKENIZER", "", "_",
    "TOKENIZERS_PARALLELISM", "PASSWORD_FILE2", "GPG_KEY_ID1", "KEYBOARD_LAYOUT", "BYPASS", "MONKEY", "123",
    "SECRET_PATH",
  ])
  func `These do not`(name: String) {
    #expect(!SecretNames().contains(Array(name.utf8)))
  }

  @Test(arguments: [
    ("MY_VALUE", "MY_VALUE", true), ("my_*", "MY_VALUE", true), ("*", "X", true),
    ("*_VALUE", "MY_VALUE", true),
    ("M*_V*E", "MY_VALUE", true), ("M*V*X", "MY_VALUE", false), ("MY_VALUE", "MY_VALUES", false),
    ("*MY_VALUE*", "MY_VALUE", true), ("MY*UE*", "MY_VALUE", true), ("", "X", false), ("AB*BA", "ABA", false),
    ("a**b", "AB", true),
  ])
  func `Names can be added, with stars`(pattern: String, name: String, fits: Bool) {
    #expect(SecretNames(also: [Array(pattern.utf8)]).contains(Array(name.utf8)) == fits)
  }

  @Test func `Values in JSON are found by their names there`() {
    let json =
      #"CONFIG={"type": "service_account", "client_secret": "sec\u0041ret \"1\"", "auths": {"x":"#
      + #" {"auth" : "dXNlcjpwYXNz", "email": "joe@example.org"}}, "tokens": ["first-token", 7, "short"],"#
      + #" "private_key": "-----\nabcdefgh\n", "private_key_id": "0123456789"}"#
    let found = SecretValues(of: [Array(json.utf8)], names: SecretNames()).values
    let expected = [#"secAret "1""#, "dXNlcjpwYXNz", "first-token", "-----\nabcdefgh"]
    #expect(found == Set(expected.map { Array($0.utf8) }))
    let broken = SecretValues(of: [Array(#"C={"token": "no end, \"#.utf8)], names: SecretNames()).values
    #expect(broken.isEmpty)
  }

  @Test(arguments: [
    ("A_TOKEN=hunter22", ["hunter22"]), ("A_TOKEN=abc", []), ("A_TOKEN=true", []),
    ("A_TOKEN= hunter22\n", ["hunter22"]),
    ("PLAIN=hunter22", []), ("https_proxy=http://joe:hunter22@proxy:80/", ["hunter22"]),
    ("X=a://b:pass%40w@h c://d:other@i", ["pass%40w", "other"]), ("X=http://proxy:80/a@b", []), ("TOKEN", []),
  ])
  func `Values are found by name, and in URLs`(entry: String, values: [String]) {
    let found = SecretValues(of: [Array(entry.utf8)], names: SecretNames()).values
    #expect(found == Set(values.map { Array($0.utf8) }))
  }
}
