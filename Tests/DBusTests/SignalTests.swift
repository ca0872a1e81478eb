import DBus
import RealParts
import Testing

@Suite struct SignalTests {
  let bus: PrivateBus

  init() async throws {
    bus = try await PrivateBus()
  }

  private func signal(_ member: MemberName, at path: ObjectPath = "/a/b", _ text: String = "") -> Message {
    .signal(member, of: "org.example.News", at: path, [.string(text)])
  }

  @Test(arguments: [
    (MatchRule(member: "Good"), 1), (MatchRule(path: "/a/b"), 2), (MatchRule(pathNamespace: "/a"), 3),
    (MatchRule(pathNamespace: "/a/b"), 2), (MatchRule(interface: "org.example.News"), 4),
    (MatchRule(interface: "org.example.Olds"), 0),
    (MatchRule(interface: "org.example.News", firstArgument: "it's"), 1),
  ])
  func onlyWhatFitsArrives(_ rule: MatchRule, count: Int) async throws {
    let listener = try await bus.connect()
    let signals = try await listener.signals(matching: rule)
    let end = try await listener.signals(matching: MatchRule(member: "End"))
    // A second rule makes the bus deliver everything, so the choice is ours.
    let everything = try await listener.signals(matching: MatchRule())
    let speaker = try await bus.connect()
    try speaker.send(signal("Good"))
    try speaker.send(signal("Bad", "it's"))
    try speaker.send(signal("Bad", at: "/a"))
    try speaker.send(signal("Bad", at: "/ab"))
    try speaker.send(.signal("End", of: "a.b", at: "/"))
    _ = await end.first { _ in true }
    listener.close()
    #expect(await signals.collected().count == count)
    _ = everything
  }

  // Whoever does not own the name is not heard, whatever else the connection listens to.
  @Test func aWellKnownSenderIsItsOwnerOfTheMoment() async throws {
    let name: BusName = "org.example.Herald"
    let listener = try await bus.connect()
    let signals = try await listener.signals(matching: MatchRule(sender: name, member: "News"))
    let everything = try await listener.signals(matching: MatchRule(member: "News"))
    let first = try await bus.connect()
    let second = try await bus.connect()
    try first.send(signal("News", "forged before there was an owner"))
    _ = try await first.requestName(name)
    try first.send(signal("News", "true"))
    try second.send(signal("News", "forged"))
    try await second.ping(second)
    try await first.releaseName(name)
    _ = try await second.requestName(name)
    try second.send(signal("News", "true again"))
    let heard = await everything.prefix(4).collected().count
    listener.close()
    #expect(heard == 4)
    #expect(await signals.collected().map { $0.body[0].string } == ["true", "true again"])
  }

  @Test func anOwnerThatIsThereAlreadyIsHeard() async throws {
    let name: BusName = "org.example.Herald"
    let speaker = try await bus.connect()
    _ = try await speaker.requestName(name)
    let listener = try await bus.connect()
    let signals = try await listener.signals(matching: MatchRule(sender: name))
    try speaker.send(signal("News", "hello"))
    let heard = await signals.first { $0.member == "News" }
    #expect(heard?.body == [.string("hello")])
    #expect(heard?.sender == speaker.uniqueName)
  }

  // The bus forgets the rule: it would refuse to remove it a second time.
  @Test func aDroppedStreamTakesItsRuleBack() async throws {
    let listener = try await bus.connect()
    let rule = "type='signal',member='Good'"
    func remove() async throws -> [Value] {
      try await listener.call(
        "RemoveMatch", of: "org.freedesktop.DBus", at: "/org/freedesktop/DBus", on: .bus, [.string(rule)])
    }
    var signals: AsyncStream<Message>? = try await listener.signals(matching: MatchRule(member: "Good"))
    #expect(signals != nil)
    signals = nil
    let error = await #expect(throws: BusError.self) { try await remove() }
    guard case .refused(let refusal) = error else {
      Issue.record("the rule was still there")
      return
    }
    #expect(refusal.name == "org.freedesktop.DBus.Error.MatchRuleNotFound")
  }

  @Test func aSignalCanBeForOneListener() async throws {
    let listener = try await bus.connect()
    let other = try await bus.connect()
    let signals = try await listener.signals(matching: MatchRule(member: "Whisper"))
    let overheard = try await other.signals(matching: MatchRule(member: "Whisper"))
    let speaker = try await bus.connect()
    try speaker.send(.signal("Whisper", of: "a.b", at: "/", to: listener.uniqueName))
    try speaker.send(.signal("Whisper", of: "a.b", at: "/", to: other.uniqueName, [.byte(1)]))
    #expect(await signals.first { _ in true }?.body == [])
    #expect(await overheard.first { _ in true }?.body == [.byte(1)])
  }
}
