extension CommandEnvironment {
  /// The absolute path of the program that a shell would run by this name; nil if there is none.
  public func place(of program: String) -> String? {
    SearchPath(variables["PATH"] ?? "").place(of: program)
  }
}
