import Deadlines

extension ExecutionWishes {
  /// Reads the sections `execution` and `hooks` of the file in the directory at `path`.
  init(_ root: YAMLMapping, in path: String) throws(SettingsError) {
    self.init()
    if let section = try root.mapping("execution") {
      let section = try section.allowing(
        ["timeout", "working_directory", "environment", "retries", "kill_after"],
        spellings: ["environment_variables": "environment", "working_dir": "working_directory"])
      commandTimeout = try section.duration("timeout")
      workingDirectory = try section.innerDirectory("working_directory", of: path)
      environment = try section.mapping("environment")?.variables() ?? [:]
      retries = try section.integer("retries", in: 0...99)
      killAfter = try section.duration("kill_after")
    }
    if let section = try root.mapping("hooks") {
      let section = try section.allowing(
        ["before_destroy", "after_destroy", "on_failure"],
        spellings: ["pre_destroy": "before_destroy", "post_destroy": "after_destroy"])
      hooks.beforeDestroy = try section.shellLine("before_destroy")
      hooks.afterDestroy = try section.shellLine("after_destroy")
      hooks.onFailure = try section.shellLine("on_failure")
    }
  }
}
