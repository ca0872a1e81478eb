import Deadlines

/// Another program's file as it was read.
struct ForeignFile: Equatable, Sendable {
  var path: String
  var shape: ForeignShape
  var projects: ForeignTable
  var executions: ForeignTable
  var events: ForeignTable
  var storedSettings = 0
}

extension ImportPlan {
  /// Says what is to be taken over from `file` at `now`.
  ///
  /// - Parameter resolve: the directory a path names, so that one project is never taken twice.
  init(_ file: ForeignFile, at now: Timestamp, resolve: (String) -> String) {
    self.init(source: file.path, shape: file.shape, storedSettings: file.storedSettings)
    var places: [String: Int] = [:]
    var paths: [String: String] = [:]
    for row in file.projects.all {
      do throws(RefusedRow) {
        guard let id = row.id else { throw row.refusal("id", .missing) }
        var imported = try ImportedProject(row, file.shape, at: now)
        if imported.project.path.hasPrefix("/") { imported.project.path = resolve(imported.project.path) }
        if let other = paths[imported.project.path] { throw row.refusal("path", .sameDirectory(as: other)) }
        paths[imported.project.path] = id
        places[id] = projects.count
        projects.append(imported)
      } catch {
        refused.append(error)
      }
    }
    addExecutions(file, places)
    addEvents(file, places)
  }

  private mutating func addExecutions(_ file: ForeignFile, _ places: [String: Int]) {
    var isLastUnderWay: [Int: Bool] = [:]
    for row in file.executions.all {
      do throws(RefusedRow) {
        guard let owner = row["project_id"].key, let place = places[owner] else {
          throw row.refusal("project_id", .projectNotTaken)
        }
        let (execution, wasUnderWay) = try Execution.imported(row, file.shape)
        projects[place].executions.append(execution)
        isLastUnderWay[place] = wasUnderWay
      } catch {
        refused.append(error)
      }
    }
    for place in projects.indices {
      projects[place].settle(file.shape, isLastUnderWay: isLastUnderWay[place] ?? false)
    }
  }

  private mutating func addEvents(_ file: ForeignFile, _ places: [String: Int]) {
    for row in file.events.all {
      do throws(RefusedRow) {
        let event = try LogEvent(imported: row, file.shape)
        guard row["project_id"] != .null else {
          events.append(event)
          continue
        }
        guard let owner = row["project_id"].key, let place = places[owner] else {
          throw row.refusal("project_id", .projectNotTaken)
        }
        projects[place].events.append(event)
      } catch {
        refused.append(error)
      }
    }
  }
}
