import Foundation
import RealParts
import Testing

/// A logind that others wrote (python-dbusmock's), on a bus that counts as the system's.
struct Logind {
  let desk: Desk
  let bus: PrivateBus

  /// Says that the machine goes to sleep, or that it is back.
  func say(sleeping: Bool) async throws {
    let answer = try await desk.run(
      "busctl", "--address=\(bus.address)", "call", "org.freedesktop.login1", "/org/freedesktop/login1",
      "org.freedesktop.DBus.Mock", "EmitSignal", "sssav", "org.freedesktop.login1.Manager", "PrepareForSleep",
      "b", "1", "b", "\(sleeping)")
    try #require(answer.code == 0, "\(answer)")
  }

  /// The locks that are held: what, who, why, how, and by which user and process.
  func locks() async throws -> String {
    try await desk.run(
      "busctl", "--address=\(bus.address)", "call", "org.freedesktop.login1", "/org/freedesktop/login1",
      "org.freedesktop.login1.Manager", "ListInhibitors"
    ).output
  }
}

extension Desk {
  /// Starts a bus that programs of this desk take for the system's, with a logind on it.
  func startLogind() async throws -> Logind {
    let place = "\(folder)/system"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let bus = try await PrivateBus(in: place, environment: environment)
    keep(bus)
    set("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
    let logind = Logind(desk: self, bus: bus)
    _ = try start(["/usr/bin/python3", "-m", "dbusmock", "--template", "logind"])
    try await wait("logind") {
      try await run(
        "busctl", "--address=\(bus.address)", "status", "org.freedesktop.login1"
      ).code == 0
    }
    return logind
  }

  /// Has the programs started from now on read clocks that can be moved by ``sleepThrough(_:)``.
  ///
  /// A machine cannot be put to sleep for a test, so a library stands between the programs and the clocks; what it
  /// cannot move is the kernel's timer.
  func startMovableClocks() async throws {
    let source = "\(folder)/clocks.c"
    let library = "\(folder)/clocks.so"
    try movableClocks.write(toFile: source, atomically: true, encoding: .utf8)
    let built = try await run("cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl")
    try #require(built.code == 0, "\(built.errors)")
    try sleepThrough(0)
    set("KILLALL_TOFU_TEST_SLEPT", "\(folder)/slept")
    set("LD_PRELOAD", library)
  }

  /// From now on the machine has slept so many seconds: the wall clock and the one since boot went on meanwhile.
  func sleepThrough(_ seconds: Int) throws {
    try "\(seconds)\n".write(toFile: "\(folder)/slept", atomically: true, encoding: .utf8)
  }
}

private let movableClocks = """
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <time.h>

  int clock_gettime(clockid_t clock, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(clock, time);
    const char *path = getenv("KILLALL_TOFU_TEST_SLEPT");
    if (answer || !path || (clock != CLOCK_REALTIME && clock != CLOCK_BOOTTIME)) return answer;
    FILE *file = fopen(path, "re");
    long slept = 0;
    if (file) {
      if (fscanf(file, "%ld", &slept) != 1) slept = 0;
      fclose(file);
    }
    time->tv_sec += slept;
    return answer;
  }
  """
