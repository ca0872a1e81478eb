import Deadlines
import Glibc
import Testing

@testable import Wording

/// What a German desktop shows, word by word.
@Suite struct GermanTests {
  /// Noon in UTC; what is shown depends on the time zone, so times of day are taken from the same functions.
  private let now = Timestamp(1_795_348_800)
  private let home = "/home/ana"

  private func project(
    _ name: String = "demo", _ status: ProjectStatus = .scheduled, due: Duration = .minutes(15)
  )
    -> Project
  {
    var project = Project(
      id: Project.ID(7), path: "/home/ana/demo", name: name, timeout: "2 hours", command: "tofu destroy",
      createdAt: now, updatedAt: now)
    project.status = status
    project.deadline = now + due
    return project
  }

  private func german<T>(_ make: () -> T) -> T { Language.$current.withValue(.german, operation: make) }

  private func clock(_ time: Timestamp) -> String { german { time.clockTime(at: now) } }

  private var moment: Moment { Moment(wall: now, awake: .hours(5), bootID: "boot") }

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
        \(clock(now + .minutes(15))) Uhr: tofu destroy
        in ~/demo
        3 Ressourcen verschwinden.
        Achtung: dem Daemon fehlen A, B; beim Hinzufügen des Projekts waren sie gesetzt.
        Behalten mit: killall-tofu extend demo 1h
        """)
    let overdue = german { warning(.overdue, due: .minutes(30)).text(at: now, home: home, canAct: true) }
    #expect(overdue.summary == "demo ist überfällig: wird in 30 Minuten zerstört")
    #expect(overdue.body.hasPrefix("Die Frist lief vor 2 Tagen unbeachtet ab.\n"))
    let abandoned = german { warning(.abandoned, due: nil).text(at: now, home: home, canAct: true) }
    #expect(abandoned.summary == "demo wurde vergessen: bitte entscheiden")
    #expect(
      abandoned.body.hasPrefix("Die Frist lief vor 2 Tagen ab. Nichts geschieht, bis Sie entscheiden.\n"))
    let both = german {
      [warning(.deadline, due: .minutes(15)), warning(.overdue, due: .days(2))].text(at: now, canAct: false)
    }
    #expect(both.summary == "2 Projekte werden zerstört, das erste in 15 Minuten")
    #expect(
      both.body == """
        demo: \(clock(now + .minutes(15))), in 15 Minuten
        demo: überfällig, \(clock(now + .days(2))), in 2 Tagen
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

  @Test func theOtherKinds() {
    german {
      #expect(project().startedText(home: home).summary == "demo wird gerade zerstört")
      #expect(project().progressText(done: 7, of: 12, home: home).body.hasPrefix("7 von 12 zerstört\n"))
      #expect(
        project().silentText(since: now - .minutes(30), at: now, home: home).body.hasPrefix(
          "Er läuft noch, hat aber 30 Minuten lang nichts ausgegeben."))
      #expect(
        project().stillRunningText(at: now, home: home).summary
          == "demo läuft noch, obwohl der Abbau stoppen soll")
      let question = project().confirmationText(home: home)
      #expect(question.summary == "demo jetzt zerstören?")
      #expect(question.body.hasSuffix("Ohne Ihren Klick innerhalb von 2 Minuten geschieht nichts."))
      #expect(
        [project()].sleepText(at: moment, policy: Policy()).summary
          == "demo überdauert seine Frist, wenn dieser Rechner schläft")
      #expect(
        [project(), project("b")].whyStayOn
          == "„demo“, „b“ wird zerstört: Beim Ausschalten jetzt bliebe es womöglich halb zurück")
      #expect(
        [project()].overviewText(at: now, policy: Policy(), home: home).summary
          == "1 aktives Projekt, nächste Frist in 15 Minuten")
      #expect(
        [Project]().overviewText(at: now, policy: Policy(), home: home).summary
          == "Über kein Projekt wird gewacht")
      #expect([project()].extendedText(refused: [], at: now).summary == "1 Projekt wurde verlängert")
      #expect(ClockDoubt.believedText.summary == "Die Systemuhr geht wieder richtig")
      #expect(
        ClockDoubt.behindMark(now).text(at: now).body.hasPrefix(
          "Alle Projekte werden zurückgehalten, denn sie zeigt "))
      #expect(
        FileTroubleText.failing(.writing, because: "x").summary
          == "Die Datenbank ist nicht beschreibbar: nichts wird zerstört")
      #expect(
        DamageText.text(of: ["a", "b"]).summary == "2 Projekte sind nicht lesbar: sie werden nicht zerstört")
      #expect(
        WatchText.limitReached(watched: 0, limit: 5).summary
          == "Änderungen an Projektdateien werden spät bemerkt")
      #expect(
        SettingsFileText.none(at: "/home/ana/x", home: home).body.hasPrefix(
          "Jede Einstellung hat ihre Vorgabe. Die Datei läge in ~/x;"))
      #expect(NotificationText.nothingChanged(because: "x").summary == "Nichts wurde geändert")
      #expect(
        project().trayLine(at: moment, policy: Policy())
          == "demo: in 15 Minuten, um \(clock(now + .minutes(15))) Uhr")
    }
  }

  @Test func durations() {
    german {
      #expect(Duration.seconds(5_400).words == "1 Stunde 30 Minuten")
      #expect(Duration.days(2).words == "2 Tage")
      #expect(Duration.days(2).wordsAway == "2 Tagen")
      #expect(Duration.days(1).glanceAway == "1 Tag")
      #expect(Duration.seconds(5_400).compact == "1 Std. 30 Min.")
      #expect(Duration.days(3).compact == "3 Tage")
      #expect(Duration.seconds(45).label == "45 Sek.")
      #expect("a“b".quoted == "„a“b“")
    }
  }

  @Test func datesHaveGermanNames() {
    let texts = german { (0..<14).map { (now + .days(28 * $0)).clockTime(at: now + .days(2_000)) } }
    let months = Set(texts.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) })
    #expect(
      months == [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
      ])
    let day = now + .days(3)
    let names = ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]
    let (near, far) = german { (day.clockTime(at: now), (now + .days(400)).clockTime(at: now)) }
    #expect(names.contains { near.hasPrefix("\($0) ") })
    #expect(near.hasSuffix(". Nov. \(near.suffix(5))"))
    #expect(far.contains(". Dez. 2027 "))
    #expect(german { day.atClockTime(at: now) } == "am \(near.dropLast(6)) um \(near.suffix(5)) Uhr")
  }

  /// Whatever is missing in a catalogue shows as English, and whatever is wrong in it as a gap.
  @Test func nothingIsLeftOpen() {
    var texts: [NotificationText] = []
    german {
      for reason in HoldReason.allCases {
        for consent in Consent.allCases {
          var held = project("demo", .held)
          held.holdReason = reason
          held.file = FileStanding(consent: consent)
          texts.append(held.heldText(reason, home: home, at: now, policy: Policy()))
        }
      }
      for need in FileTroubleText.Need.allCases {
        texts += [FileTroubleText.failing(need, because: "x"), FileTroubleText.over(need)]
      }
    }
    for text in texts {
      #expect(!(text.summary + text.body).contains(/\{\d+\}/))
      #expect(!(text.summary + text.body).contains(/\b(the|its|is|are)\b/), "\(text)")
      #expect(text.summary.displayWidth <= 72)
    }
  }
}
