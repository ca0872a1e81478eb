/// Whose calls a connection serves.
public enum Callers: Hashable, Sendable {
  /// Those of everybody the bus lets through.
  case everybody
  /// Those of programs that run as the user this one runs as; all others are answered with `AccessDenied`, whatever
  /// they ask for, root's too.
  ///
  /// The bus is asked for the user of each caller at its first call. A caller that has gone before the bus could be
  /// asked is served only where nobody else can reach the bus: its socket lies in a folder that is closed to all
  /// but this user.
  case sameUser
}
