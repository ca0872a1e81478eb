import Testing

@testable import killall_tofu_benchmarks

@Suite struct ColumnTests {
  @Test func everyColumnComesFirstEquallyOftenAndAfterEachOther() {
    let orders = (0..<6).map(Column.order)
    for column in Column.allCases {
      #expect(orders.count { $0.first == column } == 2)
    }
    #expect(Set(orders).count == 6)
  }
}
