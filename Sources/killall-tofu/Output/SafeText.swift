/// What a program printed, made harmless for a screen.
///
/// Of all that a terminal would obey only colours are left (ECMA-48, SGR), and these only where it shows any: a line
/// can neither move the cursor nor name the window, nor pretend to be another one.
struct SafeText {
  private let terminal: Terminal
  private let colour: Colour?

  /// Text for `terminal` in `colour`, where it has none of its own.
  init(_ colour: Colour? = nil, on terminal: Terminal) {
    self.terminal = terminal
    self.colour = colour
  }

  /// The line as it may be shown, its end left out.
  func shown(_ line: [UInt8]) -> String {
    let base = terminal.isColourful ? colour.map { "\u{1B}[\($0.rawValue)m" } ?? "" : ""
    var text = base
    var isColoured = !base.isEmpty
    var rest = Array(String(decoding: overwritten(line), as: UTF8.self).unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      if scalar == "\u{1B}" {
        guard let parameters = takeSequence(&rest), terminal.isColourful else { continue }
        isColoured = true
        text += "\u{1B}[\(parameters)m"
        // What ends its colours must not end ours.
        if parameters.isEmpty || parameters.hasPrefix("0") { text += base }
      } else if scalar == "\t" || !isHarmful(scalar) {
        text.unicodeScalars.append(scalar)
      }
    }
    return isColoured ? text + "\u{1B}[0m" : text
  }

  /// What is left of a line that was written over again and again, as progress bars are.
  private func overwritten(_ line: [UInt8]) -> ArraySlice<UInt8> {
    line.split(separator: UInt8(ascii: "\r")).last ?? []
  }

  private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Marks of direction; the one that joins emoji is harmless.
    case .format: scalar != "\u{200D}"
    default: false
    }
  }

  /// Takes what follows ESC off; what stands in it if it is a colour.
  private func takeSequence(_ rest: inout ArraySlice<Unicode.Scalar>) -> String? {
    switch rest.popFirst() {
    case "[":
      let parameters = rest.prefix { (0x20...0x3F).contains($0.value) }
      rest = rest.dropFirst(parameters.count)
      guard rest.popFirst() == "m",
        parameters.allSatisfy({ $0 == ";" || $0 == ":" || ("0"..."9").contains($0) })
      else { return nil }
      return String(String.UnicodeScalarView(parameters))
    // A string for the terminal, up to BEL or ESC \.
    case "]", "P", "X", "^", "_":
      while let scalar = rest.popFirst() {
        if scalar == "\u{7}" { break }
        if scalar == "\u{1B}" {
          if rest.first == "\\" { rest.removeFirst() }
          break
        }
      }
      return nil
    default: return nil
    }
  }
}
