extension AsyncSequence where Failure == Never {
  /// Everything up to the end.
  package func collected() async -> [Element] {
    var elements: [Element] = []
    for await element in self { elements.append(element) }
    return elements
  }
}
