/// An alphabet of base64, RFC 4648.
struct Base64 {
  private let alphabet: [UInt8]

  static let standard = Base64("+/")
  static let urlSafe = Base64("-_")

  private init(_ lastTwo: String) {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    alphabet = Array((letters + lastTwo).utf8)
  }

  /// The characters that `bytes` alone decide where `offset` (0 to 2) other bytes come before them in their group of
  /// three, and whatever comes after them.
  func certainText(of bytes: [UInt8], after offset: Int) -> [UInt8] {
    let padded = [UInt8](repeating: 0, count: offset) + bytes
    var text: [UInt8] = []
    // The last character is left out where bits that come later are in it.
    for index in 0..<(padded.count * 8 / 6) {
      let bit = index * 6
      let pair = UInt16(padded[bit / 8]) << 8 | (bit / 8 + 1 < padded.count ? UInt16(padded[bit / 8 + 1]) : 0)
      text.append(alphabet[Int(pair >> UInt16(10 - bit % 8)) & 0x3F])
    }
    // So are the first ones that hold bits of what comes before.
    return Array(text.dropFirst((offset * 8 + 5) / 6))
  }
}
