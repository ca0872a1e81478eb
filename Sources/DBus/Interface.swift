/// One interface of an exported object: what it can do, show and tell.
public struct Interface: Sendable {
  /// A named value that goes in or out.
  public struct Argument: Hashable, Sendable {
    /// The name shown by introspection.
    public var name: String
    /// The type; calls with another one are refused before the handler sees them.
    public var type: ValueType

    /// Declares an argument.
    public init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  /// Something the object can be asked to do.
  public struct Method: Sendable {
    /// Does the work.
    ///
    /// The values have the types declared. Runs in a task, after earlier calls of the same peer have been
    /// answered; it may take its time but must not block its thread.
    public typealias Handler = @Sendable ([Value], CallContext) async throws(MethodError) -> [Value]

    var name: MemberName
    var inputs: [Argument]
    var outputs: [Argument]
    var handler: Handler
    /// Reads the answer where that is state of which signals tell changes; it takes the place of the handler.
    var reading: Reading?

    /// Reads state at once; see ``Answer/read(_:told:again:)``.
    typealias Reading = @Sendable ([Value]) throws(MethodError) -> [Value]

    /// Declares a method.
    public init(
      _ name: MemberName, takes inputs: [Argument] = [], returns outputs: [Argument] = [],
      _ handler: @escaping Handler
    ) {
      self.name = name
      self.inputs = inputs
      self.outputs = outputs
      self.handler = handler
    }

    init(
      _ name: MemberName, takes inputs: [Argument] = [], returns outputs: [Argument],
      reading: @escaping Reading
    ) {
      self.init(name, takes: inputs, returns: outputs) { values, _ throws(MethodError) in try reading(values)
      }
      self.reading = reading
    }
  }

  /// A value the object shows; no peer can set it.
  public struct Property: Sendable {
    /// Whether PropertiesChanged tells of changes; the annotation EmitsChangedSignal.
    public enum Change: String, Sendable {
      /// The signal carries the new value.
      case announced = "true"
      /// The value never changes.
      case constant = "const"
      /// Nothing is said.
      case silent = "false"
    }

    var name: MemberName
    var type: ValueType
    var change: Change
    var read: @Sendable () -> Value

    /// Declares a property; `read` must return at once.
    public init(
      _ name: MemberName, _ type: ValueType, change: Change = .announced,
      read: @escaping @Sendable () -> Value
    ) {
      self.name = name
      self.type = type
      self.change = change
      self.read = read
    }
  }

  /// Something the object tells whoever listens.
  public struct Signal: Sendable {
    var name: MemberName
    var arguments: [Argument]

    /// Declares a signal.
    public init(_ name: MemberName, _ arguments: [Argument] = []) {
      self.name = name
      self.arguments = arguments
    }
  }

  /// The interface's name.
  public var name: InterfaceName
  var methods: [Method]
  var properties: [Property]
  var signals: [Signal]

  /// Declares an interface.
  public init(
    _ name: InterfaceName, methods: [Method] = [], properties: [Property] = [], signals: [Signal] = []
  ) {
    self.name = name
    self.methods = methods
    self.properties = properties
    self.signals = signals
  }

  /// Every property with its present value, as `a{sv}`.
  var values: Value {
    var values: [String: Value] = [:]
    for property in properties { values[property.name.text] = property.read() }
    return .options(values)
  }
}

/// Who called what.
public struct CallContext: Sendable {
  /// The unique name of the caller, filled in by the bus; nil where there is no bus between.
  public var sender: BusName?
  /// The object called.
  public var path: ObjectPath
  /// The method called.
  public var member: MemberName
}

/// An object others can call, made of interfaces.
///
/// Introspectable, Peer and Properties, and ObjectManager where asked for, are answered without being declared.
public struct ExportedObject: Sendable {
  /// What it was declared with.
  public var interfaces: [Interface]
  /// Whether it lists the objects below it and tells when they come and go.
  public var listsObjects: Bool

  /// Declares an object.
  public init(_ interfaces: [Interface], listsObjects: Bool = false) {
    self.interfaces = interfaces
    self.listsObjects = listsObjects
  }

  /// Every interface with its properties, as `a{sa{sv}}`.
  var values: Value {
    var values: [Value: Value] = [:]
    for interface in interfaces { values[.string(interface.name.text)] = interface.values }
    return .dictionary(values, key: .string, value: .options)
  }
}
