import Settings
import Testing

@Suite struct PlacesTests {
  @Test func followsTheSpecification() throws {
    let places = try Places(environment: ["HOME": "/home/ana"])
    #expect(places.database == "/home/ana/.local/share/killall-tofu/killall-tofu.db")
    #expect(places.settings == "/home/ana/.config/killall-tofu/config.yaml")
    #expect(places.executions == "/home/ana/.local/state/killall-tofu/executions")
    #expect(places.autostart == "/home/ana/.config/autostart")
    #expect(places.isDatabaseDefault)
  }

  @Test func variablesWin() throws {
    let places = try Places(environment: [
      "HOME": "/home/ana", "XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config", "XDG_STATE_HOME": "/state",
    ])
    #expect(places.database == "/data/killall-tofu/killall-tofu.db")
    #expect(places.settings == "/config/killall-tofu/config.yaml")
    #expect(places.state == "/state/killall-tofu")
  }

  @Test func relativeValuesAreIgnored() throws {
    let places = try Places(environment: ["HOME": "/home/ana", "XDG_DATA_HOME": "data"])
    #expect(places.database.hasPrefix("/home/ana/.local/share/"))
  }

  @Test func theDatabaseCanBeElsewhere() throws {
    let places = try Places(environment: ["HOME": "/home/ana", "KILLALL_TOFU_DATABASE": "/srv/x.db"])
    #expect(places.database == "/srv/x.db")
    #expect(!places.isDatabaseDefault)
  }

  @Test func withoutAHomeThePasswordFileHelps() throws {
    #expect(try Places(environment: [:], passwordHome: "/root").home == "/root")
    #expect(throws: PlacesError.noHome(variable: "XDG_DATA_HOME")) { try Places(environment: [:]) }
  }
}
