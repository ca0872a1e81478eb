import Deadlines
import Discovery
import Executor
import ProjectStore
import RemoteControl
import Settings
import Wording

/// What reaches the overseer, in the order in which it is dealt with.
enum Input: Sendable {
  /// Something the schedule is to be told.
  case schedule(ScheduleEvent)
  /// Another program changed the file.
  case storeChanged(StoreChange)
  /// Users ask for something; see ``Mailbox/takeCommands()``.
  case commandsWaiting
  /// The machine is about to sleep; `told` is called once everything has been asked for that is to be said before.
  case sleepAnnounced(told: @Sendable () -> Void)
  /// Whether everything still works is asked; `answer` is called once the schedule and the file have shown it.
  case pulse(answer: @Sendable () -> Void)
  /// Something may have happened to the program file.
  case programTouched
  /// There was no program file a moment ago.
  case programMissed
  /// This program file, which replaced ours, has stayed as it is for a moment.
  case programSettled(ProgramFile.Mark)
  /// It was asked for its version; nil: it has none, or cannot be run.
  case programChecked(ProgramFile.Mark, version: String?)
  /// It has waited long for a calm moment.
  case patienceWithSuccessorOver(ProgramFile.Mark)
  /// Nothing on the screen stands in its way.
  case screenCalm(ProgramFile.Mark)
  /// Other settings are in force.
  case settings(Settings)
  /// The execution in this folder is over, whatever the file knows of it.
  case folderFree(String)
  /// The command of an execution has got on.
  case progressed(Execution, TerraformProgress)
  /// The ignore file cannot be used; the text says why.
  case ignoreFileFails(String)
  /// What was waited for has come: bad project files are told.
  case refusalsGathered
  /// What was waited for has come: holds of projects that come from files are told.
  case holdsGathered
  /// The system gives no more than so many watches.
  case watchesUsedUp(watched: Int, limit: Int)
  /// Everything is watched again.
  case watchesSuffice
  /// Something about the project files in these directories changed; whether one without a project makes one.
  case placesChanged([String], registers: Bool)
  /// The project files in these directories have been read; what was found comes next.
  case filesRead([String], registers: Bool)
  /// These places of project files were looked at; whether a file without a project makes one.
  case filesFound([FoundFile], registers: Bool)
  /// So many resources would go, as far as that could be found out; nil where nothing of the kind is known of.
  case counted(Project, ResourceCount?)
  /// The directory of a project is to be shown.
  case showFolder(Project.ID)
  /// The project file of a project is to be shown.
  case showFile(Project.ID)
  /// A click began a run of attempts at this project, which may still wait or have started since.
  case runBegunByClick(Project, UserAction)
  /// Another program wants the question raised whether to destroy a project now.
  case destroyRequested(ProjectReference, QuestionAnswer)
  /// The question about this row is up, or could not be raised.
  case questionRaised(Project, QuestionFailure?)
  /// A desktop asks what is going on.
  case overviewWanted
  /// A desktop wants the settings file opened.
  case settingsWanted(path: String)
  /// A stranger has this name of ours on the bus.
  case nameTaken(OwnName, NotificationText)
  /// The name is ours.
  case nameFree(OwnName)
  /// The log of a project's last teardown is to be shown.
  case showLog(Project.ID)
  /// The command of an execution has said nothing for too long, since then; nil: it is heard again.
  case teardownSilent(Execution, since: Timestamp?)
  /// An execution was asked to stop a while ago; whether it has is to be looked at.
  case stillRunning(Execution)
  /// The command of an execution runs.
  case executionStarted(Execution)
  /// An execution is over.
  case executionEnded(Execution, ExecutionResult)
}
