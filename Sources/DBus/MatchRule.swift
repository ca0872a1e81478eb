/// Which signals to receive; see the D-Bus specification, "Match Rules".
///
/// Every field that is set must fit. A well-known name as `sender` stands for whoever owns it at the time.
public struct MatchRule: Hashable, Sendable {
  /// Who sends it.
  public var sender: BusName?
  /// The object that speaks.
  public var path: ObjectPath?
  /// The object that speaks, or one above it.
  public var pathNamespace: ObjectPath?
  /// The interface of the signal.
  public var interface: InterfaceName?
  /// The signal.
  public var member: MemberName?
  /// The first argument, if that is a string.
  public var firstArgument: String?

  /// Makes a rule; nil fits everything.
  public init(
    sender: BusName? = nil, path: ObjectPath? = nil, pathNamespace: ObjectPath? = nil,
    interface: InterfaceName? = nil, member: MemberName? = nil, firstArgument: String? = nil
  ) {
    self.sender = sender
    self.path = path
    self.pathNamespace = pathNamespace
    self.interface = interface
    self.member = member
    self.firstArgument = firstArgument
  }

  /// The change of owner of `name`, as the bus announces it.
  static func ownerChange(of name: BusName) -> MatchRule {
    MatchRule(
      sender: .bus, interface: "org.freedesktop.DBus", member: "NameOwnerChanged", firstArgument: name.text)
  }

  /// Whether `signal` fits; `sender` is compared as it stands if it is unique or the bus, else with `owner`.
  func fits(_ signal: Message, owner: BusName?) -> Bool {
    guard fits(header: signal, owner: owner) else { return false }
    if let firstArgument, signal.body.first?.string != firstArgument { return false }
    return true
  }

  /// Whether `signal` fits as far as can be told without its body.
  func fits(header signal: Message, owner: BusName?) -> Bool {
    if let sender, signal.sender != (needsOwner ? owner : sender) { return false }
    if let path, signal.path != path { return false }
    if let pathNamespace, signal.path?.isWithin(pathNamespace) != true { return false }
    if let interface, signal.interface != interface { return false }
    if let member, signal.member != member { return false }
    return true
  }

  /// Whether the sender is a name whose owner changes.
  var needsOwner: Bool {
    guard let sender else { return false }
    return !sender.isUnique && sender != .bus
  }

  /// The rule as the bus reads it.
  var text: String {
    var parts = [("type", "signal")]
    if let sender { parts.append(("sender", sender.text)) }
    if let path { parts.append(("path", path.text)) }
    if let pathNamespace { parts.append(("path_namespace", pathNamespace.text)) }
    if let interface { parts.append(("interface", interface.text)) }
    if let member { parts.append(("member", member.text)) }
    if let firstArgument { parts.append(("arg0", firstArgument)) }
    return parts.map { key, value in
      "\(key)='" + value.replacing("'", with: #"'\''"#) + "'"
    }.joined(separator: ",")
  }
}
