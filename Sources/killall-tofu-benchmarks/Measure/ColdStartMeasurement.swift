import Foundation

/// Starts each program in turn, from the disk and from memory.
struct ColdStartMeasurement: Sendable {
  /// The last is the floor that the others are compared with.
  var programs: [StartedProgram]
  var rounds: Int

  /// The times of one program, in milliseconds; those of a turn stand at the same place of every list.
  struct Times: Hashable, Sendable {
    /// The starts after its pages were dropped from memory.
    var cold: [Double] = []
    /// The starts right after those.
    var warm: [Double] = []
  }

  func run() throws -> [Times] {
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }
    var times = programs.map { _ in Times() }
    // The first of each may find the libraries on the disk only.
    for round in 0...rounds {
      for (place, program) in programs.enumerated() {
        try program.forget()
        let cold = try program.start(output: nowhere)
        let warm = try program.start(output: nowhere)
        guard round > 0 else { continue }
        times[place].cold.append(cold)
        times[place].warm.append(warm)
      }
    }
    return times
  }
}
