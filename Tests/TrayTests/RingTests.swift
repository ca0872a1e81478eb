import Foundation
import Testing

@testable import Tray

@Suite struct RingTests {
  /// How much ink a drawing holds, in whole pixels of the mark's colour.
  private func alpha(_ pixmap: Pixmap) -> Int {
    stride(from: 0, to: pixmap.bytes.count, by: 4).reduce(0) { $0 + Int(pixmap.bytes[$1]) }
  }

  private func pixel(_ pixmap: Pixmap, _ x: Int, _ y: Int) -> [UInt8] {
    let start = 4 * (y * pixmap.size + x)
    return Array(pixmap.bytes[start..<start + 4])
  }

  @Test func looksHaveNamesOfTheirOwn() {
    #expect(Set(Ring.looks.map(\.iconName)).count == Ring.looks.count)
    #expect(Ring(filled: 7, colour: .green).iconName == "io.github.killallgit.KillallTofu-ring-green-07")
    #expect(
      Ring(filled: 99, colour: .red, badge: .paused).iconName
        == "io.github.killallgit.KillallTofu-ring-red-12-paused")
    #expect(Ring(filled: -1, colour: .grey).filled == 0)
  }

  @Test(arguments: Ring.sizes + [1, 2, 3, 17, 128])
  func everySizeHasFourBytesAPixel(_ size: Int) {
    for badge in Ring.Badge.allCases {
      let pixmap = Ring(filled: 5, colour: .red, badge: badge).pixmap(size)
      #expect(pixmap.size == size && pixmap.bytes.count == 4 * size * size)
    }
  }

  @Test(arguments: [(0, 1), (-5, 1), (513, 512), (Int.max, 512)])
  func aSizeOutOfRangeIsTakenForTheNearest(_ wanted: Int, _ drawn: Int) {
    #expect(Ring(filled: 0, colour: .grey).pixmap(wanted).size == drawn)
  }

  // What is left hides the panel wholly, the track half: so many pixels of each there are as the circle has.
  @Test(arguments: Ring.sizes) func theCoverageIsThatOfTheCircle(_ size: Int) {
    let geometry = RingGeometry(Ring(filled: 12, colour: .green), size: size)
    let area = Double.pi * (geometry.outer * geometry.outer - geometry.inner * geometry.inner)
    let full = Double(alpha(Ring(filled: 12, colour: .green).pixmap(size))) / 255
    let half = Double(alpha(Ring(filled: 6, colour: .green).pixmap(size))) / 255
    let none = Double(alpha(Ring(filled: 0, colour: .green).pixmap(size))) / Double(Ink.trackAlpha)
    #expect(abs(full - area) < area * 0.005)
    #expect(abs(none - area) < area * 0.01)
    #expect(abs(half - area * (0.5 + 0.5 * Double(Ink.trackAlpha) / 255)) < area * 0.01)
  }

  @Test(arguments: Ring.sizes) func aFullRingLooksTheSameFromAllSides(_ size: Int) {
    for badge in [Ring.Badge.none, .paused] {
      let pixmap = Ring(filled: 12, colour: .yellow, badge: badge).pixmap(size)
      let last = size - 1
      var odd = 0
      for y in 0..<size {
        for x in 0..<size {
          let here = pixel(pixmap, x, y)
          let isAlike = here == pixel(pixmap, last - x, y) && here == pixel(pixmap, x, last - y)
          if !isAlike || (badge == .none && here != pixel(pixmap, y, x)) { odd += 1 }
        }
      }
      #expect(odd == 0)
    }
  }

  @Test(arguments: Ring.sizes) func theMoreIsLeftTheMoreInkThereIs(_ size: Int) {
    let inks = (0...12).map { alpha(Ring(filled: $0, colour: .red).pixmap(size)) }
    #expect(zip(inks, inks.dropFirst()).allSatisfy { $0 < $1 })
  }

  // As a clock's hand sweeps away what has passed: after a quarter the upper right is empty.
  @Test func itEmptiesClockwiseFromTwelve() {
    let pixmap = Ring(filled: 9, colour: .red).pixmap(32)
    let isMarked = { (x: Int, y: Int) in self.pixel(pixmap, x, y)[0] == 255 }
    #expect(!isMarked(25, 6))
    #expect(isMarked(25, 25) && isMarked(6, 25) && isMarked(6, 6))
    let nearlyEmpty = Ring(filled: 1, colour: .red).pixmap(32)
    #expect(pixel(nearlyEmpty, 12, 3)[0] == 255 && pixel(nearlyEmpty, 19, 3)[0] < 200)
  }

  // Edges that run along pixels are sharp: the ends of a half ring, and every edge of a badge.
  @Test(arguments: Ring.sizes) func straightEdgesAreCrisp(_ size: Int) {
    let half = Ring(filled: 6, colour: .red).pixmap(size)
    let centre = size / 2
    let row = RingGeometry(Ring(filled: 6, colour: .red), size: size)
    let middle = centre - Int((row.outer + row.inner) / 2)
    #expect(pixel(half, centre - 1, middle)[0] == 255)
    #expect(Int(pixel(half, centre, middle)[0]) == Ink.trackAlpha)
    for badge in [Ring.Badge.attention, .paused] {
      let pixmap = Ring(filled: 0, colour: .red, badge: badge).pixmap(size)
      let inside = Int(RingGeometry(Ring(filled: 0, colour: .red, badge: badge), size: size).inner / 1.5)
      let alphas = (centre - inside..<centre + inside).flatMap { y in
        (centre - inside..<centre + inside).map { pixel(pixmap, $0, y)[0] }
      }
      #expect(Set(alphas) == [0, 255])
    }
  }

  // A look is drawn the same on every machine; when one is changed on purpose, so are these.
  @Test(arguments: [
    (Ring(filled: 12, colour: .green), 16, UInt64(0x83D2_620B_68B5_6175)),
    (Ring(filled: 7, colour: .yellow), 22, 0x7600_6D51_48DB_564C),
    (Ring(filled: 1, colour: .red, badge: .attention), 24, 0xED24_0242_09FC_9E9A),
    (Ring(filled: 0, colour: .grey, badge: .paused), 64, 0x6B39_6C46_0DD1_3B85),
  ]) func looksStayAsTheyWere(_ ring: Ring, _ size: Int, _ hash: UInt64) {
    let pixmap = ring.pixmap(size)
    // FNV-1a.
    let now = pixmap.bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    #expect(now == hash, "\(ring) at \(size) is now 0x\(String(now, radix: 16, uppercase: true))")
  }

  @Test func aPixmapHoldsFourBytesAPixelOrIsNone() {
    #expect(Pixmap(size: 2, bytes: Array(repeating: 1, count: 16))?.size == 2)
    #expect(Pixmap(size: 2, bytes: Array(repeating: 1, count: 15)) == nil)
    #expect(Pixmap(size: 0, bytes: []) == nil)
    #expect(Pixmap(size: Int.max, bytes: []) == nil)
  }
}
