import Daemon
import Deadlines
import Discovery
import Executor
import Foundation
import Settings
import SystemPackage
import Wording

extension Places {
  /// What this user has allowed and denied.
  var decisions: Consents { Consents(folder: consents) }

  /// How `path` is shown.
  func shown(_ path: String) -> String { path.oneLine.abbreviated(home: home) }
}

extension Session {
  /// What takes project files into the database, each as its user's word about it has it.
  var registrar: FileRegistrar {
    FileRegistrar(
      store: store, consents: places.decisions, settings: settings, searchPath: searchPath, clock: clock)
  }

  /// The environment in which the user of this session decides.
  var seenEnvironment: SeenEnvironment { SeenEnvironment(of: ProcessInfo.processInfo.environment) }
}

/// Where this session looks for programs.
var searchPath: String? { ProcessInfo.processInfo.environment["PATH"] }

/// The usual command where the directory holds files of OpenTofu or Terraform.
///
/// - Throws: `Failure` where it holds none, which tells to do `instead`.
func usualCommand(in directory: String, instead: String) throws -> String {
  guard let command = TerraformCommand.default(in: FilePath(directory), path: searchPath) else {
    throw Failure("\(directory.quoted) holds no OpenTofu or Terraform files; \(instead)", .usage)
  }
  return command
}

extension FoundFile {
  /// Why it is not taken as it is, as a failure with the place; nil where it makes sense and is safe.
  func failure(in places: Places) -> Failure? {
    switch content {
    case .sound: nil
    case .bad(let error, _): Failure(error.description.oneLine.abbreviated(home: places.home))
    case .unsafe(let danger, _): Failure(danger.description.oneLine)
    case .gone:
      Failure(
        "there is no \(ProjectFile.name) in \(places.shown(directory).quoted); to write one: killall-tofu init "
          + directory.shellPath(home: places.home))
    case .unseen(let reason):
      Failure("\(places.shown(path).quoted) cannot be looked at: \(reason.oneLine)")
    }
  }
}

extension Failure {
  init(_ error: FileDecisionError, in places: Places) {
    switch error {
    case .consent(let error): self.init(error, in: places)
    case .store(let error): self.init(error)
    }
  }

  init(_ error: ConsentError, in places: Places) {
    switch error {
    case .notSound(let path):
      self.init("\(places.shown(path).quoted) makes no sense or is not safe, so it cannot be allowed")
    case .nothingRead(let path): self.init("there is nothing to decide about in \(places.shown(path).quoted)")
    case .failed(let path, let text):
      self.init("what you decided about \(places.shown(path).quoted) cannot be kept: \(text.oneLine)")
    }
  }
}
