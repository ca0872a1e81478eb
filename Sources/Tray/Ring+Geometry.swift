/// The measures of a ring in a square of so many pixels, all of them whole pixels so that straight edges are crisp.
struct RingGeometry {
  /// A rectangle relative to the centre, y downwards.
  struct Box {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func contains(_ x: Double, _ y: Double) -> Bool {
      (left..<right).contains(x) && (top..<bottom).contains(y)
    }
  }

  /// What a point belongs to.
  enum Part {
    /// What is left, and the badge.
    case mark
    /// What has gone.
    case track
  }

  let ring: Ring
  let outer: Double
  let inner: Double
  let boxes: [Box]

  init(_ ring: Ring, size: Int) {
    self.ring = ring
    let unit = Double(size) / 16
    outer = max(Double(size) / 2 - max((unit / 2).rounded(), 1), 0.5)
    // A badge needs room.
    inner = max(outer - ((ring.badge == .none ? 3 : 2) * unit).rounded(.toNearestOrEven), 0)
    func box(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Box {
      Box(
        left: (left * unit).rounded(), top: (top * unit).rounded(), right: (right * unit).rounded(),
        bottom: (bottom * unit).rounded())
    }
    boxes =
      switch ring.badge {
      case .none: []
      case .attention: [box(-1, -4, 1, 1), box(-1, 2, 1, 4)]
      case .paused: [box(-3, -3, -1, 3), box(1, -3, 3, 3)]
      }
  }

  /// What lies at a point relative to the centre, y downwards.
  func part(_ x: Double, _ y: Double) -> Part? {
    let square = x * x + y * y
    if square < inner * inner { return boxes.contains { $0.contains(x, y) } ? .mark : nil }
    guard square < outer * outer else { return nil }
    return step(x, -y) >= Ring.steps - ring.filled ? .mark : .track
  }

  /// Whether all of a pixel is alike; its middle is given, relative to the centre.
  func isPlain(_ x: Double, _ y: Double) -> Bool {
    let distance = (x * x + y * y).squareRoot()
    // From its middle to its corner. What lies inside the ring has whole pixels for borders.
    let reach = 0.71
    return distance + reach < inner || distance - reach > outer
  }

  /// Which twelfth of the circle a point lies in, clockwise from the top; y upwards.
  ///
  /// Without angles, so that it comes out the same with every C library.
  private func step(_ x: Double, _ y: Double) -> Int {
    let (quarter, along, across) =
      if x >= 0, y > 0 { (0, y, x) } else if x > 0 { (1, x, -y) } else if y < 0 { (2, -y, -x) } else {
        (3, -x, y)
      }
    if across < along * tangentOf30 { return 3 * quarter }
    return 3 * quarter + (across * tangentOf30 < along ? 1 : 2)
  }
}

private let tangentOf30 = 0.577_350_269_189_625_8
