import Testing

@testable import Deadlines

@Suite struct RarelyTests {
  struct Sample: Usual {
    var number = 0
    var text: String?
    static let usual = Sample()
  }

  @Test func theUsualValueTakesUpNoRoom() {
    var value = Rarely<Sample>()
    #expect(value.isUsual && value.value == .usual)
    value.value.number = 3
    #expect(!value.isUsual && value.value.number == 3)
    value.value.number = 0
    #expect(value.isUsual)
    #expect(MemoryLayout<Rarely<Sample>>.size == MemoryLayout<Int>.size)
  }

  @Test func copiesGoTheirOwnWays() {
    var one = Rarely<Sample>()
    one.value.text = "one"
    var other = one
    #expect(one == other && one.hashValue == other.hashValue)
    other.value.text = "other"
    #expect(one.value.text == "one" && other.value.text == "other" && one != other)
    other.value.text = "one"
    #expect(one == other)
  }
}
