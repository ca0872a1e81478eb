import Deadlines
import Notifications

/// The questions whether to destroy something now that are up, one per project.
///
/// Any program of the user may have one raised, so they are kept few: nobody clicks with care on what comes by the dozen.
struct Questions {
  /// A question as it stands on the screen.
  struct Question: Hashable {
    var confirmation: Confirmation
    var request: NotificationRequest
  }

  /// What becomes of a request to raise one.
  enum Admission: Hashable {
    /// It is to be raised, in the place of an earlier one.
    case raise
    /// The very question was raised only just now and is up.
    case isUp
    /// It is not to be raised.
    case refused(QuestionFailure)
  }

  /// How many may be up at a time.
  static let most = 3
  /// For how long after a question none is raised of the same project, in time the machine is awake.
  static let rest: Duration = .seconds(10)

  private(set) var up: [Project.ID: Question] = [:]
  private var beingRaised: Set<Project.ID> = []
  /// Awake times at which each project was last asked about; of the last ``rest`` only.
  private var raised: [Project.ID: Duration] = [:]

  /// Decides about a request; one that is to be raised ends in ``note(_:)`` or ``fail(_:)``.
  mutating func admit(_ project: Project, at now: Moment) -> Admission {
    up = up.filter { $0.value.confirmation.timeLeft(at: now) > .zero }
    raised = raised.filter { now.awake - $0.value < Self.rest }
    if let last = raised[project.id] {
      guard let question = up[project.id] else {
        return .refused(.justAsked(project, again: Self.rest - (now.awake - last)))
      }
      if question.confirmation.shows(project) { return .isUp }
    }
    guard beingRaised.union(up.keys).subtracting([project.id]).count < Self.most else {
      return .refused(.tooMany(project, Self.most))
    }
    beingRaised.insert(project.id)
    return .raise
  }

  /// The server accepted it.
  mutating func note(_ question: Question) {
    let id = question.confirmation.seen.id
    beingRaised.remove(id)
    up[id] = question
    raised[id] = question.confirmation.acceptedAt
  }

  /// It could not be raised, and what stood in its place is gone, too.
  mutating func fail(_ id: Project.ID) {
    beingRaised.remove(id)
    up[id] = nil
  }

  /// Takes the question that a click answered; nil where none is up that offered this.
  mutating func answer(_ id: Project.ID, _ offered: Generation, under tag: String) -> Confirmation? {
    guard let question = up[id], question.request.tag == tag,
      question.confirmation.seen.generation == offered
    else { return nil }
    up[id] = nil
    return question.confirmation
  }

  /// It was answered otherwise, or closed, or is void.
  mutating func end(_ id: Project.ID) { up[id] = nil }

  /// The same, by what identifies it on the screen.
  mutating func end(tag: String) { up = up.filter { $0.value.request.tag != tag } }

  /// Whether none is up that could still be answered, nor about to be.
  func areOver(at now: Moment) -> Bool {
    beingRaised.isEmpty && up.values.allSatisfy { $0.confirmation.timeLeft(at: now) <= .zero }
  }

  /// All went with their server.
  mutating func endAll() { up = [:] }
}

/// Called once with why the question is not up; nil if it is.
typealias QuestionAnswer = @Sendable (QuestionFailure?) -> Void
