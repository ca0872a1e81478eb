import Deadlines
import RealParts
import Testing

@testable import ProjectStore

let noon = Timestamp(1_790_000_000)

func sample(_ path: String = "/srv/demo", name: String = "demo", deadline: Timestamp? = noon + .hours(2))
  -> NewProject
{
  NewProject(path: path, name: name, timeout: "2 hours", command: "true", deadline: deadline)
}

func request(_ directory: UInt64 = 7, folder: String = "one") -> ClaimRequest {
  ClaimRequest(
    folder: folder, workingDirectory: "/srv/demo", directory: FileIdentity(device: 1, inode: directory))
}

extension ProjectRepository {
  /// Registers a project without a line in the log.
  func add(_ new: NewProject) async throws -> Project {
    try await add(new, at: noon) { _ in nil }
  }
}

extension ExecutionRepository {
  /// Claims without guards.
  func claim(_ project: Project, _ request: ClaimRequest) async throws(ClaimError) -> Claim {
    try await claim(project.id, at: noon, request) { _ in
    } event: { _ in
      nil
    }
  }
}

extension ProjectStore {
  /// Closes the file now rather than with the last reference.
  func close() throws {
    try file.close()
  }

  /// Runs `sql` on the store's own connection.
  func run(_ sql: String) async throws {
    try await read { try $0.execute(sql) }
  }

  /// Reads a small answer on the store's own connection.
  func answer(_ sql: String) async throws -> [[Cell]] {
    try await read { try $0.cells(sql) }
  }

  /// The project, which must be there.
  func required(_ id: Project.ID) async throws -> Project {
    try #require(try await projects.find(id))
  }
}

/// Opens the file of `folder`, making it if it is not there.
func openStore(in folder: TestFolder, patience: Duration = .seconds(5)) async throws -> ProjectStore {
  try await ProjectStore.open(at: folder.file, create: .file, patience: patience, engine: .underTest)
}
