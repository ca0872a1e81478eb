extension String {
  /// How many characters must be put in, left out or replaced to make `other` of this: how misspelt words are told.
  ///
  /// Costs the product of both lengths.
  public func editDistance(to other: String) -> Int {
    let right = Array(other)
    var row = Array(0...right.count)
    for (i, one) in enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let substituted = diagonal + (one == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[right.count]
  }
}
