import Deadlines
import Testing

@testable import Wording

/// What a German desktop shows of one project, word by word.
@Suite struct GermanTests {
  private let desk = GermanDesk()
  private var now: Timestamp { desk.now }
  private var home: String { desk.home }

  private func project(_ name: String = "demo", _ status: ProjectStatus = .scheduled) -> Project {
    desk.project(name, status)
  }

  private func german<T>(_ make: () -> T) -> T { desk.german(make) }

  private func warning(_ kind: Deadlines.Warning.Kind, due: Duration?) -> Deadlines.Warning {
    var project = project()
    if kind != .deadline { project.deadline = now - .days(2) }
    return Warning(project: project, kind: kind, offset: .minutes(15), due: due.map { now + $0 })
  }

  @Test func warnings() {
    let text = german {
      warning(.deadline, due: .minutes(15)).text(
        at: now, home: home, canAct: false,
        briefing: Briefing(resources: .known(3), lackingVariables: ["A", "B"]))
    }
    #expect(text.summary == "demo wird in 15 Minuten zerstört")
    #expect(
      text.body == """
        \(desk.clock(now + .minutes(15))) Uhr: tofu destroy
        in ~/demo
        3 Ressourcen verschwinden.
        Achtung: dem Daemon fehlen A, B; beim Hinzufügen des Projekts waren sie gesetzt.
        Behalten mit: killall-tofu extend demo 1h
        """)
    let overdue = german { warning(.overdue, due: .minutes(30)).text(at: now, home: home, canAct: true) }
    #expect(overdue.summary == "demo ist überfällig: wird in 30 Minuten zerstört")
    #expect(overdue.body.hasPrefix("Die Frist lief vor 2 Tagen unbeachtet ab, am "))
    let abandoned = german { warning(.abandoned, due: nil).text(at: now, home: home, canAct: true) }
    #expect(abandoned.summary == "demo wurde vergessen: bitte entscheiden")
    #expect(
      abandoned.body.contains(" Uhr. Nichts geschieht, bis Sie entscheiden.\n"))
    let both = german {
      [warning(.deadline, due: .minutes(15)), warning(.overdue, due: .days(2))].text(at: now, canAct: false)
    }
    #expect(both.summary == "2 Projekte werden zerstört, das erste in 15 Minuten")
    #expect(
      both.body == """
        demo: \(desk.clock(now + .minutes(15))), in 15 Minuten
        demo: überfällig, \(desk.clock(now + .days(2))), in 2 Tagen
        Eines behalten: killall-tofu extend NAME 1h
        """)
  }

  @Test func buttons() {
    german {
      #expect(ButtonText.extend(by: .minutes(15)) == "15 Min. länger")
      #expect(ButtonText.extend(by: .hours(1)) == "1 Std. länger")
      #expect(ButtonText.extend(by: .days(1)) == "1 Tag länger")
      #expect(ButtonText.extendAll(by: .minutes(90)) == "Alle 1 Std. 30 Min. länger")
      let others = [
        ButtonText.cancel, ButtonText.resume, ButtonText.retry, ButtonText.stop, ButtonText.stopIt,
        ButtonText.killIt, ButtonText.keep, ButtonText.destroyNow, ButtonText.review, ButtonText.showLog,
        ButtonText.show, ButtonText.showAgain,
      ]
      #expect(
        others == [
          "Abbau absagen", "Wieder einplanen", "Erneut versuchen", "Stoppen", "Stoppen", "Beenden erzwingen",
          "Behalten", "Jetzt zerstören", "Datei ansehen", "Protokoll zeigen", "Einzeln zeigen",
          "Erneut zeigen",
        ])
      // Three of them have to fit beside one another.
      #expect(others.allSatisfy { $0.displayWidth <= 18 })
    }
  }

  @Test(
    arguments: [
      (.destroyed, "demo wurde zerstört", "tofu destroy\n"),
      (
        .exited(code: 3), "demo konnte nicht zerstört werden",
        "Der Befehl scheiterte mit Exit-Code 3.\n„Lock“\n"
      ),
      (.interrupted, "demo: Der Abbau wurde unterbrochen", "Niemand hat gesehen, wie er ausging; darum"),
      (
        .stopped(wasKilled: false), "demo: Der Abbau wurde gestoppt",
        "Was er noch nicht zerstört hatte, ist übrig"
      ),
      (
        .stopped(wasKilled: true), "demo: Der Abbau wurde gewaltsam beendet",
        "Was er gerade tat, ist vielleicht nur halb getan, "
      ),
      (
        .leftBehind(names: ["a", "b"], count: 3), "demo ist nicht ganz zerstört",
        "Der Befehl ging gut aus, aber 3 Ressourcen sind übrig: a, b und noch 1.\n"
      ),
      (
        .unverified, "demo ist vielleicht nicht ganz zerstört",
        "Der Befehl ging gut aus, aber ob etwas übrig ist,"
      ),
      (
        .hookFailed(code: nil, signal: 9), "demo konnte nicht zerstört werden",
        "Der Hook before_destroy wurde durch Signal 9 beendet, darum"
      ),
    ] as [(Outcome, String, String)])
  func outcomes(outcome: Outcome, summary: String, start: String) {
    let text = german { outcome.text(of: project(), lastLine: "Lock", home: home) }
    #expect(text.summary == summary)
    #expect(text.body.hasPrefix(start))
  }

  @Test(
    arguments: [
      (.extend(by: .hours(1)), "demo wurde verlängert", "Es wird um "),
      (.cancel, "demo bleibt bestehen", "Der Abbau ist abgesagt;"),
      (.resume, "demo ist wieder eingeplant", "Es wird um "),
      (.retry, "demo: Der Abbau wird erneut versucht", ""),
      (.destroy(confirmed: nil), "demo wird jetzt zerstört", "Der Abbau beginnt, sobald"),
      (.kill, "demo: Der Abbau wird gewaltsam beendet", ""),
    ] as [(UserAction, String, String)])
  func clicks(action: UserAction, summary: String, start: String) {
    let text = german { project().changedText(by: action, at: now) }
    #expect(text.summary == summary)
    #expect(text.body.hasPrefix(start))
    let refused = german {
      project().refusedText(action, because: .staleGeneration(offered: Generation(1), current: Generation(2)))
    }
    #expect(refused.summary.hasPrefix("demo: nicht "))
    #expect(
      refused.body
        == "„demo“ hat sich seit diesem Angebot geändert; sehen Sie sich erst den jetzigen Stand an")
  }

  @Test func holdsAndReminders() {
    var held = project("demo", .held)
    held.holdReason = .unwarned
    held.silence = .noServer
    let text = german { held.heldText(.unwarned, home: home, at: now, policy: Policy()) }
    #expect(text.summary == "demo wird zurückgehalten")
    #expect(text.body == "Nicht zerstört: niemand konnte gewarnt werden.\ntofu destroy\nin ~/demo")
    #expect(
      german { held.holdWords(under: Policy(), home: home) }
        == "niemand konnte gewarnt werden, denn es läuft kein Benachrichtigungsdienst")
    var odd = held
    odd.timeout = "soon"
    let many = german { [held, odd].heldText(home: home, at: now, policy: Policy()) }
    #expect(many.summary == "2 Projekte werden zurückgehalten")
    #expect(
      many.body.hasSuffix("\nKeines wird zerstört, bis das geklärt ist. Alle ansehen: killall-tofu list"))
  }
}
