/// The version of this program.
public let killallTofuVersion = "0.1.0"
