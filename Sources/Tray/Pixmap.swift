/// A square drawing as hosts take it; see the StatusNotifierItem specification, "Icons".
public struct Pixmap: Hashable, Sendable {
  /// Width and height in pixels.
  public let size: Int
  /// Four bytes a pixel, row by row from the top left: alpha, red, green, blue; colours are not multiplied by alpha.
  public let bytes: [UInt8]

  /// Takes a drawing.
  ///
  /// - Returns: nil unless there are exactly four bytes for each pixel, of which there must be one at least.
  public init?(size: Int, bytes: [UInt8]) {
    guard (1...Self.largest).contains(size), bytes.count == 4 * size * size else { return nil }
    self.size = size
    self.bytes = bytes
  }

  /// The most pixels that a side may have.
  public static let largest = 512

  /// Draws pixel by pixel; a size out of range is taken for the nearest that is not.
  init(size: Int, pixel: (_ x: Int, _ y: Int) -> (alpha: UInt8, red: UInt8, green: UInt8, blue: UInt8)) {
    let size = min(max(size, 1), Self.largest)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * size * size)
    for y in 0..<size {
      for x in 0..<size {
        let (alpha, red, green, blue) = pixel(x, y)
        bytes += [alpha, red, green, blue]
      }
    }
    self.size = size
    self.bytes = bytes
  }
}
