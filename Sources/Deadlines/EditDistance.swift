extension String {
  /// How many characters must be put in, left out, replaced or swapped with their neighbour to make `other` of this: how
  /// misspelt words are told.
  ///
  /// No part is changed twice (“optimal string alignment”). Costs the product of both lengths.
  public func editDistance(to other: String) -> Int {
    let left = Array(self)
    let right = Array(other)
    // The rows for one and for two characters of the left one less.
    var before: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      row.reserveCapacity(right.count + 1)
      for j in right.indices {
        var least = Swift.min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = Swift.min(least, before[j - 1] + 1)
        }
        row.append(least)
      }
      (before, last) = (last, row)
    }
    return last[right.count]
  }
}
