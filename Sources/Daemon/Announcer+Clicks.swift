import Deadlines
import Logging
import Notifications
import RemoteControl
import Settings
import Wording

// What a click on a button of ours does, and what is said of it.

extension Announcer {
  /// Carries out a click and says what came of it; the server may have sent anything.
  func obey(_ text: String, under tag: String) async {
    if let key = TogetherKey(text: text) { return await obey(key) }
    switch ShowKey(text: text) {
    case .log(let project): return mailbox.post(.showLog(project))
    case .file(let project): return mailbox.post(.showFile(project))
    case .keep(let project): return questions.end(project)
    case .failures: return book.add(.showFailures)
    case nil: break
    }
    guard let key = ActionKey(text: text) else { return logger.notice("an unknown action was ignored") }
    var action = key.action
    if case .destroy = action {
      action = .destroy(confirmed: questions.answer(key.project, key.generation, under: tag))
    }
    let command = Command(project: .id(key.project), action: action, offered: key.generation)
    do {
      let row = try await mailbox.ask(command)
      switch action {
      // Its start may be told by now; whoever tells of that knows.
      case .destroy, .retry: mailbox.post(.runBegunByClick(row, action))
      case .extend, .cancel, .resume, .kill: tell(.changed(row, action))
      }
    } catch {
      logger.info("a click was refused: \(error.words)")
      guard case .refused(let refusal, let project?) = error else {
        return tellRefusal(.words([error.words]), .notDone(error.words))
      }
      tellRefusal(.action(project.id, action), .refused(project, action, refusal))
    }
  }

  private func obey(_ key: TogetherKey) async {
    guard case .extend(let duration) = key.wish else { return book.add(.showEach(key.members)) }
    var changed: [Project] = []
    var refused: [String] = []
    for member in key.members {
      let command = Command(
        project: .id(member.project), action: .extend(by: duration), offered: member.generation)
      do {
        changed.append(try await mailbox.ask(command))
      } catch {
        logger.info("a click was refused: \(error.words)")
        refused.append(error.words)
      }
    }
    guard !changed.isEmpty || !refused.isEmpty else { return }
    guard !changed.isEmpty else {
      return tellRefusal(.words(refused), .changedTogether([], refused: refused))
    }
    tell(.changedTogether(changed, refused: refused))
  }
}
