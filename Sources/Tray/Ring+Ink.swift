/// The colours of a ring.
///
/// Nobody tells whether a panel is light or dark, so each of them stands out from both.
struct Ink {
  typealias Colour = (red: UInt8, green: UInt8, blue: UInt8)

  var mark: Colour
  /// What has gone, which lets the panel through; grey unless what is left is too little to be seen by itself.
  var track: Colour = (140, 140, 140)

  /// How much of the track hides the panel, of 255.
  static let trackAlpha = 140

  /// The colour of a pixel of which so many points are marked and so many lie on the track.
  func pixel(marked: Int, tracked: Int, of all: Int) -> (UInt8, UInt8, UInt8, UInt8) {
    let (full, faint) = (marked * 255, tracked * Self.trackAlpha)
    let weight = full + faint
    guard weight > 0 else { return (0, 0, 0, 0) }
    func mixed(_ mark: UInt8, _ track: UInt8) -> UInt8 {
      UInt8((Int(mark) * full + Int(track) * faint + weight / 2) / weight)
    }
    return (
      UInt8((weight + all / 2) / all), mixed(mark.red, track.red), mixed(mark.green, track.green),
      mixed(mark.blue, track.blue)
    )
  }
}

extension Ring.Colour {
  /// What it is drawn with.
  var ink: Ink {
    switch self {
    case .green: Ink(mark: (0x2E, 0xA0, 0x43))
    case .yellow: Ink(mark: (0xE0, 0x9B, 0x00))
    case .red: Ink(mark: (0xE0, 0x2F, 0x35), track: (0xE0, 0x5A, 0x5E))
    case .grey: Ink(mark: (0x80, 0x80, 0x80))
    }
  }
}
