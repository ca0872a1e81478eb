import Deadlines

/// How much of a project's life is left, as ten blocks in the colour of its band.
struct TimeBar {
  static let width = 10

  let filled: Int
  let colour: Colour

  init(share: Double, band: TimeBand) {
    let blocks = (share * Double(Self.width)).rounded(.up)
    filled = min(Self.width, max(0, Int(blocks)))
    colour =
      switch band {
      case .green: .green
      case .yellow: .yellow
      case .red: .red
      }
  }

  func drawn(on terminal: Terminal) -> String {
    colour.paint(String(repeating: terminal.isUnicode ? "█" : "#", count: filled), on: terminal)
      + Colour.grey.paint(
        String(repeating: terminal.isUnicode ? "░" : ".", count: Self.width - filled), on: terminal)
  }
}
