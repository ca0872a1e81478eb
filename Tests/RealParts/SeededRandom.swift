/// The same numbers at every run (SplitMix64), so that what fails can be repeated from its seed.
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// Makes a generator that gives the numbers of `seed`.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of `choices`.
  public mutating func one<Choice>(of choices: [Choice]) -> Choice {
    choices[Int.random(in: 0..<choices.count, using: &self)]
  }

  /// Whether something happens that happens once in `odds` times.
  public mutating func once(in odds: Int) -> Bool {
    Int.random(in: 0..<odds, using: &self) == 0
  }
}
