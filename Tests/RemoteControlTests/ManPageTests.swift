import DBus
import Foundation
import RealParts
import Testing

@testable import RemoteControl

/// The man page names every member of the interfaces that the XML files describe (which are held against the code), with
/// its types, and no other.
@Suite struct ManPageTests {

  /// The members of each interface, written as the page writes them.
  private func described() throws -> [String: Set<String>] {
    var members: [String: Set<String>] = [:]
    let files = try FileManager.default.contentsOfDirectory(atPath: ManPage.desktop.path)
    for file in files
    where file.hasSuffix(".xml") && file.hasPrefix("io.github") && !file.contains("metainfo") {
      let text = try String(contentsOf: ManPage.desktop.appendingPathComponent(file), encoding: .utf8)
        .replacing(/(?s)<!--.*?-->/, with: "")
      for interface in text.matches(of: /(?s)<interface name="([^"]+)">(.*?)<\/interface>/) {
        members[String(interface.1), default: []].formUnion(Self.members(of: String(interface.2)))
      }
    }
    return members
  }

  private static func members(of text: String) -> [String] {
    var members: [String] = []
    for match in text.matches(of: /(?s)<(method|signal) name="([^"]+)"(?:\/>|>(.*?)<\/(?:method|signal)>)/) {
      var inward: [String] = []
      var outward: [String] = []
      for argument in (match.3 ?? "").matches(
        of: /<arg name="([^"]+)" type="([^"]+)"(?: direction="([a-z]+)")?\/>/)
      {
        let words = "\(argument.2) \(argument.1)"
        if argument.3 == "out" { outward.append(words) } else { inward.append(words) }
      }
      let answer = outward.isEmpty ? "" : " -> " + outward.joined(separator: ", ")
      members.append("\(match.2)(\(inward.joined(separator: ", ")))\(answer)")
    }
    return members + text.matches(of: /<property name="([^"]+)" type="([^"]+)"/).map { "\($0.1), \($0.2)" }
  }

  @Test func everyMemberIsToldWithItsTypesAndNoOther() throws {
    let page = try ManPage("killall-tofu-dbus.5")
    let described = try described()
    try #require(described.count >= 2)
    for (interface, members) in described {
      #expect(Set(page.entries(in: interface).map(\.title)) == members, "\(interface)")
    }
  }

  @Test func everyErrorIsToldAndNoOther() throws {
    let source = try String(
      contentsOf: ManPage.desktop.appendingPathComponent("../Sources/RemoteControl/RemoteError.swift"),
      encoding: .utf8)
    let errors = Set(source.matches(of: /errorPrefix \+ "([A-Za-z]+)"/).map { String($0.1) })
    let page = try ManPage("killall-tofu-dbus.5")
    #expect(errors.count > 5)
    #expect(Set(page.entries(in: "ERRORS").map(\.title)) == errors)
    // Where a method says what may go wrong, the names are among them.
    let known = errors.union(["InvalidArgs", "NotSupported"])
    for entry in page.entries(in: "io.github") {
      for word in entry.text.firstMatch(of: /Errors: ([A-Za-z, ]+)\./)?.1.split(separator: ", ") ?? [] {
        #expect(known.contains(String(word)), "\(entry.title): \(word)")
      }
    }
  }

  @Test func theNamesAreOurs() throws {
    let page = try ManPage("killall-tofu-dbus.5").text
    for name in [RemoteNames.manager.text, RemoteNames.project.text, RemoteNames.errorPrefix] {
      #expect(page.contains(name))
    }
  }
}
