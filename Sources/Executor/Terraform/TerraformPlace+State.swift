import Foundation
import SystemPackage

extension TerraformPlace {
  /// The file of its state; nil if the state is not kept locally.
  func localState(in directory: FilePath, _ environment: [String: String]) -> FilePath? {
    let variables = environment.merging(variables) { $1 }
    // An empty variable is none, as OpenTofu and Terraform have it.
    func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    let here = steps.reduce(directory) { $0.pushing(FilePath($1)) }
    let data = here.pushing(FilePath(value("TF_DATA_DIR") ?? ".terraform"))
    let backend: Backend?
    switch BoundedFile(data.appending("terraform.tfstate"), limit: 1 << 20) {
    case .absent: backend = nil
    case .unreadable: return nil
    case .bytes(let bytes):
      guard let record = try? JSONDecoder().decode(BackendRecord.self, from: bytes) else { return nil }
      backend = record.backend
    }
    guard backend?.type ?? "local" == "local" else { return nil }
    if let state { return here.pushing(FilePath(state)) }
    let chosen: String?
    switch BoundedFile(data.appending("environment"), limit: 4096) {
    case .absent: chosen = nil
    case .unreadable: return nil
    case .bytes(let bytes):
      chosen = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let workspace = value("TF_WORKSPACE") ?? chosen ?? ""
    if workspace.isEmpty || workspace == "default" {
      return here.pushing(FilePath(backend?.config?.path ?? "terraform.tfstate"))
    }
    return here.pushing(FilePath(backend?.config?.workspaces ?? "terraform.tfstate.d"))
      .pushing(FilePath(workspace)).appending("terraform.tfstate")
  }
}

/// What `init` wrote down about where states are kept.
private struct BackendRecord: Decodable {
  let backend: Backend?
}

private struct Backend: Decodable {
  struct Local: Decodable {
    let path: String?
    let workspaces: String?

    enum CodingKeys: String, CodingKey {
      case path
      case workspaces = "workspace_dir"
    }
  }

  let type: String
  let config: Local?

  enum CodingKeys: String, CodingKey {
    case type, config
  }

  init(from decoder: any Decoder) throws {
    let record = try decoder.container(keyedBy: CodingKeys.self)
    type = try record.decode(String.self, forKey: .type)
    // Other backends keep other things there.
    config = try? record.decodeIfPresent(Local.self, forKey: .config)
  }
}

/// A state in a file, in the clear.
struct LocalState {
  /// The most bytes that are read.
  static let limit = 16 << 20

  /// How many resources it holds, those of data sources left out; one for each index, and for each deposed object.
  let managedInstances: Int

  /// Reads a state; nil if there is none, or it is encrypted, too large or of a later version.
  init?(_ path: FilePath) {
    guard case .bytes(let bytes) = BoundedFile(path, limit: Self.limit),
      let record = try? JSONDecoder().decode(Record.self, from: bytes), record.version == 4
    else { return nil }
    managedInstances = record.resources.filter { $0.mode == "managed" }.reduce(0) { $0 + $1.instances.count }
  }

  private struct Record: Decodable {
    struct Resource: Decodable {
      struct Instance: Decodable {}

      let mode: String
      let instances: [Instance]
    }

    let version: Int
    let resources: [Resource]
  }
}
