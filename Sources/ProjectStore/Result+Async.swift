extension Result where Success: ~Copyable {
  /// Holds what an asynchronous `body` returns, or the typed error that it throws.
  ///
  /// The standard library has this for synchronous bodies only.
  public init(catching body: () async throws(Failure) -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
