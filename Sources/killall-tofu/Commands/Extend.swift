import ArgumentParser
import Daemon
import Deadlines
import Wording

struct Extend: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Move a deadline away.",
    usage: "killall-tofu extend [<project>] <duration> [--database <file>]",
    discussion: """
      The new deadline counts from the old one, or from now if that is later. One extension is at most 30 days.

      EXAMPLE:
        killall-tofu extend demo 1h
        cd ~/stacks/demo && killall-tofu extend '2 hours'
      """)

  @Argument(
    help: ArgumentHelp(
      "The project, if it is not that of the current directory; then how long.",
      valueName: "project> <duration"))
  var words: [String] = []

  @OptionGroup var file: FileOptions

  func validate() throws {
    guard (1...2).contains(words.count) else {
      throw ValidationError(
        "expected [PROJECT] DURATION; quote a duration that holds a space, as in '2 hours'")
    }
    guard words.count == 1 || !words[0].isBlank else {
      throw ValidationError("the project is blank; leave it out for that of the current directory")
    }
  }

  /// Whether the duration stands where the project belongs.
  private var isTurnedRound: Bool {
    (try? Duration(text: words[0])) != nil && words[1].first?.isNumber != true
      && (try? Duration(text: words[1])) == nil
  }

  func carryOut() async throws {
    let text = words[words.count - 1]
    if words.count == 2, isTurnedRound {
      throw Failure(
        "\(text.quoted) is no duration, and \(words[0].quoted) is one; the other way round? killall-tofu extend "
          + "\(text.shellWord) \(words[0].shellWord)", .usage)
    }
    if words.count == 1, text.first?.isNumber == false {
      throw Failure("how long? As in: killall-tofu extend \(text.oneLine) 1h", .usage)
    }
    let duration: Duration
    do {
      duration = try Duration(text: text)
    } catch {
      throw Failure(error.words(about: text, upTo: Policy.longestExtension), .usage)
    }
    let session = try await Session.open(file)
    let project = try await session.carryOut(.extend(by: duration), on: words.count == 2 ? words[0] : nil)
    let when = session.whenDestroyed(project)
    print("\(project.shownName) is \(when).")
    if !when.hasPrefix("destroyed"), let deadline = project.deadline {
      print("Its deadline is \(deadline.clockTime(at: session.clock.now().wall)) now.")
    }
    await session.startDaemon()
  }
}
