import Testing

@testable import killall_tofu_benchmarks

@Suite struct TextTableTests {
  @Test func numbersStandToTheRight() {
    var table = TextTable(header: ["line", "floor", "verdict"], leftAligned: [0, 2])
    table.rows = [["by id", "9.2 µs", "met"], ["insert", "770.5 µs", ""]]
    #expect(
      table.text == """
        line       floor  verdict
        by id     9.2 µs  met
        insert  770.5 µs
        """)
  }
}
