/// Finds what a call is for, holds it against the declaration, and has it done.
struct Responder: Sendable {
  let tree: ObjectTree

  /// The answer to `call`, good or bad, always one that can be sent; with the bytes that its body takes at the least.
  func answer(_ call: Message) async -> (answer: Answer, bytes: Int) {
    let told = tree.told
    do {
      let (method, context) = try method(for: call)
      guard method.reading == nil else {
        let (message, bytes) = read(call, by: method)
        return (.read(message, told: told, again: { read(call) }), bytes)
      }
      let (values, bytes) = try method.fit(try await method.handler(call.body, context))
      return (.done(.reply(to: call, values)), bytes)
    } catch {
      return (.done(.error(error, to: call)), 0)
    }
  }

  /// Reads the answer to `call` from what there is now.
  private func read(_ call: Message) -> Message {
    do {
      return read(call, by: try method(for: call).0).0
    } catch {
      return .error(error, to: call)
    }
  }

  private func read(_ call: Message, by method: Interface.Method) -> (Message, bytes: Int) {
    do {
      let (values, bytes) = try method.fit(try method.reading?(call.body) ?? [])
      return (.reply(to: call, values), bytes)
    } catch {
      return (.error(error, to: call), 0)
    }
  }

  private func method(for call: Message) throws(MethodError) -> (Interface.Method, CallContext) {
    guard let path = call.path, let member = call.member else {
      throw .invalidArguments("A call needs a path and a member")
    }
    let method = try find(member, of: call.interface, at: path)
    try method.accept(call.body)
    return (method, CallContext(sender: call.sender, path: path, member: member))
  }

  private func find(
    _ member: MemberName, of interface: InterfaceName?, at path: ObjectPath
  ) throws(MethodError) -> Interface.Method {
    let interfaces = try interfaces(at: path, for: interface)
    let named = interface.map { name in interfaces.filter { $0.name == name } } ?? interfaces
    if let interface, named.isEmpty { throw .unknownInterface(interface.text, at: path) }
    for candidate in named {
      if let method = candidate.methods.first(where: { $0.name == member }) { return method }
    }
    throw .unknownMethod(member, at: path)
  }

  private func interfaces(
    at path: ObjectPath, for interface: InterfaceName?
  ) throws(MethodError) -> [Interface] {
    // Peer is the connection's, not an object's.
    if interface == StandardInterfaces.peer.name { return [StandardInterfaces.peer] }
    guard let place = tree.place(path) else { throw .unknownObject(path) }
    return (place.object?.interfaces ?? []) + StandardInterfaces(place: place, tree: tree).all
  }
}

extension Interface.Method {
  fileprivate func accept(_ values: [Value]) throws(MethodError) {
    guard values.map(\.type) != inputs.map(\.type) else { return }
    let given = values.map(\.type.description).joined()
    let wanted = inputs.map(\.type.description).joined()
    throw .invalidArguments("\(name) takes (\(wanted)), not (\(given))")
  }

  /// The values as they may be sent, with the bytes they take at the least; a handler that breaks its own declaration is answered for.
  fileprivate func fit(_ values: [Value]) throws(MethodError) -> ([Value], bytes: Int) {
    guard values.map(\.type) == outputs.map(\.type) else {
      throw .failed("\(name) gave (\(values.map(\.type.description).joined())) for an answer")
    }
    do {
      return (values, try values.check())
    } catch {
      throw .failed("The answer of \(name) cannot be sent over the bus")
    }
  }
}
