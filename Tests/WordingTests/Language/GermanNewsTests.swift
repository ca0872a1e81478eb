import Deadlines
import Testing

@testable import Wording

/// What a German desktop shows of everything else.
@Suite struct GermanNewsTests {
  private let desk = GermanDesk()
  private var now: Timestamp { desk.now }
  private var home: String { desk.home }

  private func project(_ name: String = "demo", _ status: ProjectStatus = .scheduled) -> Project {
    desk.project(name, status)
  }

  private func german<T>(_ make: () -> T) -> T { desk.german(make) }

  @Test func theOtherKinds() {
    german {
      #expect(project().startedText(home: home).summary == "demo wird gerade zerstört")
      #expect(
        project().progressText(done: 7, of: 12, at: now, home: home).body.hasPrefix("7 von 12 zerstört\n"))
      #expect(
        project().silentText(since: now - .minutes(30), at: now, home: home).body.hasPrefix(
          "Er läuft noch, hat aber 30 Minuten lang nichts ausgegeben, seit "))
      #expect(
        project().stillRunningText(at: now, home: home).summary == "demo: Der Abbau läuft noch")
      var waiting = project("demo", .destroying)
      waiting.attempts = Attempts(
        made: 1, nextAt: now + .minutes(4), generation: Generation(1), bootID: "boot")
      #expect(
        waiting.attemptFailedText(
          .exited(code: 1), lastLine: nil, at: now, policy: ExecutionPolicy(), home: home
        ).summary == "demo: nächster Versuch in 4 Minuten")
      let question = project().confirmationText(home: home)
      #expect(question.summary == "demo jetzt zerstören?")
      #expect(question.body.hasSuffix("Ohne Ihren Klick innerhalb von 2 Minuten geschieht nichts."))
      #expect(
        [project()].sleepText(at: desk.moment, policy: Policy()).summary
          == "demo überdauert seine Frist, wenn dieser Rechner schläft")
      #expect(
        [project(), project("b")].whyStayOn
          == "Zerstörung von „demo“, „b“: Ausschalten könnte jetzt die Hälfte zurücklassen")
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
        project().trayLine(at: desk.moment, policy: Policy())
          == "demo: in 15 Minuten, um \(desk.clock(now + .minutes(15))) Uhr")
    }
  }

  @Test func theTray() {
    var held = project("held", .held)
    held.holdReason = .unwarned
    german {
      let situation = Situation(of: [project(), held], at: desk.moment, policy: Policy())
      let due = desk.clock(now + .minutes(15))
      #expect(
        TrayText.toolTip(of: situation, next: project(), pausedUntil: now + .days(2), at: now) == """
          demo wird um \(due) Uhr zerstört
          1 Projekt wartet auf Sie
          Benachrichtigungen sind bis \(desk.clock(now + .days(2))) angehalten
          """)
      #expect(
        held.trayLine(at: desk.moment, policy: Policy())
          == "held: zurückgehalten: niemand konnte gewarnt werden")
      #expect(TrayText.pause(for: .hours(1)) == "Benachrichtigungen 1 Stunde anhalten")
      #expect(
        TrayText.quitting(2, next: now + .minutes(15), at: now)
          == [
            "Vor 2 Projekten wird dann weder gewarnt, noch werden sie zerstört",
            "Das nächste ist um \(due) Uhr fällig",
          ]
      )
      let event = LogEvent(projectID: nil, kind: .extended, message: "Extended by 1 hour", createdAt: now)
      #expect(TrayText.activity(event, of: project(), at: now).hasSuffix("  demo: verlängert"))
      #expect(QuitText.text(of: situation, at: now).summary == "Killall-Tofu ist aus")
    }
  }

  @Test func endingsAndOffers() {
    german {
      #expect(destroyedText([project(), project("b")]).summary == "2 Projekte wurden zerstört")
      let failed = failedText([(project(), .exited(code: 3)), (project("b"), .exited(code: 3))])
      #expect(failed.summary == "2 Abbauten gingen schief")
      #expect(failed.body.hasPrefix("demo, b: der Befehl scheiterte mit Exit-Code 3\n"))
    }
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
