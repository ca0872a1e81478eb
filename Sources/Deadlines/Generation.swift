/// A number that grows with every change of a project's deadline, activity, command or path, and at the claim.
///
/// A warning, and every action offered with it, is made for one generation; a later one makes it void.
public struct Generation: Hashable, Comparable, Sendable {
  /// The number as stored in the file; 1 for a new project.
  public var number: Int64

  /// Makes a generation from its stored number.
  public init(_ number: Int64) {
    self.number = number
  }

  /// The generation after this one; after the last number there is, which only another program can have written, the
  /// first again.
  ///
  /// Whoever knew the last takes the first for an older row, and earlier warnings for void: the user is warned anew.
  public var next: Generation { Generation(number < .max ? number + 1 : 1) }

  /// Whether the left one is older, but for the one step from the last number to the first.
  public static func < (left: Generation, right: Generation) -> Bool {
    left.number < right.number
  }
}
