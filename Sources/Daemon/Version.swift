import Executor

/// The version of this program.
public let killallTofuVersion = SupervisorProgram.expectedVersion
