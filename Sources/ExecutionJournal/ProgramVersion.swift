/// The version of the programs that share this record; they are installed together.
public let programVersion = "0.1.0"
