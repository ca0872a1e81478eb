extension Ring {
  /// The look as an SVG document 16 units wide, of the same measures as ``pixmap(_:)`` has at 16 pixels.
  public func svg() -> String {
    let geometry = RingGeometry(self, size: 16)
    let lines =
      arcs(geometry)
      + geometry.boxes.map { box in
        #"<rect x="\#(short(8 + box.left))" y="\#(short(8 + box.top))" width="\#(short(box.right - box.left))""#
          + #" height="\#(short(box.bottom - box.top))" fill="\#(colour.ink.hex)"/>"#
      }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">
      \(lines.map { "  " + $0 }.joined(separator: "\n"))
      </svg>

      """
  }

  private func arcs(_ geometry: RingGeometry) -> [String] {
    let radius = (geometry.outer + geometry.inner) / 2
    let stroke = #"fill="none" stroke-width="\#(short(geometry.outer - geometry.inner))""#
    let track = #"stroke="\#(colour.ink.trackHex)" stroke-opacity="\#(short(Double(Ink.trackAlpha) / 255))""#
    let mark = #"stroke="\#(colour.ink.hex)""#
    if filled == 0 || filled == Self.steps {
      return [#"<circle cx="8" cy="8" r="\#(short(radius))" \#(stroke) \#(filled == 0 ? track : mark)/>"#]
    }
    let gone = Self.steps - filled
    func arc(from start: Int, to end: Int) -> String {
      let (x, y) = point(start, radius)
      let (toX, toY) = point(end, radius)
      let isLarge = end - start > Self.steps / 2
      return "M\(x) \(y)A\(short(radius)) \(short(radius)) 0 \(isLarge ? 1 : 0) 1 \(toX) \(toY)"
    }
    return [
      #"<path d="\#(arc(from: 0, to: gone))" \#(stroke) \#(track)/>"#,
      #"<path d="\#(arc(from: gone, to: Self.steps))" \#(stroke) \#(mark)/>"#,
    ]
  }

  /// The place of a step on a circle around the middle.
  private func point(_ step: Int, _ radius: Double) -> (x: String, y: String) {
    (short(8 + radius * sines[step % 12]), short(8 - radius * sines[(step + 3) % 12]))
  }
}

/// The sine of each step.
private let sines: [Double] = {
  let root = 0.866_025_403_784_438_6
  return [0, 0.5, root, 1, root, 0.5, 0, -0.5, -root, -1, -root, -0.5]
}()

/// A number with three decimals at the most.
private func short(_ number: Double) -> String {
  let thousandths = Int((number * 1_000).rounded())
  let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1_000)
  guard rest != 0 else { return String(whole) }
  var decimals = String(rest + 1_000).dropFirst()
  while decimals.last == "0" { decimals.removeLast() }
  return "\(whole).\(decimals)"
}

extension Ink {
  /// The colour of what is left, as SVG writes it.
  var hex: String { Self.hex(mark) }
  /// The colour of what has gone.
  var trackHex: String { Self.hex(track) }

  private static func hex(_ colour: Colour) -> String {
    "#"
      + [colour.red, colour.green, colour.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
