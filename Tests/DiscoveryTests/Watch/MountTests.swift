import Discovery
import Testing

/// What a line of mountinfo says, whatever a place is called.
@Suite struct MountTests {
  private func mount(at place: String) -> Mount? {
    Mount("36 35 98:0 /sub \(place) rw,noatime master:1 - ext4 /dev/root rw")
  }

  @Test(arguments: [
    ("/srv/plain", "/srv/plain"), (#"/srv/a\040b\011c"#, "/srv/a b\tc"), (#"/srv/\134040"#, #"/srv/\040"#),
    (#"/srv/\303\251"#, "/srv/é"),
    // What is no whole escape stands for itself.
    (#"/srv/half\04"#, #"/srv/half\04"#), (#"/srv/none\089"#, #"/srv/none\089"#),
  ])
  func aPlaceIsReadAsItIs(written: String, place: String) {
    #expect(mount(at: written)?.place == place)
    #expect(mount(at: written)?.kind == "ext4")
  }

  @Test func aLineThatDoesNotTellTheKindIsReadAllTheSame() {
    for end in ["", " rw", " rw -"] {
      let mount = Mount("36 35 98:0 /sub /srv\(end)")
      #expect(mount?.place == "/srv" && mount?.kind == nil)
    }
    #expect(Mount("36 35 98:0 /sub") == nil)
    #expect(Mount("") == nil)
  }

  @Test func anotherOneInTheSamePlaceIsAnother() {
    #expect(mount(at: "/srv") == mount(at: "/srv"))
    #expect(mount(at: "/srv") != Mount("37 35 98:0 /sub /srv rw,noatime master:1 - ext4 /dev/root rw"))
  }
}
