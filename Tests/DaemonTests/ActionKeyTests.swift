import Deadlines
import Testing

@testable import Daemon

@Suite struct ActionKeyTests {
  @Test(arguments: [
    UserAction.extend(by: .seconds(900)), .cancel, .resume, .retry, .kill, .destroy(confirmed: nil),
  ])
  func comesBackAsItWent(action: UserAction) {
    let key = ActionKey(project: Project.ID(7), generation: Generation(3), action: action)
    #expect(ActionKey(text: key.text) == key)
  }

  @Test(arguments: [
    "", "default", "7", "7/3", "7/3/", "7/3/destroy/1", "7/3/extend", "7/3/extend/", "7/3/extend/0",
    "7/3/extend/-5",
    "7/3/extend/9/9", "x/3/cancel", "7/x/cancel", "7/3/cancel/1", "7//3/cancel",
    "99999999999999999999/1/cancel",
    "7/3/cancel ", "7/3/CANCEL",
  ])
  func whatIsNotOursIsNothing(text: String) {
    #expect(ActionKey(text: text) == nil)
  }
}
