public import Deadlines
import GRDB

extension ProjectStore {
  /// Appends a line to the audit log; a NUL in its texts is written as U+2400.
  ///
  /// - Throws: `StoreError.rowMissing` if the project it speaks of is not there.
  public func log(_ event: LogEvent) async throws(StoreError) {
    try await record { try EventWriter.insert(event, in: $0) }
  }

  /// Lists the audit log of one project, or the whole of it, newest last.
  public func events(of project: Project.ID? = nil) async throws(StoreError) -> Listing<LogEvent> {
    var request = EventRow.order(EventColumn.id)
    if let project { request = request.filter(EventColumn.projectID == project.number) }
    return try await read { [request] in try Listing.fetch(request, in: $0, value: \.event) }
  }

  /// Writes where no rule of the projects can refuse.
  func record<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    switch await write(body) {
    case .success(let value): return value
    case .failure(let error): throw StoreError(error, path: place)
    }
  }
}
