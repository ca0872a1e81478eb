/// An icon in the two forms that hosts take: by name, and drawn.
public struct TrayPicture: Hashable, Sendable {
  /// The name of an installed icon that looks just like ``images``; hosts that find it take it first.
  ///
  /// Empty where there is none.
  public var iconName: String
  /// The name of the icon shown while the status is ``TrayFace/Status/needsAttention``; may be empty.
  public var attentionIconName: String
  /// The same picture in several sizes, of which hosts choose.
  public var images: [Pixmap]

  /// Makes a picture.
  public init(iconName: String = "", attentionIconName: String = "", images: [Pixmap] = []) {
    self.iconName = iconName
    self.attentionIconName = attentionIconName
    self.images = images
  }

  /// The picture of a ring, for every status, in the sizes that panels have.
  ///
  /// - Parameter isNamed: the icons of ``Ring/iconName`` are installed. Otherwise hosts are given the drawing alone.
  public init(_ ring: Ring, isNamed: Bool) {
    let name = isNamed ? ring.iconName : ""
    self.init(iconName: name, attentionIconName: name, images: Ring.sizes.map(ring.pixmap))
  }
}
