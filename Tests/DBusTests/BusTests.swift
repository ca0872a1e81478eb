import Testing

@testable import DBus

@Suite struct BusTests {
  @Test(arguments: [
    (Bus.session, ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a"], "unix:path=/a"),
    (.session, ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a", "XDG_RUNTIME_DIR": "/run"], "unix:path=/a"),
    (.session, ["XDG_RUNTIME_DIR": "/run/user/1000"], "unix:path=/run/user/1000/bus"),
    (.session, ["XDG_RUNTIME_DIR": "/tmp/a,b=c;ü"], "unix:path=/tmp/a%2cb%3dc%3b%c3%bc/bus"),
    (.session, ["DBUS_SESSION_BUS_ADDRESS": "autolaunch:", "XDG_RUNTIME_DIR": "/run"], "unix:path=/run/bus"),
    (.session, ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a;autolaunch:scope=user"], "unix:path=/a"),
    (.system, [:], "unix:path=/var/run/dbus/system_bus_socket"),
    (.system, ["DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/b"], "unix:path=/b"),
    (.address("tcp:host=x"), ["DBUS_SESSION_BUS_ADDRESS": "unix:path=/a"], "tcp:host=x"),
  ])
  func theEnvironmentNamesTheBus(_ bus: Bus, _ environment: [String: String], _ address: String) throws {
    #expect(try bus.address(in: { environment[$0] }) == address)
  }

  // No bus is launched for want of one, and a relative directory counts as none.
  @Test(arguments: [
    [:], ["XDG_RUNTIME_DIR": "run"], ["DBUS_SESSION_BUS_ADDRESS": "autolaunch:"],
    ["DBUS_SESSION_BUS_ADDRESS": "disabled:", "XDG_RUNTIME_DIR": "/run"],
  ])
  func withoutTheEnvironmentThereIsNoSessionBus(_ environment: [String: String]) {
    let error = #expect(throws: BusError.self) { try Bus.session.address(in: { environment[$0] }) }
    guard case .unreachable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
