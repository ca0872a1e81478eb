/// What `doctor` says about those who show notifications.
extension Finding {
  /// Whether the settings want warnings; nil where they want them as usual.
  public static func warningPolicy(isEnabled: Bool, isRequired: Bool) -> Finding? {
    if !isEnabled {
      return Finding(
        "settings", .warning,
        "notifications.enabled: false, so nobody is warned, and deadlines destroy all the same",
        remedy: "on a desktop, remove enabled and required from the section notifications of the settings")
    }
    guard !isRequired else { return nil }
    return Finding(
      "settings", .warning,
      "notifications.required: false, so a deadline destroys also where nobody could be warned",
      remedy: "on a desktop, remove required from the section notifications of the settings")
  }

  /// How much it matters that nobody can be warned.
  private static func severity(_ isRequired: Bool) -> Level { isRequired ? .error : .warning }

  private static func loss(_ isRequired: Bool) -> String {
    isRequired ? "nobody is warned, so nothing is destroyed" : "nobody is warned"
  }

  /// Nobody shows notifications now; `isActivatable` if the bus starts somebody when one comes.
  public static func noServer(isActivatable: Bool, isRequired: Bool, on desktop: DesktopEnvironment)
    -> Finding
  {
    if isActivatable {
      return Finding("server", .ok, "none runs; the bus starts one when there is something to show")
    }
    return Finding(
      "server", severity(isRequired), "none runs, and the bus can start none: \(loss(isRequired))",
      remedy: desktop.notificationRemedy)
  }

  /// The server has the name and does not answer.
  public static func silentServer(_ process: SeenProcess, within limit: String, isRequired: Bool) -> Finding {
    Finding(
      "server", severity(isRequired), "\(process.words) does not answer within \(limit): \(loss(isRequired))",
      remedy: process.remedy(ending: "end it, and another is started where the desktop provides for that"))
  }

  /// What the server says of itself.
  public static func server(_ name: String, vendor: String, version: String, specification: String) -> Finding
  {
    let told = [name, version].filter { !$0.isEmpty }.joined(separator: " ")
    let maker = vendor.isEmpty ? "" : " of \(vendor.oneLine)"
    let level = specification.isEmpty ? "" : ", Desktop Notifications \(specification.oneLine)"
    let text = (told.isEmpty ? "one without a name" : told.oneLine) + maker + level
    return Finding("server", .ok, text.cutInTheMiddle(120))
  }

  /// Which of the optional features that matter here the server has; the rest of `capabilities` is only named.
  public static func capabilities(_ capabilities: [String], of server: String) -> [Finding] {
    let has = Set(capabilities)
    var findings = [
      Finding(
        "capabilities", .ok,
        capabilities.isEmpty ? "none" : capabilities.sorted().joined(separator: ", ").oneLine)
    ]
    if !has.contains("actions") {
      findings.append(
        Finding(
          "no “actions”", .warning,
          "notifications have no buttons here: each names the commands to type instead",
          remedy: "killall-tofu extend PROJECT 1h, killall-tofu cancel PROJECT"))
    } else if let way = hiddenActions[server] {
      findings.append(Finding("buttons", .ok, "not drawn: \(way)"))
    }
    if !has.contains("body") {
      findings.append(
        Finding(
          "no “body”", .warning,
          "only the first line of a warning is shown: see the rest by killall-tofu list"))
    }
    if !has.contains("body-markup") {
      findings.append(Finding("no “body-markup”", .ok, "texts are shown plain"))
    }
    if !has.contains("persistence") {
      findings.append(
        Finding(
          "no “persistence”", .ok, "what has left the screen is not kept: killall-tofu history tells it"))
    }
    return findings
  }

  /// Whether the server holds notifications back; nil where it does not tell.
  public static func inhibition(isOn: Bool?, by server: String, isRequired: Bool) -> Finding? {
    guard isOn == true else { return isOn.map { _ in Finding("do not disturb", .ok, "off") } }
    let loss = isRequired ? "no warning counts, so nothing is destroyed until it ends" : "no warning is seen"
    let remedy =
      server == "dunst" ? "dunstctl set-paused false" : "switch off “do not disturb” of the desktop"
    return Finding("do not disturb", .warning, "on: \(loss)", remedy: remedy)
  }

  /// How buttons are reached on servers that take them and draw none.
  private static let hiddenActions = [
    "dunst": "press the key that dunstrc has as “context” (Ctrl+Shift+.), or the middle button of the mouse",
    "mako": "makoctl menu, or bind a button to it in mako's configuration",
  ]
}
