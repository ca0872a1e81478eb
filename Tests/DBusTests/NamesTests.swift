import DBus
import Testing

@Suite struct NamesTests {
  @Test(arguments: ["/", "/a", "/a/b_C/9", "/_", "/0"])
  func takesPath(_ text: String) throws {
    #expect(try ObjectPath(text).text == text)
  }

  @Test(arguments: ["", "a", "//", "/a/", "/a//b", "/a-b", "/ä", "/a b", "/a\0", "/a\n", "/a.b"])
  func refusesPath(_ text: String) {
    #expect(throws: BusError.malformed(.objectPath, text)) { try ObjectPath(text) }
  }

  @Test(arguments: ["a.b", "org.freedesktop.DBus", "_a._b", "A1.b2"])
  func takesInterface(_ text: String) throws {
    #expect(try InterfaceName(text).text == text)
  }

  @Test(arguments: ["", "a", ".a", "a.", "a..b", "a.1b", "1a.b", "a-b.c", "a.b c", "a.b\0", "ä.b", ":1.2"])
  func refusesInterface(_ text: String) {
    #expect(throws: BusError.malformed(.interfaceName, text)) { try InterfaceName(text) }
  }

  @Test(arguments: ["", "a.b", "1a", "a-b", "a b", "a\0", "é"])
  func refusesMember(_ text: String) {
    #expect(throws: BusError.malformed(.memberName, text)) { try MemberName(text) }
  }

  @Test(arguments: [("a.b", false), (":1.42", true), ("org.a-b._c", false), (":x.9y-", true)])
  func takesBusName(_ text: String, isUnique: Bool) throws {
    #expect(try BusName(text).isUnique == isUnique)
  }

  @Test(arguments: ["", ":", ":1", "a", "1.2", "a.1", "a..b", "a.b/", "a.b\0", ":1..2", "::1.2"])
  func refusesBusName(_ text: String) {
    #expect(throws: BusError.malformed(.busName, text)) { try BusName(text) }
  }

  @Test func namesEndAt255Bytes() {
    let longest = "a." + String(repeating: "b", count: 253)
    #expect((try? InterfaceName(longest)) != nil)
    #expect((try? BusName(longest)) != nil)
    #expect((try? InterfaceName(longest + "b")) == nil)
    #expect((try? BusName(longest + "b")) == nil)
    #expect((try? MemberName(String(repeating: "b", count: 255))) != nil)
    #expect((try? MemberName(String(repeating: "b", count: 256))) == nil)
  }

  @Test func pathsKnowWhatLiesWithin() throws {
    #expect(ObjectPath("/a/b").isWithin("/a"))
    #expect(ObjectPath("/a").isWithin("/"))
    #expect(!ObjectPath("/ab").isWithin("/a"))
    #expect(try ObjectPath.root.appending("x").appending("7").text == "/x/7")
    #expect(throws: BusError.malformed(.objectPath, "/-1")) { try ObjectPath.root.appending("-1") }
    #expect(throws: BusError.malformed(.objectPath, "//")) { try ObjectPath.root.appending("/") }
  }
}
