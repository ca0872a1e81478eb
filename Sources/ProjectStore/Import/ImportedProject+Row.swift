import Deadlines

/// What the original ran where a project named no command.
let originalDefaultCommand = "terraform destroy -auto-approve"

extension ImportedProject {
  /// Reads a row of the original's `projects`.
  ///
  /// A row that is worth supervising is taken even where it cannot be carried out: then the project is held.
  init(_ row: ForeignRow, _ shape: ForeignShape, at now: Timestamp) throws(RefusedRow) {
    guard case .text(let path) = row["path"] else {
      throw row.refusal("path", row["path"] == .null ? .missing : .unreadable)
    }
    let created = row["created_at"].time ?? row["discovered_at"].time ?? now
    self.init(
      project: Project(
        id: Project.ID(0), path: path, name: "", timeout: "", command: "", scheduledAt: now,
        createdAt: created, updatedAt: now))
    switch shape {
    case .seed:
      project.timeout = decisive("timeout", of: row)
      project.command = decisive("command", of: row)
    case .textTimes, .integerTimes: readConfig(row)
    }
    readName(row)
    readDeadline(row, at: now)
    readStatus(row, shape, at: now)
  }

  /// Text that decides what is done: one that is not what its bytes say is left out, which holds the project.
  private mutating func decisive(_ column: String, of row: ForeignRow) -> String {
    if case .text(let text) = row[column] { return text }
    if row[column] != .null {
      notes.append(.unreadableText(column: column, value: row[column].display))
    }
    return ""
  }

  private mutating func readConfig(_ row: ForeignRow) {
    guard case .text(let json) = row["config"], let said = ForeignConfig(json: json) else {
      return notes.append(.unreadableConfig(row["config"].display))
    }
    config = json
    project.timeout = usable(said.timeout, "timeout")
    project.tags = said.tags
    project.name = said.name ?? ""
    if let value = said.unreadableCommand {
      notes.append(.unreadableText(column: "config.command", value: value))
    } else if let command = said.command, !command.allSatisfy(\.isWhitespace) {
      project.command = usable(command, "command")
    } else {
      project.command = originalDefaultCommand
      notes.append(.defaultCommand)
    }
    do throws(ConfigFlaw) {
      let rest = said.without(try ProjectConfig(json: json, path: project.path).wishes)
      noteWhatIsNotTaken(rest)
      let followed = Set(said.hooks + said.variables).subtracting(rest.hooks + rest.variables)
      if !followed.isEmpty {
        notes.append(.followed(followed.sorted()))
        project.awaitsUser = true
      }
    } catch {
      project.unreadableConfig = error.words
      notes.append(.unreadableConfig(error.words))
      noteWhatIsNotTaken(said)
    }
  }

  /// A command without its variables or its check, or in another directory, must not start by itself.
  private mutating func noteWhatIsNotTaken(_ said: ForeignConfig) {
    if !said.variables.isEmpty { notes.append(.variables(said.variables)) }
    if !said.hooks.isEmpty { notes.append(.hooks(said.hooks)) }
    let elsewhere = said.workingDirectory.flatMap { $0 == project.path ? nil : $0 }
    if let elsewhere { notes.append(.workingDirectory(elsewhere)) }
    if let retries = said.retries { notes.append(.retries(retries)) }
    project.awaitsUser = !said.variables.isEmpty || said.hasCheck || elsewhere != nil
  }

  /// JSON can spell a NUL, which no path or command can hold.
  private mutating func usable(_ text: String?, _ key: String) -> String {
    guard let text, text.containsNUL else { return text ?? "" }
    notes.append(.unreadableText(column: "config.\(key)", value: String(text.prefix(80))))
    return ""
  }

  private mutating func readName(_ row: ForeignRow) {
    let name = row.prose("name") ?? project.name
    project.name = name.replacing("\0", with: "\u{2400}")
    guard project.name.allSatisfy(\.isWhitespace) else { return }
    project.name = project.path.split(separator: "/").last.map(String.init) ?? "root"
    notes.append(.named)
  }

  private mutating func readDeadline(_ row: ForeignRow, at now: Timestamp) {
    project.deadline = row["destroy_at"].time
    guard project.deadline == nil else { return }
    let value = row["destroy_at"].display
    guard row["destroy_at"] == .null else {
      // Long past, perhaps: now is when to ask.
      project.deadline = now
      return notes.append(.unreadableDeadline(value))
    }
    guard let lifetime = project.lifetime else { return notes.append(.noDeadline(value)) }
    project.deadline = now + lifetime
    notes.append(.newDeadline(value))
  }

  private mutating func readStatus(_ row: ForeignRow, _ shape: ForeignShape, at now: Timestamp) {
    switch shape {
    case .seed:
      switch row["active"].flag {
      case true?: schedule(at: now)
      // Whether it was destroyed is known only from its attempts.
      case false?: project.status = .cancelled
      case nil: holdForUser(.unknownStatus(row["active"].display))
      }
    case .textTimes, .integerTimes:
      switch row["status"] {
      case .text("active"), .text("pending"), .text("scheduled"), .text("discovered"): schedule(at: now)
      case .text("destroying"): holdForUser(.underWay)
      case .text("destroyed"): project.status = .destroyed
      case .text("failed"): project.status = .failed
      case .text("cancelled"): project.status = .cancelled
      case let other: holdForUser(.unknownStatus(other.display))
      }
    }
    if !project.status.awaitsDeadline { project.awaitsUser = false }
    if !project.status.isActive { forgetWhatIsOver(row) }
    if project.status.awaitsDeadline, project.flaw != nil {
      project.status = .held
      project.holdReason = .invalid
    }
  }

  /// Of a project that is over, only its past counts.
  private mutating func forgetWhatIsOver(_ row: ForeignRow) {
    project.deadline = row["destroy_at"].time
    notes.removeAll { note in
      switch note {
      case .defaultCommand, .newDeadline, .noDeadline, .unreadableDeadline, .retries: true
      default: false
      }
    }
  }

  /// What is overdue never starts by itself: nobody was warned by us, and the original is gone since who knows when.
  mutating func schedule(at now: Timestamp) {
    guard project.status == .scheduled, let deadline = project.deadline, deadline <= now else { return }
    project.status = .held
    project.holdReason = .overdue
    project.awaitsUser = true
  }

  private mutating func holdForUser(_ note: ImportNote) {
    project.status = .held
    project.holdReason = .interrupted
    project.awaitsUser = true
    notes.append(note)
  }
}

extension ImportedProject {
  /// Draws from its attempts what its row does not say.
  mutating func settle(_ shape: ForeignShape, isLastUnderWay: Bool) {
    if shape == .seed, project.status == .cancelled, executions.contains(where: { $0.status == .completed }) {
      project.status = .destroyed
    }
    guard isLastUnderWay, project.status.awaitsDeadline, !notes.contains(.underWay) else { return }
    let reason = project.holdReason
    holdForUser(.underWay)
    if reason == .invalid { project.holdReason = .invalid }
  }
}
