import DBus

/// What the item shows as its properties; see the StatusNotifierItem specification.
struct StatusItem: Hashable {
  static let interfaceName: InterfaceName = "org.kde.StatusNotifierItem"
  static let path: ObjectPath = "/StatusNotifierItem"

  let id: String
  let category: ItemCategory
  var face: TrayFace

  /// A property that changes.
  enum Property: Hashable, CaseIterable {
    case title
    case iconName
    case iconPixmap
    case attentionIconName
    case attentionIconPixmap
    case toolTip
    /// Last, so that who asks for nothing but this has heard of a new icon before.
    case status
  }

  private var isUrgent: Bool { face.status == .needsAttention }

  /// What a property holds now.
  func value(of property: Property) -> Value {
    switch property {
    case .title: .string(face.title.onOneLine(upTo: 120).withoutMarkup)
    case .status: .string(face.status.rawValue)
    case .iconName: .string(isUrgent ? face.picture.attentionIconName : face.picture.iconName)
    case .iconPixmap: images(face.picture.images)
    // Xfce 4.18 shows these whatever the status is; other hosts look at the ones above alone.
    case .attentionIconName: .string(isUrgent ? face.picture.attentionIconName : "")
    case .attentionIconPixmap: images(isUrgent ? face.picture.images : [])
    case .toolTip:
      .structure([
        .string(""), images([]), .string(face.toolTipTitle.onOneLine(upTo: 120).withoutMarkup),
        .string(face.toolTipBody.toolTipLines),
      ])
    }
  }

  /// The properties that stay.
  var constant: [MemberName: Value] {
    [
      "Category": .string(category.rawValue), "Id": .string(id), "WindowId": .int32(0),
      "IconThemePath": .string(""), "Menu": .objectPath(MenuSheet.path),
      // Some hosts would otherwise open the menu at a left click without telling us of it.
      "ItemIsMenu": .bool(false),
      "OverlayIconName": .string(""), "OverlayIconPixmap": .array([], of: imageType),
      "AttentionMovieName": .string(""),
    ]
  }

  private func images(_ images: [Pixmap]) -> Value {
    let values: [Value] = images.map { image in
      let side = Int32(image.size)
      return .structure([.int32(side), .int32(side), .bytes(image.bytes)])
    }
    return .array(values, of: imageType)
  }
}

private let imageType = ValueType.structure([.int32, .int32, .array(.byte)])

extension StatusItem {
  /// What differs from before.
  func changes(since old: StatusItem) -> [Property] {
    let isSamePicture = face.picture == old.face.picture && isUrgent == old.isUrgent
    // Drawings are large as values, and most often only the tool tip differs.
    let candidates = Property.allCases.filter { !isSamePicture || !$0.isPartOfThePicture }
    return candidates.filter { value(of: $0) != old.value(of: $0) }
  }
}

extension StatusItem.Property {
  fileprivate var isPartOfThePicture: Bool {
    switch self {
    case .iconName, .iconPixmap, .attentionIconName, .attentionIconPixmap: true
    case .title, .status, .toolTip: false
    }
  }

  /// The signal by which hosts older than PropertiesChanged hear of a change.
  var signal: MemberName {
    switch self {
    case .title: "NewTitle"
    case .status: "NewStatus"
    case .iconName, .iconPixmap: "NewIcon"
    case .attentionIconName, .attentionIconPixmap: "NewAttentionIcon"
    case .toolTip: "NewToolTip"
    }
  }

  /// The property as the bus knows it.
  var name: MemberName {
    switch self {
    case .title: "Title"
    case .status: "Status"
    case .iconName: "IconName"
    case .iconPixmap: "IconPixmap"
    case .attentionIconName: "AttentionIconName"
    case .attentionIconPixmap: "AttentionIconPixmap"
    case .toolTip: "ToolTip"
    }
  }
}
