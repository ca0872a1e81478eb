import Foundation
import RealParts
import Testing

/// What is seen over D-Bus is what is in the file, whoever changed it, and however one looks.
@Suite(.desktop) struct TruthTests {
  /// `KILLALL_TOFU_TRUTH_STEPS` sets how many changes each seed makes, for a long run by hand.
  static let steps =
    ProcessInfo.processInfo.environment["KILLALL_TOFU_TRUTH_STEPS"].flatMap(Int.init) ?? 40

  @Test(arguments: [1, 2, 3] as [UInt64])
  func aListenerKnowsWhatTheFileSays(seed: UInt64) async throws {
    try await Desk.with { desk in
      _ = try await desk.startDunst()
      try await desk.startDaemon()
      let listener = try desk.start(["/usr/bin/python3", "-c", listening, desk.database])
      try await desk.wait("the listener") { listener.output.contains("listening\n") }
      var changes = Changes(desk: desk, seed: seed)
      for step in 1...Self.steps {
        try await changes.make()
        // Some changes meet others on their way, and some are seen each by itself.
        guard step.isMultiple(of: 8) || step == Self.steps else { continue }
        let round = (step + 7) / 8
        try "\(round)".write(toFile: "\(desk.folder)/compare", atomically: true, encoding: .utf8)
        try await desk.wait("the comparison, seed \(seed)") {
          listener.output.contains("compared \(round)\n")
        }
      }
      #expect(
        !listener.output.contains("differs"),
        "seed \(seed)\n\(changes.diary.joined(separator: "\n"))\n\(listener.output)")
      #expect(listener.errors.isEmpty, "\(listener.errors)")
    }
  }
}

/// Random changes by every way there is.
private struct Changes {
  let desk: Desk
  var random: SeededRandom
  var made = 0
  var diary: [String] = []

  init(desk: Desk, seed: UInt64) {
    self.desk = desk
    random = SeededRandom(seed: seed)
  }

  mutating func make() async throws {
    let ids = try await desk.sqlite("SELECT id FROM projects").split(separator: "\n").map(String.init)
    guard let id = ids.randomElement(using: &random), !random.once(in: 4) else { return try await insert() }
    switch Int.random(in: 0..<12, using: &random) {
    case 0: try await sql("PRAGMA foreign_keys = ON; DELETE FROM projects WHERE id = \(id)")
    case 1: try await sql("UPDATE projects SET name = 'n\(made)' WHERE id = \(id)")
    case 2:
      try await sql(
        "UPDATE projects SET destroy_at = strftime('%s','now') + \(3_600 + made) WHERE id = \(id)")
    case 3: try await sql("UPDATE projects SET active = 1 - active WHERE id = \(id)")
    case 4: try await sql("UPDATE projects SET command = 'echo \(made)' WHERE id = \(id)")
    case 5: try await sql("UPDATE projects SET tags = '[\"a\",\"t\(made)\"]' WHERE id = \(id)")
    case 6: try await sql("UPDATE projects SET path = '/tmp/moved-\(made)' WHERE id = \(id)")
    case 7: try await sql("UPDATE projects SET timeout = 'soon' WHERE id = \(id)")
    case 8: _ = try await said(desk.call("Extend", id, "\(600 + made)"))
    case 9: _ = try await said(desk.call(Bool.random(using: &random) ? "Cancel" : "Resume", id))
    case 10:
      let command = ["cancel", "resume"].randomElement(using: &random) ?? "cancel"
      _ = try await said(desk.killallTofu(command, id))
    default:
      let name = try await desk.sqlite("SELECT name FROM projects WHERE id = \(id)")
      _ = try await said(desk.killallTofu("destroy", id, "--yes-destroy", name))
    }
  }

  private mutating func insert() async throws {
    made += 1
    let path = "\(desk.project)/\(made)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    if Bool.random(using: &random) {
      return _ = try await said(
        desk.killallTofu("add", path, "--timeout", "2h", "--command", "true", "--tag", "x"))
    }
    let deadline =
      ["NULL", "strftime('%s','now') + 7200", "9999999999"].randomElement(using: &random) ?? "NULL"
    try await sql(
      "INSERT INTO projects (path, name, timeout, command, destroy_at) "
        + "VALUES ('\(path)', 'p\(made)', '2h', 'true', \(deadline))")
  }

  private mutating func sql(_ sql: String) async throws {
    made += 1
    diary.append(sql)
    try await desk.sqlite(sql)
  }

  /// Whether the rules allow it is not the question here.
  private mutating func said(_ answer: ChildProcess.Finished) -> ChildProcess.Finished {
    made += 1
    diary.append("\(answer.code) \(answer.output)\(answer.errors)")
    return answer
  }
}

/// Keeps a picture of its own of the objects, from GetManagedObjects once and the signals after it, and holds it against
/// GetManagedObjects and the file each time it is asked to.
private let listening = """
  import json, os, sqlite3, sys, time
  from gi.repository import Gio, GLib
  NAME = 'io.github.killallgit.KillallTofu1'
  ROOT = '/io/github/killallgit/KillallTofu1'
  PROJECT, MANAGER, PROPERTIES = NAME + '.Project', NAME + '.Manager', 'org.freedesktop.DBus.Properties'
  OBJECTS = 'org.freedesktop.DBus.ObjectManager'
  ACTIVE = ('scheduled', 'held', 'destroying', 'failed')
  bus = Gio.bus_get_sync(Gio.BusType.SESSION)
  picture, root = {}, {}

  def call(interface, method, arguments=None):
      return bus.call_sync(NAME, ROOT, interface, method, arguments, None, 0, 20000, None).unpack()[0]

  def heard(_bus, _sender, path, interface, member, arguments):
      arguments = arguments.unpack()
      if member == 'InterfacesAdded' and PROJECT in arguments[1]:
          picture[arguments[0]] = dict(arguments[1][PROJECT])
      elif member == 'InterfacesRemoved' and PROJECT in arguments[1]:
          if picture.pop(arguments[0], None) is None: print('differs: removed what was not there', arguments[0])
      elif member == 'PropertiesChanged' and arguments[0] == PROJECT:
          if path not in picture: print('differs: changed what was not there', path)
          picture.setdefault(path, {}).update(arguments[1])
      elif member == 'PropertiesChanged' and arguments[0] == MANAGER:
          root.update(arguments[1])

  def settle():
      context = GLib.MainContext.default()
      while context.iteration(False): pass

  def managed():
      objects = call(OBJECTS, 'GetManagedObjects')
      settle()
      return {path: faces[PROJECT] for path, faces in objects.items() if PROJECT in faces}

  def in_file():
      with sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True, timeout=10) as file:
          rows = file.execute('''SELECT id, name, path, command, tags, timeout, destroy_at, status, hold_reason,
              generation, active, (SELECT max(id) FROM executions WHERE project_id = projects.id) FROM projects''').fetchall()
      objects = {}
      for (id, name, path, command, tags, timeout, deadline, status, reason, generation, active, last) in rows:
          objects[ROOT + '/projects/%d' % id] = {
              'Id': id, 'Name': name, 'Path': path, 'Command': command, 'Tags': json.loads(tags or '[]'),
              'Timeout': timeout, 'Deadline': int(deadline or 0), 'Status': status, 'HoldReason': reason or '',
              'Generation': generation, 'Active': bool(active), 'LastExecution': last or 0}
      return objects

  def expected_root(objects):
      deadlines = [o['Deadline'] for o in objects.values() if o['Status'] == 'scheduled' and o['Deadline']]
      return {'ActiveProjects': sum(o['Status'] in ACTIVE for o in objects.values()),
              'NextDeadline': min(deadlines, default=0)}

  def compare():
      # What was written last may still be on its way; what stays different is wrong.
      end = time.time() + 15
      while True:
          there, file = managed(), in_file()
          busy = any(o['Status'] == 'destroying' for o in file.values())
          if (there == file and not busy) or time.time() > end: break
          time.sleep(0.05)
      now = call(PROPERTIES, 'GetAll', GLib.Variant('(s)', (MANAGER,)))
      settle()
      for what, seen, truth in (('GetManagedObjects and file', there, file), ('signals and objects', picture, there)):
          for path in sorted(set(seen) | set(truth)):
              if seen.get(path) != truth.get(path):
                  print('differs:', what, path, seen.get(path), truth.get(path))
      for name, value in expected_root(file).items():
          if now[name] != value: print('differs: root', name, now[name], value)
          if root[name] != value: print('differs: root by signals', name, root[name], value)

  for interface in (OBJECTS, PROPERTIES):
      bus.signal_subscribe(NAME, interface, None, None, None, 0, heard)
  picture.update(managed())
  root.update(call(PROPERTIES, 'GetAll', GLib.Variant('(s)', (MANAGER,))))
  print('listening', flush=True)
  done, wish = 0, os.path.join(os.getcwd(), 'compare')
  while True:
      settle()
      try: wanted = int(open(wish).read() or 0)
      except OSError: wanted = 0
      if wanted > done:
          compare()
          done = wanted
          print('compared', done, flush=True)
      time.sleep(0.02)
  """
