import Synchronization

extension Ring {
  /// The look as a drawing of so many pixels a side, 1 to ``Pixmap/largest``.
  ///
  /// The last few looks drawn are kept, so a look that stays costs nothing.
  public func pixmap(_ size: Int) -> Pixmap {
    let look = Look(ring: self, size: size)
    if let kept = drawn.withLock({ $0.pixmaps[look] }) { return kept }
    let pixmap = draw(size)
    drawn.withLock { $0.keep(pixmap, as: look) }
    return pixmap
  }

  /// Draws by coverage: of each pixel so many points are looked at.
  func draw(_ size: Int) -> Pixmap {
    let geometry = RingGeometry(self, size: size)
    let centre = Double(size) / 2
    let ink = colour.ink
    return Pixmap(size: size) { x, y in
      let (left, top) = (Double(x) - centre, Double(y) - centre)
      let fineness = geometry.isPlain(left + 0.5, top + 0.5) ? 1 : finest
      var marked = 0
      var tracked = 0
      for row in 0..<fineness {
        let down = top + (Double(row) + 0.5) / Double(fineness)
        for column in 0..<fineness {
          switch geometry.part(left + (Double(column) + 0.5) / Double(fineness), down) {
          case .mark: marked += 1
          case .track: tracked += 1
          case nil: break
          }
        }
      }
      return ink.pixel(marked: marked, tracked: tracked, of: fineness * fineness)
    }
  }
}

/// How many points are looked at along each side of a pixel that an edge may cross.
private let finest = 8

private struct Look: Hashable {
  var ring: Ring
  var size: Int
}

private struct Drawn {
  /// Two looks in all sizes, the one shown and the one before.
  static let most = 2 * Ring.sizes.count

  var pixmaps: [Look: Pixmap] = [:]
  var inOrder: [Look] = []

  mutating func keep(_ pixmap: Pixmap, as look: Look) {
    guard pixmaps.updateValue(pixmap, forKey: look) == nil else { return }
    inOrder.append(look)
    if inOrder.count > Self.most { pixmaps[inOrder.removeFirst()] = nil }
  }
}

private let drawn = Mutex(Drawn())
